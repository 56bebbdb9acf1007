import type { Tables } from '../read-model/tables'

/** How many are kept: what everybody asks, and what somebody asks beside it. */
const KEPT = 2

interface Kept<Answer> {
  readonly asked: string
  readonly cut: number
  /** Whether the ledger stood there when it was asked. */
  readonly atTheHead: boolean
  readonly answer: Promise<Answer>
}

/**
 * The last few answers about all platforms. What a figure was at a cut never changes, so an answer is good for as long as its
 * tables are served; who asks while it is being worked out waits for the same. One of the head is brought forward to a later.
 */
export class Lately<Answer> {
  private readonly kept = new WeakMap<Tables, Kept<Answer>[]>()

  constructor(private readonly most = KEPT) {}

  /** `asked` names all that the answer depends on but the cut; `work` is given the same answer of an earlier head, once. */
  of(tables: Tables, asked: string, cut: number, work: (earlier?: Answer) => Promise<Answer>): Promise<Answer> {
    const kept = this.kept.get(tables) ?? []
    const atTheHead = cut === tables.sequence
    const same = kept.filter((it) => it.asked === asked)
    const known = same.find((it) => it.cut === cut)
    const earlier = atTheHead ? same.find((it) => it.atTheHead && it.cut < cut) : undefined
    // What went wrong with the earlier question is no fault of this one.
    const answer = known?.answer ?? (earlier ? earlier.answer.then(work, () => work()) : work())
    const now = known ?? { asked, cut, atTheHead, answer }
    // The one asked last goes last.
    const others = kept.filter((it) => it !== now && it !== earlier)
    this.kept.set(tables, [...others.slice(1 - this.most), now])
    answer.catch(() => this.drop(tables, now))
    return answer
  }

  private drop(tables: Tables, failed: Kept<Answer>): void {
    const kept = this.kept.get(tables) ?? []
    this.kept.set(
      tables,
      kept.filter((it) => it !== failed),
    )
  }
}
