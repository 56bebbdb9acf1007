import { createHash } from 'node:crypto'
import { atOnce } from '@pilot-ledger/kernel'
import type { CountedRow } from './counted'
import { assembleSnapshot, canonicalSnapshot, type Snapshot, splitSnapshot } from './snapshot'

const row = (i: number, size = 0): CountedRow => ({
  row: `row-${i}`,
  entryId: `entry-${i}`,
  sequence: i,
  engagement: `E-${i % 7}`,
  contractNo: `合同-${i % 7}`,
  client: `示例客户${'长'.repeat(size)}`,
  kind: 'received',
  date: '2025-03-01',
  value: '100.00',
})
const indicator = (code: string, rows: readonly CountedRow[]) => ({
  indicator: code,
  claimed: '1.00',
  rows,
  strikes: [],
  verified: '1.00',
  score: { indicator: code, method: 'share' as const, weight: '50', points: '1.00' },
})
const snapshot = (of: readonly (readonly CountedRow[])[]): Snapshot => ({
  format: 'pilot-ledger/evaluation-result/1',
  round: { id: 'R', roundNo: '1', title: '示例', sealNo: 1 },
  scheme: { id: 'S', code: 's', version: 1, contentHash: '0' },
  platform: 'P',
  cut: { sequence: 9, recordedAt: '2026-01-31T15:59:59.999Z' },
  indicators: of.map((rows, i) => indicator(`i${i}`, rows)),
  groups: [],
  total: '2.00',
  grade: { code: 'good', zh: '良好', en: 'Good', proposedBy: 'a', confirmedBy: 'b' },
})
const rows = (count: number, size = 0) => Array.from({ length: count }, (_, i) => row(i, size))
const hash = (it: Snapshot) =>
  createHash('sha256')
    .update([...canonicalSnapshot(it)].join(''))
    .digest('hex')

/** As the log keeps it: through JSON, the parts in any order, beside those of others. */
function kept(whole: Snapshot, inline: number, most: number) {
  const { snapshot: short, parts } = atOnce(splitSnapshot(whole, inline, most))
  const stored = JSON.parse(JSON.stringify(short))
  const hashed = hash(whole)
  const data = { sealNo: 1, platform: 'P', snapshot: stored, hash: hashed, rowParts: parts.length }
  const others = [{ platform: 'Q', hash: hashed, part: 0, rows: [{ indicator: 'i0', rows: [row(99)] }] }]
  const own = parts.map((it, part) => ({ platform: 'P', hash: hashed, part, rows: JSON.parse(JSON.stringify(it)) }))
  return { data, all: [...others, ...own.reverse()], parts }
}

it('A short snapshot keeps its rows', () => {
  const whole = snapshot([rows(3), []])
  expect(atOnce(splitSnapshot(whole, 10_000))).toEqual({ snapshot: whole, parts: [] })
})

it.each([
  [[500, 0, 3], 4_000],
  [[1, 1, 1], 300],
  [[40], 200],
])('Rows of %j kept in parts of at most %d bytes are put together to the same hash', (counts, most) => {
  const whole = snapshot(counts.map((it) => rows(it)))
  const { data, all, parts } = kept(whole, 0, most)
  expect(parts.length).toBeGreaterThan(0)
  expect((data.snapshot as Snapshot).indicators.every((it) => it.rows.length === 0)).toBe(true)
  const again = assembleSnapshot(data, all)
  expect(again).toEqual(whole)
  expect(hash(again)).toBe(hash(whole))
})

it('The items of a subsidy, one for each contract, are kept in parts too', () => {
  const items = Array.from({ length: 6_000 }, (_, i) => ({
    engagement: `00000000-0000-5000-8000-${String(i).padStart(12, '0')}`,
    contractNo: `合同-${i}`,
    value: '100.00',
    computed: '3.00',
    granted: '3.00',
  }))
  const subsidy = { year: 2025, base: '600000.00', items, computed: '18000.00', lines: [], amount: '18000.00' }
  const whole = { ...snapshot([rows(3)]), subsidy }
  const { data, all, parts } = kept(whole, 100_000, 700_000)
  expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(10_000)
  for (const it of parts) expect(Buffer.byteLength(JSON.stringify(it))).toBeLessThan(1_000_000)
  const again = assembleSnapshot(data, all)
  expect(again).toEqual(whole)
  expect(hash(again)).toBe(hash(whole))
})

it('Every part fits an entry of the log', () => {
  const whole = snapshot([rows(9_000, 40), rows(9_000)])
  const { parts } = atOnce(splitSnapshot(whole, 0))
  expect(parts.length).toBeGreaterThan(2)
  for (const it of parts) expect(Buffer.byteLength(JSON.stringify(it))).toBeLessThan(1_000_000)
})

it('One row changed is another hash', () => {
  const whole = snapshot([rows(3)])
  const touched = snapshot([[...rows(2), { ...row(2), value: '100.01' }]])
  expect(hash(touched)).not.toBe(hash(whole))
})
