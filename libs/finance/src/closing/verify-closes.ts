import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { type Difference, firstDifference } from '@pilot-ledger/kernel'
import type { ClosingContent } from '../definitions/closing'
import { DEFINITION, periodTotals } from './period-totals'

/** One statement of a period's totals held against the log: the proposal of a close, or the close. */
export interface CloseCheck {
  readonly platform: string
  readonly period: string
  /** Of the entry that states them. */
  readonly sequence: number
  /** Where stated and recomputed part first. */
  readonly difference?: Difference
}

type Stated = Extract<ClosingContent, { type: 'CloseProposed' | 'PeriodClosed' }>

/**
 * Every period's totals as they were proposed and as they were closed, held against the log, without a service: `tables` made from
 * that log to its end, and a log whose positions are sequences. What was recorded after a close's own cut has no part in it.
 */
export async function* verifyCloses({
  log,
  tables,
}: {
  readonly log: EventLog
  readonly tables: Tables
}): AsyncGenerator<CloseCheck> {
  const streams = new StreamReader({ tables } as unknown as ReadModel, log)
  for (const platform of streams.ids('closing')) {
    const { events } = await streams.stream('closing', platform)
    for (const { type, data, position } of events) {
      if (type !== 'CloseProposed' && type !== 'PeriodClosed') continue
      const { data: stated } = { type, data } as unknown as Stated
      const sequence = Number(position)
      const difference = await differenceOf(tables, platform, stated, sequence)
      yield { platform, period: stated.period, sequence, ...(difference && { difference }) }
    }
  }
}

async function differenceOf(
  tables: Tables,
  platform: string,
  stated: Stated['data'],
  sequence: number,
): Promise<Difference | undefined> {
  const known = tables.platformIds.find(platform)
  if (known === undefined) return apart('/platform', platform, '')
  if (stated.sequence >= sequence) return apart('/sequence', stated.sequence, `< ${sequence}`)
  if (stated.definition !== DEFINITION) return apart('/definition', stated.definition, DEFINITION)
  const { totals, contracts, totalsHash } = await periodTotals(tables, known, stated, stated.sequence)
  const kept = 'contracts' in stated ? stated.contracts : undefined
  const part = (path: string, a: unknown, b: unknown) => firstDifference(a, b, path)
  return (
    part('/totals', stated.totals, totals) ??
    part('/contractCount', stated.contractCount, contracts.length) ??
    // Of very many contracts the hash alone was kept.
    (kept && part('/contracts', kept, contracts)) ??
    part('/totalsHash', stated.totalsHash, totalsHash)
  )
}

const apart = (path: string, stored: string | number, recomputed: string | number): Difference => ({
  path,
  stored: String(stored),
  recomputed: String(recomputed),
})
