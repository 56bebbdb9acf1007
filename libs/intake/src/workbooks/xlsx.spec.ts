import { randomBytes } from 'node:crypto'
import { PassThrough, Writable } from 'node:stream'
import { Workbook } from 'exceljs'
import { listing, provenance, requested } from './given.spec-support'
import { decimal, type Paper, text } from './paper'
import { type Sheet, sheetOf } from './sheet'
import { workbook, writeWorkbook } from './xlsx'

const ROWS = 60_000

/** A list that says how many of its rows have been asked for; its words do not compress. */
function counting(): { paper: Paper; made(): number } {
  let made = 0
  const paper: Paper = {
    ...listing([], []),
    async *rows() {
      for (; made < ROWS; made++) yield { name: randomBytes(64).toString('hex'), money: BigInt(made) }
    },
  }
  return { paper, made: () => made }
}
const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

describe('A workbook that is written', () => {
  test('waits for a reader who takes nothing, and ends when that reader goes', async () => {
    const { paper, made } = counting()
    const nobody = new Writable({ write: () => undefined })
    const writing = writeWorkbook(nobody, [sheetOf(paper, requested(), 'yuan')], provenance)
    const ended = expect(writing).rejects.toThrow()
    // Enough for all of them, were nobody waited for.
    await turns(3_000)
    expect(made()).toBeLessThan(ROWS / 10)
    nobody.destroy()
    await ended
    expect(made()).toBeLessThan(ROWS / 10)
  })

  test('keeps numbers a spreadsheet can show as numbers, all others as text that stays text', async () => {
    const rows = [
      { name: '25440000000000090000', money: 1_234_567n },
      { name: '=1+1', money: -(10n ** 16n) },
    ]
    const out = new PassThrough()
    const whole = (async () => {
      const pieces: Buffer[] = []
      for await (const piece of out) pieces.push(piece)
      return Buffer.concat(pieces)
    })()
    await writeWorkbook(out, [sheetOf(listing(rows, []), requested(), 'yuan')], provenance)
    const book = new Workbook()
    await book.xlsx.load((await whole) as never)
    const cells = [4, 5].flatMap((row) => [2, 3].map((at) => book.worksheets[0].getRow(row).getCell(at)))
    expect(cells.map(({ value, numFmt }) => [value, numFmt])).toEqual([
      ['25440000000000090000', '@'],
      [12345.67, '#,##0.00'],
      ['=1+1', '@'],
      ['-100000000000000.00', '@'],
    ])
  })

  test('of another room has its own columns, its scores as numbers, and its own foot', async () => {
    const sheet: Sheet = {
      ...sheetOf(listing([], []), requested(), 'yuan'),
      name: '绩效自评表',
      columns: [text('item', '二级指标', 20), decimal('score', '自评分', 1)],
      async *rows() {
        yield { item: '服务收入', score: '12.50' }
        yield { item: '客户数', score: '未报' }
      },
      foot: ['评价人：____'],
    }
    const book = new Workbook()
    await book.xlsx.load(Buffer.concat(await workbook([sheet], provenance).toArray()) as never)
    const cells = [4, 5].map((row) => book.worksheets[0].getRow(row).getCell(2))
    expect(cells.map(({ value, numFmt }) => [value, numFmt])).toEqual([
      [12.5, '0.0'],
      ['未报', '@'],
    ])
    expect(book.worksheets[0].lastRow?.getCell(1).value).toBe('评价人：____')
  })

  test('is XML whatever an entry of long ago holds: each character that XML cannot hold is written as U+FFFD', async () => {
    const unfit = [
      '\u0000',
      '\u0007',
      '\u001f',
      '\ufffe',
      '\uffff',
      '\u{1fffe}',
      '\u{10ffff}',
      '\ufdd0',
      '\ud83d',
      '\udc00',
    ]
    const rows = unfit.map((it) => ({ name: `甲${it}乙`, money: 1n }))
    const sheet = sheetOf({ ...listing(rows, []), zh: `清单${unfit.join('')}` }, requested(), 'yuan')
    const pieces: Buffer[] = []
    for await (const piece of workbook([sheet], provenance)) pieces.push(piece as Buffer)
    const whole = Buffer.concat(pieces)
    const book = new Workbook()
    await book.xlsx.load(whole as never)
    const reported = unfit.map((_, i) => book.worksheets[0].getRow(4 + i).getCell(2).value)
    expect(reported).toEqual(unfit.map(() => '甲\ufffd乙'))
  })
})
