import type { Json, JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { Fields } from './fields'
import type { Behind, BehindRow } from './indicator-rows'
import type { Entry } from './live'
import type { Strike } from './rounds'
import type { Item } from './subsidy'
import { yuan } from './value'

/** Rows as a result keeps them, of which each has been found again among the entries. */
export interface SealedRow {
  readonly row: string
  readonly fen: bigint
  readonly counts?: string
  readonly taxBasis?: string
  readonly entryId: string
  readonly engagement?: string
  readonly contractNo?: string
}

/** That the rows that a result keeps are those that the entries make, and no others; fails where they are not. */
export function foundAgain(
  kept: readonly JsonObject[],
  { measure, rows }: Behind,
  entries: ReadonlyMap<number, Entry>,
  at: string,
): readonly SealedRow[] {
  const left = new Map<number, BehindRow[]>()
  for (const it of rows) left.set(it.index, [...(left.get(it.index) ?? []), it])
  const counted = new Set<string>()
  const found = kept.map((it) => {
    const said = new Fields(it, at)
    const [sequence, row, date, value] = [
      said.whole('sequence'),
      said.text('row'),
      said.day('date'),
      said.text('value'),
    ]
    const ofEntry = left.get(sequence - 1) ?? []
    const own = ofEntry.findIndex((of) => isSame(of, said, measure))
    if (own === -1) throw new Failure('rows-differ', at, { row })
    const [{ contract, index, day, key, fen = 0n }] = ofEntry.splice(own, 1)
    const differs = (name: string, expected: Json | undefined) => {
      if (it[name] !== expected) throw new Failure('rows-differ', at, { row, [name]: String(it[name]) })
    }
    differs('entryId', entries.get(index)?.id)
    differs('engagement', contract?.stream.slice('engagement-'.length))
    differs('contractNo', contract?.signed.contractNo)
    differs('client', contract?.signed.client.name)
    if (date !== day && date !== contract?.signed.signedOn) throw new Failure('rows-differ', at, { row, date })
    if (row !== it.entryId && row !== `${it.entryId} ${it.counts}`) throw new Failure('rows-differ', at, { row })
    // The first row of a key counts it, those after it count nothing.
    if (measure !== 'sum') differs('value', measure === 'rows' || !counted.has(String(key)) ? '1' : '0')
    counted.add(String(key))
    return {
      row,
      fen: measure === 'sum' ? fen : BigInt(value),
      counts: key,
      taxBasis: said.maybeText('taxBasis'),
      entryId: said.text('entryId'),
      engagement: said.maybeText('engagement'),
      contractNo: said.maybeText('contractNo'),
    }
  })
  for (const [index, { length }] of left)
    if (length > 0) throw new Failure('rows-differ', at, { missing: length, entry: index + 1 })
  return found
}

function isSame({ fen = 0n, key, taxBasis }: BehindRow, said: Fields, measure: Behind['measure']): boolean {
  if (measure === 'sum') return said.text('value') === yuan(fen) && said.maybeText('taxBasis') === taxBasis
  if (measure === 'rows') return !said.has('counts')
  // What is counted once is written as its kind and its key: `party:uscc:…`.
  return said.text('counts').replace(/^[^:]+:/, '') === key
}

/** The value of rows less strikes; undefined where amounts of both tax bases are left. */
export function valueOfRows(
  measure: Behind['measure'],
  rows: readonly SealedRow[],
  strikes: readonly Strike[],
): string | undefined {
  const whole = new Set(strikes.filter((it) => it.amount === undefined).map((it) => it.row))
  const left = rows.filter((it) => !whole.has(it.row))
  if (measure === 'rows') return String(left.length)
  if (measure === 'keys') return String(new Set(left.map((it) => it.counts)).size)
  if (new Set(left.flatMap((it) => it.taxBasis ?? [])).size > 1) return undefined
  const there = new Set(left.map((it) => it.row))
  const struck = strikes.reduce((sum, it) => sum + (there.has(it.row) ? (it.amount ?? 0n) : 0n), 0n)
  return yuan(left.reduce((sum, it) => sum + it.fen, 0n) - struck)
}

/** What each contract has left; a row without one stands for itself. */
export function itemsOf(rows: readonly SealedRow[], strikes: readonly Strike[]): readonly Item[] {
  const items = new Map<string, { engagement: string; contractNo: string; fen: bigint }>()
  for (const { row, fen, entryId, engagement = entryId, contractNo = '' } of rows) {
    const item = items.get(engagement) ?? { engagement, contractNo, fen: 0n }
    items.set(engagement, item)
    const own = strikes.filter((it) => it.row === row)
    if (own.some((it) => it.amount === undefined)) continue
    item.fen += fen - own.reduce((sum, it) => sum + (it.amount ?? 0n), 0n)
  }
  return [...items.values()]
}
