import { Injectable } from '@nestjs/common'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { SeenSince } from '../definitions/closing'
import type { Close } from '../domain/closing-state'
import { BankChanges } from './bank-changes'
import { ClosingReader, type PlatformAt } from './closing-reader'
import { periodTotals } from './period-totals'

/** What has come for a period since its close was proposed: the second person signs the proposal, and knows of these. */
export interface Since extends SeenSince {
  /** The last of them. */
  readonly last: number
  /** The totals proposed are not those of now. */
  readonly totalsMoved: boolean
}

@Injectable()
export class SinceProposal {
  constructor(
    private readonly reader: ClosingReader,
    private readonly bank: BankChanges,
  ) {}

  async of(at: PlatformAt, close: Close): Promise<Since> {
    const { tables, platform, cut } = at
    const steps = await this.reader.steps(at, close)
    const changes = await this.bank.since(at, close)
    return {
      sequence: cut,
      entries: steps.length,
      restatements: steps.filter((it) => it.dated).length,
      bankChanges: changes.length,
      last: Math.max(0, ...[...steps, ...changes].map((it) => it.sequence)),
      totalsMoved:
        steps.length > 0 &&
        (await periodTotals(tables, platform, close.terms, cut)).totalsHash !== close.terms.totalsHash,
    }
  }
}

export const isNothing = ({ entries, bankChanges }: SeenSince) => entries === 0 && bankChanges === 0

/** Refusal: `entries-since-proposal`, until the second person says up to where he has seen them. */
export function refuseUnseen(since: Since, seen: number | undefined): Refusal | undefined {
  if (isNothing(since) || (seen !== undefined && since.last <= seen)) return undefined
  const { sequence, entries, restatements, bankChanges, totalsMoved } = since
  return refuse('entries-since-proposal', {
    pointer: '/seen',
    zh: `申请之后又有 ${entries} 条记录（其中追溯 ${restatements} 条）和 ${bankChanges} 条对账变动涉及本期${totalsMoved ? '，合计已变' : ''}：请查看后以 seen 报所见序号再复核，或退回申请`,
    en: 'entries since the proposal concern the period; look at them and give the sequence you have seen as `seen`, or reject the proposal',
    facts: {
      sequence: String(sequence),
      entries: String(entries),
      restatements: String(restatements),
      bankChanges: String(bankChanges),
      totalsMoved: String(totalsMoved),
    },
  })
}
