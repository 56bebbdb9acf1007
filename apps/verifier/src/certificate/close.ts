import { canonical } from '../json/canonical'
import type { Json } from '../json/json'
import { type PeriodTotals, periodTotals } from '../ledger/bridge'
import { type Close, closesIn } from '../ledger/closes'
import { readLedger } from '../ledger/ledger'
import { type Entry, placeOf } from '../ledger/live'
import { closeTold } from '../verdict/close-words'
import { Failure } from '../verdict/failure'
import type { Claim, Plan } from './claim'
import { type CloseStated, readClose } from './close-stated'
import { GROUP } from './groups'
import type { Shape } from './shape'

/** `pilot-ledger/close-certificate@1` */
export function closeClaim(it: Shape): Claim {
  const stated = readClose(it)
  const { of, window } = stated
  return { of, window, plan: () => planOf(stated) }
}

/** The definition of the columns that is known here. */
const DEFINITION = 1

function planOf(stated: CloseStated): Plan {
  const { platform, period } = stated.of
  return {
    groups: [GROUP.closing + platform, GROUP.contracts + platform, GROUP.platform + platform],
    made: (entries) => {
      const close = closesIn(entries, platform).findLast((it) => it.period === period && it.closedAt !== undefined)
      if (close?.closedAt === undefined) throw new Failure('close-unknown', '/of/period', { period })
      const found = {
        ...stated,
        ...close,
        entry: close.closedAt.index + 1,
        status: close.reopenedAt ? 'reopened' : 'closed',
      }
      for (const name of ['entry', 'status'] as const)
        if (stated[name] !== found[name])
          throw new Failure('value-differs', `/${name}`, { said: stated[name], recomputed: found[name] })
      for (const end of ['from', 'to'] as const)
        if (stated.window[end] !== close[end])
          throw new Failure('value-differs', `/window/${end}`, { said: stated.window[end], recomputed: close[end] })
      if (close.definition !== DEFINITION)
        throw new Failure('definition-version', placeOf(close.closedAt), {
          version: close.definition,
          known: DEFINITION,
        })
      const then = totalsAt(entries, platform, close, close.sequence)
      checkTotals(stated, close, close.closedAt, then)
      const now = totalsAt(entries, platform, close, Number.MAX_SAFE_INTEGER)
      return closeTold(stated, close, then, now, entries)
    },
  }
}

const totalsAt = (entries: readonly Entry[], platform: string, close: Close, sequence: number) =>
  periodTotals(readLedger(entries.filter((it) => it.index < sequence)), platform, close, DEFINITION)

/** What is signed as closed, what the entry says, and what the entries come to: one and the same. */
function checkTotals(stated: CloseStated, close: Close, closedAt: Entry, made: PeriodTotals): void {
  const differs = (at: string, said: Json, recomputed: unknown) => {
    if (canonical(said) !== canonical(recomputed as Json))
      throw new Failure('value-differs', at, { said: canonical(said), recomputed: canonical(recomputed as Json) })
  }
  differs(`${placeOf(closedAt)}/totals`, close.totals, made.totals)
  if (close.contracts !== undefined) differs(`${placeOf(closedAt)}/contracts`, close.contracts, made.contracts)
  differs(`${placeOf(closedAt)}/contractCount`, close.contractCount, made.contracts.length)
  differs(`${placeOf(closedAt)}/totalsHash`, close.totalsHash, made.totalsHash)
  differs('/totals', stated.totals, made.totals)
}
