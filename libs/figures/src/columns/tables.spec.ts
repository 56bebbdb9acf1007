import fc from 'fast-check'
import { ColumnTable } from './column-table'
import { PageRoom, type ReadPage } from './pages'
import { RowTable } from './row-table'
import type { Stored } from './store'

const COLUMNS = { a: 'u8', b: 'u32', c: 'i32', d: 'fen' } as const
const WORDS = { a: 'u32', b: 'u53', c: 'u32', d: 'u53' } as const
type Stated = Record<'a' | 'b' | 'c' | 'd', number>
/** Both kinds of table hold these. */
const row = fc.record({
  a: fc.nat(255),
  b: fc.nat(0xffffffff),
  c: fc.nat(0x7fffffff),
  d: fc.nat(Number.MAX_SAFE_INTEGER),
})
const act = fc.oneof(
  fc.record({ does: fc.constant('append' as const), row, at: fc.nat() }),
  fc.record({ does: fc.constantFrom('update' as const, 'set' as const), row, at: fc.nat() }),
  fc.record({ does: fc.constantFrom('save' as const, 'open' as const, 'extend' as const), row, at: fc.nat(9) }),
)

type Table = Stored & {
  append(row: Stated): number
  update(at: number, row: Stated): void
  extend(rows: number): void
  row(at: number): Stated
}
const KINDS: readonly [string, (room: PageRoom) => Table, (table: Table, at: number) => number][] = [
  ['columns', () => new ColumnTable('t', COLUMNS, 4), (it, at) => (it as ColumnTable<typeof COLUMNS>).at(at).b[at]],
  ['rows', (room) => new RowTable('t', WORDS, 4, room), (it, at) => (it as RowTable<typeof WORDS>).get(at, 'b')],
]

describe.each(KINDS)('given a table of %s whose pages are read when they are asked for', (_, made, b) => {
  test('then it is as a list of rows, whatever was saved, opened again, dropped or grown meanwhile', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const kept = new Map<number, Buffer>()
        let [stored, reads] = [0, 0]
        const read: ReadPage = (_table, page, bytes) => {
          reads++
          const found = kept.get(page) as Buffer
          expect(bytes ?? found.length).toBe(found.length)
          return Buffer.from(found)
        }
        const opened = () => {
          const room = Object.assign(new PageRoom(300), { read })
          const table = made(room)
          table.load(stored, read)
          return table
        }
        let [table, rows, savedRows]: [Table, Stated[], Stated[]] = [opened(), [], []]
        for (const { does, row, at } of acts) {
          const place = rows.length === 0 ? undefined : at % rows.length
          if (does === 'append') expect(table.append(row)).toBe(rows.push(row) - 1)
          else if (does === 'extend') {
            table.extend(at + 1)
            rows.push(...Array.from({ length: at + 1 }, () => ({ a: 0, b: 0, c: 0, d: 0 })))
          } else if (does === 'update' && place !== undefined) {
            table.update(place, row)
            rows[place] = row
          } else if (does === 'set' && place !== undefined) {
            if (table instanceof ColumnTable) table.changing(place).b[place] = row.b
            else table.update(place, { ...rows[place], b: row.b })
            rows[place] = { ...rows[place], b: row.b }
          } else if (does === 'save') {
            for (const page of [...table.changedPages]) {
              kept.set(page, Buffer.from(table.encodePage(page)))
              table.saved(page)
            }
            stored = table.length
            savedRows = [...rows]
          } else if (does === 'open') {
            // What was not saved is gone with the process.
            rows = [...savedRows]
            reads = 0
            table = opened()
            expect(reads).toBeLessThanOrEqual(1)
          }
          if (rows.length > 0) expect(b(table, at % rows.length)).toBe(rows[at % rows.length].b)
        }
        expect(table.length).toBe(rows.length)
        expect(rows.map((_, at) => table.row(at))).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })
})

test('given stored columns, when a page is compared as bytes, then it is not kept: it is read anew when its rows are asked for', () => {
  const written = new ColumnTable('t', COLUMNS, 4)
  for (let i = 0; i < 12; i++) written.append({ a: i, b: i * 2, c: i * 3, d: i * 5 })
  const pages = [0, 1, 2].map((it) => written.encodePage(it))
  const requested: number[] = []
  const table = new ColumnTable('t', COLUMNS, 4)
  table.load(12, (_, page) => {
    requested.push(page)
    return Buffer.from(pages[page])
  })
  requested.length = 0
  expect([0, 1, 2].map((it) => table.encodePage(it).equals(pages[it]))).toEqual([true, true, true])
  expect([...table.columns.b.slice(0, 12)]).toEqual(Array.from({ length: 12 }, (_, i) => i * 2))
  expect(requested).toEqual([0, 1, 0, 1])
})
