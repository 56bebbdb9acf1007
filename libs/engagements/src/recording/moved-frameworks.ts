import { Inject, Injectable, Optional } from '@nestjs/common'
import { type DomainEvent, numberKey } from '@pilot-ledger/kernel'
import { type MovedDay, type Moves, Recorder } from '@pilot-ledger/recording'
import { businessDaysOf } from '../domain/business-day'
import { type ContractSigned, type EngagementContent, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'
import { contractIdOf } from './contract-id'
import { LIVE_CALL_OFFS, type LiveCallOffs } from './live-call-offs'

type Terms = ContractSigned['data']

/**
 * A framework counts until its first call-off stands, and again when none does (H11): whoever records that call-off, or takes the
 * last one away, moves what was counted on the framework's own days. Asked as if the framework's entries were made on them.
 */
@Injectable()
export class MovedFrameworks {
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(LIVE_CALL_OFFS) private readonly callOffs?: LiveCallOffs,
  ) {}

  /** By a contract whose terms become others: absent before it is signed, and once it is voided. */
  async movedBy(contract: string, before?: Terms, after?: Terms): Promise<Moves> {
    const days = new Map<string, readonly MovedDay[]>()
    if ((before && frameworkIn(before)) === (after && frameworkIn(after))) return movesOf(days)
    for (const it of [before, after]) {
      const framework = it && frameworkIn(it)
      if (framework !== undefined) days.set(framework, await this.daysMoved(contract, it as Terms))
    }
    return movesOf(days)
  }

  /** The days of a call-off's framework, where no other call-off keeps it out of the count. */
  async daysMoved(contract: string, { platform, parent = '' }: Terms): Promise<readonly MovedDay[]> {
    const id = await contractIdOf(this.recorder, platform, parent)
    const { live, state } = await this.historyOf(id)
    if (state.terms?.kind !== 'framework' || (await this.hasAnother(id, contract))) return []
    const counted = live.filter(({ content: { type } }) => type === 'ContractSigned' || type === 'ContractAmended')
    return counted.flatMap((it) => businessDaysOf(it.content).map((day) => ({ day, framework: parent })))
  }

  /** One change after the other: of two call-offs taken away at once, each would find the other. Where none is known, none is. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (!this.callOffs) return work()
    const mine = this.turn.then(work, work)
    this.turn = mine
    return mine
  }

  /** What figures know may lag behind the log, so what they name is looked up. */
  private async hasAnother(framework: string, contract: string): Promise<boolean> {
    for (const { id } of this.callOffs?.(framework) ?? []) {
      const terms = id === contract ? undefined : (await this.historyOf(id)).state.terms
      if (terms?.kind !== 'callOff' || terms.parent === undefined) continue
      if ((await contractIdOf(this.recorder, terms.platform, terms.parent)) === framework) return true
    }
    return false
  }

  private async historyOf(contract: string) {
    return (await this.recorder.load(engagementStream(contract), engagementRules)).history
  }
}

/** The framework of a call-off, so that two ways of writing its number are one; undefined for any other entry. */
export function frameworkOf(content: DomainEvent): string | undefined {
  const { type, data } = content as EngagementContent
  return type === 'ContractSigned' ? frameworkIn(data) : undefined
}

/** What call-offs move, by the framework they name. */
export function movesOf(days: ReadonlyMap<string, readonly MovedDay[]>): Moves {
  return (content) => days.get(frameworkOf(content) ?? '') ?? []
}

const frameworkIn = ({ kind, parent }: Terms) =>
  kind === 'callOff' && parent !== undefined ? numberKey(parent) : undefined
