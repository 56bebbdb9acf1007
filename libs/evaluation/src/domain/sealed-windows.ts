import type { BusinessDate, DomainEvent, WaitReason, Window } from '@pilot-ledger/kernel'
import type { ResultSealed } from '../definitions'
import type { Snapshot } from './snapshot'

/** 已封存的统计期: days whose entries were counted in a result that is sealed. */
export interface SealedWindow extends Window {
  readonly platform: string
  readonly roundNo: string
}

/** What one entry of a round seals: the round's days and those of indicators that have days of their own. */
export function windowsSealedBy({ type, data }: DomainEvent): readonly SealedWindow[] {
  if (type !== 'ResultSealed') return []
  const { platform, snapshot } = data as ResultSealed['data']
  const { window, indicators, round } = snapshot as Snapshot
  const windows = [window, ...indicators.map((it) => it.window)].filter((it) => it !== undefined)
  return windows.map(({ from, to }) => ({ platform, roundNo: round.roundNo, from, to }))
}

/** Why something dated on a day waits for a second person: a result was sealed on what stood there. */
export function waitOfSealed(sealed: readonly SealedWindow[], day: BusinessDate): WaitReason | undefined {
  const found = sealed.find(({ from, to }) => from <= day && day <= to)
  return found && { code: 'window-sealed', day, what: found.roundNo }
}
