import type { Tables } from '../read-model/tables'

/** How many are kept: what everybody asks, and what somebody asks beside it. */
const KEPT = 2

/**
 * The last few answers about all platforms. What a figure was at a cut never changes, so an answer is good for as long as its
 * tables are served; who asks while it is being worked out waits for the same.
 */
export class Lately<Answer> {
  private readonly answers = new WeakMap<Tables, Map<string, Promise<Answer>>>()

  /** `question` names all that the answer depends on, the cut among it. */
  of(tables: Tables, question: string, work: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(tables) ?? new Map<string, Promise<Answer>>()
    this.answers.set(tables, known)
    const answer = known.get(question) ?? work()
    // The one asked last goes last.
    known.delete(question)
    known.set(question, answer)
    answer.catch(() => known.delete(question))
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest)
    return answer
  }
}
