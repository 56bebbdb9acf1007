import { listing, provenance, requested } from './given.spec-support'
import { decimal, index } from './paper'
import { sheetOf } from './sheet'
import { csvOf, jsonOf } from './text-forms'

const total = { label: '合计', cells: { money: -1n }, adds: true }
const text = async (pieces: AsyncIterable<string>) => {
  let all = ''
  for await (const piece of pieces) all += piece
  return all
}

describe('A paper as CSV', () => {
  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['甲,乙', '"甲,乙"'],
    ['25440000000000090000', '25440000000000090000'],
  ])('does not let a cell run: %s', async (name, written) => {
    const csv = await text(csvOf(sheetOf(listing([{ name, money: -1n }], [total]), requested(), 'yuan'), provenance))
    expect(csv.split('\r\n')[1]).toBe(`1,${written},-0.01`)
  })

  test.each(['', ' ', '\u3000', '\u00a0', '\u200b', '\u2060', '\ufeff', '\t', '\u0007'])(
    'nor one whose sign is full-width or stands behind what nobody sees: %j',
    async (before) => {
      const names = ['=', '+', '-', '@'].flatMap((sign) => {
        const wide = String.fromCharCode(sign.charCodeAt(0) + 0xfee0)
        return [`${before}${sign}1+1`, `${before}${wide}1+1`]
      })
      const sheet = sheetOf(
        listing(
          names.map((name) => ({ name, money: 1n })),
          [total],
        ),
        requested(),
        'yuan',
      )
      const lines = (await text(csvOf(sheet, provenance))).split('\r\n').slice(1, 9)
      expect(lines).toEqual(names.map((name, i) => `${i + 1},'${name},0.01`))
    },
  )

  test('and leaves a text alone that only holds a sign', async () => {
    const csv = await text(
      csvOf(sheetOf(listing([{ name: '甲＝乙 a@b', money: 1n }], [total]), requested(), 'yuan'), provenance),
    )
    expect(csv.split('\r\n')[1]).toBe('1,甲＝乙 a@b,0.01')
  })

  test('does not let a word run either that stands where amounts do', async () => {
    const csv = await text(
      csvOf(sheetOf(listing([{ name: '甲', money: '=1' }], [total]), requested(), 'yuan'), provenance),
    )
    expect(csv.split('\r\n')[1]).toBe("1,甲,'=1")
  })

  test('leaves a score that is below zero a number', async () => {
    const scores = { ...sheetOf(listing([], []), requested(), 'yuan'), columns: [index, decimal('score', '分', 1)] }
    const rows = async function* () {
      yield* ['-1.5', '12', '-1+1'].map((score) => ({ score }))
    }
    const csv = await text(csvOf({ ...scores, rows }, provenance))
    expect(csv.split('\r\n').slice(1, 4)).toEqual(['1,-1.5', '2,12', "3,'-1+1"])
  })

  test('begins with a byte-order mark, ends its lines as spreadsheets do, and says where it is from', async () => {
    const csv = await text(
      csvOf(sheetOf(listing([{ name: '甲', money: 5n }], [total]), requested(), 'wan'), provenance),
    )
    expect(csv.startsWith('\uFEFF序号,名称,金额（万元）\r\n')).toBe(true)
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(csv).toContain(
      '统计期：2025-01-01 至 2025-06-30（含）；单位：万元；截止序号 12（记录于 2025-07-01 10:00:00）',
    )
  })
})

describe('A paper as JSON', () => {
  test('is whole JSON with rows and totals as text, also without a row', async () => {
    const paper = await text(
      jsonOf(sheetOf(listing([{ name: '甲"', money: 5n }], [total]), requested(), 'yuan'), provenance),
    )
    expect(JSON.parse(paper)).toMatchObject({
      platform: 'p',
      ledger: 'f620c27b',
      rows: [{ index: '1', name: '甲"', money: '0.05' }],
      totals: [{ kind: 'total', cells: { name: '合计', money: '-0.01' } }, { kind: 'remainder' }],
    })
    expect(JSON.parse(await text(jsonOf(sheetOf(listing([], []), requested(), 'yuan'), provenance))).rows).toEqual([])
  })
})
