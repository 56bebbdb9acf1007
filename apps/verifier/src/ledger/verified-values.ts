import type { Json } from '../json/json'
import { isObject, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { checkSame } from './difference'
import { rowsBehind } from './indicator-rows'
import type { Ledger } from './ledger'
import { type Entry, placeOf } from './live'
import type { Window } from './platform'
import type { Assessment } from './rounds'
import type { Indicator } from './scheme'
import { ratioOf } from './scoring'
import { foundAgain, itemsOf, type SealedRow, valueOfRows } from './sealed-rows'
import { type Sealing, windowOf } from './sealing'
import { baseOf } from './subsidy'

export interface Verified {
  readonly window?: Window
  readonly indicators: readonly JsonObject[]
  readonly items?: ReturnType<typeof itemsOf>
  readonly rows: number
}

/** 核定数 of every indicator, from the rows that the entries make less what was struck, or set by hand, or divided. */
export function verifiedOf(
  sealing: Sealing,
  assessment: Assessment,
  stored: JsonObject,
  cut: number,
  ledger: Ledger,
  entries: ReadonlyMap<number, Entry>,
): Verified {
  const { scheme, entry } = sealing
  const { platform, verification, claims } = assessment
  if (!verification) return { indicators: [], rows: 0 }
  const at = placeOf(entry)
  const window = windowOf(sealing, ledger, platform, at)
  checkSame({ cut, window: { ...window } }, { cut: verification.cut, window: verification.window }, '')
  const kept = new Map<unknown, JsonObject>(
    Array.isArray(stored.indicators) ? stored.indicators.filter(isObject).map((it) => [it.indicator, it]) : [],
  )
  const values = new Map<string, string>()
  const found = new Map<string, readonly SealedRow[]>()
  const ledgerValues = new Map<string, string>()
  const windows = new Map<string, Window>()
  const strikesOf = (code: string) => assessment.strikes.filter((it) => it.indicator === code && !it.lifted)
  const byHand = (code: string) => assessment.handValues.find((it) => it.indicator === code)?.value
  for (const indicator of scheme.indicators) {
    const { code, source } = indicator
    const behind = rowsBehind(scheme, indicator, ledger, platform, window)
    if (source.from === 'hand') values.set(code, byHand(code) ?? missing(code, at))
    if (!behind) {
      if (source.from === 'ledger') throw new Failure('figure-unknown', at, { code: source.figure })
      continue
    }
    const rows = foundAgain(rowsKept(kept.get(code)), behind, entries, at)
    found.set(code, rows)
    if (behind.window) windows.set(code, behind.window)
    const all = valueOfRows(behind.measure, rows, [])
    if (all !== undefined) ledgerValues.set(code, all)
    values.set(code, valueOfRows(behind.measure, rows, strikesOf(code)) ?? missing(code, at))
  }
  for (const { code, source } of scheme.indicators)
    if (source.from === 'ratio') values.set(code, ratioOf(source, values)?.value ?? ZEROES(source.decimals))
  const indicators = scheme.indicators.map(({ code }: Indicator): JsonObject => {
    const verified = values.get(code) as string
    const claim = claims.find((it) => it.indicator === code)
    const said = {
      indicator: code,
      claimed: claim?.claimed ?? verified,
      ...(ledgerValues.has(code) && { ledger: ledgerValues.get(code) }),
      verified,
    }
    checkSame(said, verification.values.find((it) => it.indicator === code)?.said ?? {}, `/${code}`)
    const days = windows.get(code)
    return {
      ...said,
      ...(days && { window: { ...days } }),
      ...(claim?.reason !== undefined && { reason: claim.reason }),
      // As they are kept: each has been found again.
      rows: rowsKept(kept.get(code)),
      strikes: strikesOf(code).map(({ said: { strike, row, amount, reason } }) => ({
        strike,
        row,
        ...(amount !== undefined && { amount }),
        reason,
      })),
    }
  })
  const base = baseOf(scheme)
  const items =
    base !== undefined && scheme.subsidy?.capPerItem !== undefined
      ? itemsOf(found.get(base) ?? [], strikesOf(base))
      : undefined
  const rows = [...found.values()].reduce((sum, it) => sum + it.length, 0)
  return { window, indicators, items, rows }
}

const ZEROES = (decimals: number) => (decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`)
const rowsKept = (indicator: JsonObject | undefined): readonly JsonObject[] =>
  Array.isArray(indicator?.rows) ? (indicator.rows as readonly Json[]).filter(isObject) : []

function missing(code: string, at: string): never {
  throw new Failure('result-differs', at, { at: code })
}
