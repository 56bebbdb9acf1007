import type { ContractSigned, EngagementContent } from '@pilot-ledger/engagements'
import { contractIdOf, frameworkOf, type MovedFrameworks, movesOf } from '@pilot-ledger/engagements/recording'
import type { MovedDay, Moves, Recorder } from '@pilot-ledger/recording'

/** A framework that a file signs itself. */
export interface SignedHere {
  readonly waits: boolean
}

/**
 * The frameworks that call-offs of a file move. All of one that none has called off from yet, not the first alone: where it
 * waits, the next would be the first. One that the file signs has moved nothing, but where it waits its call-offs do.
 */
export class CalledOff {
  private readonly moved = new Map<string, Promise<readonly MovedDay[]>>()

  constructor(
    private readonly recorder: Recorder,
    private readonly frameworks: Pick<MovedFrameworks, 'daysMoved'>,
    private readonly signedHere: (framework: string) => SignedHere | undefined,
  ) {}

  async by(contract: string, contents: readonly EngagementContent[]): Promise<{ leans: boolean; moves: Moves }> {
    const days = new Map<string, readonly MovedDay[]>()
    let leans = false
    for (const content of contents) {
      const named = frameworkOf(content)
      if (named === undefined) continue
      const terms = content.data as ContractSigned['data']
      const framework = await contractIdOf(this.recorder, terms.platform, terms.parent ?? '')
      const here = this.signedHere(framework)
      if (here) leans ||= here.waits
      else days.set(named, await this.daysMoved(framework, contract, terms))
    }
    return { leans, moves: movesOf(days) }
  }

  /** All is judged again. */
  clear(): void {
    this.moved.clear()
  }

  private daysMoved(framework: string, contract: string, terms: ContractSigned['data']): Promise<readonly MovedDay[]> {
    const known = this.moved.get(framework) ?? this.frameworks.daysMoved(contract, terms)
    this.moved.set(framework, known)
    return known
  }
}
