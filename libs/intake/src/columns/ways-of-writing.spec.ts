import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { briefly, filled, HEADINGS, read, tab, workbook } from './given.spec-support'

const FILES = join(__dirname, '../../../../test/import/files')
const DAY = HEADINGS.indexOf('签订日期')
const contracts = (...rows: unknown[][]) => workbook((book) => tab(book, '合同清单', [HEADINGS, ...rows]))

describe('given a day written in part or in another calendar', () => {
  test.each([
    ['2025.6', 'day-missing'],
    [2025.6, 'day-missing'],
    ['2025年6月', 'day-missing'],
    ['2025/06', 'day-missing'],
    ['2025', 'day-missing'],
    ['6月1日', 'year-missing'],
    ['06-01', 'year-missing'],
    ['民国114年6月1日', 'other-calendar'],
    ['令和7年6月1日', 'other-calendar'],
  ])('%s: says what is missing, and which way of writing is read', async (written, code) => {
    const { records, faults } = await read(await contracts(filled({ [DAY]: written })))
    expect([records.length, faults.map(briefly)]).toEqual([0, [`I2 ${code}`]])
    expect(faults[0].zh).toContain('2025-06-01')
    expect(faults[0].en).toContain('2025-06-01')
  })
})

describe('given a cell that is read otherwise than its column is', () => {
  const AMOUNT = HEADINGS.indexOf('合同金额')
  test.each([
    ['合同金额', '1.2万', '12000.00'],
    ['合同金额', '1.2 万元', '12000.00'],
    ['合同金额（元）', '1.2万元', '12000.00'],
    ['合同金额（万元）', '12000元', '12000.00'],
  ])('under %s %s is read by its own unit, and said so at the cell', async (heading, written, amount) => {
    const rows = [HEADINGS.with(AMOUNT, heading), filled({ [AMOUNT]: written })]
    const { records, notices } = await read(await workbook((book) => tab(book, '合同清单', rows)))
    expect(records.map((it) => it.values.amount)).toEqual([amount])
    expect(notices.map(briefly)).toEqual(['F2 amount-own-unit'])
    expect(notices[0].zh).toContain(amount)
    const csv = await read(rows.map((it) => it.join(',')).join('\n'), { name: '合同清单.csv' })
    expect([csv.records[0]?.values.amount, csv.notices.map(briefly)]).toEqual([amount, ['F2 amount-own-unit']])
  })

  test.each([
    ['合同金额', '12000元'],
    ['合同金额（万元）', '1.2万'],
  ])('under %s %s says the same, and nothing is said', async (heading, written) => {
    const rows = [HEADINGS.with(AMOUNT, heading), filled({ [AMOUNT]: written })]
    expect((await read(await workbook((book) => tab(book, '合同清单', rows)))).notices).toEqual([])
  })

  test('a bare number among days is counted as a spreadsheet counts them, and said so', async () => {
    const { records, notices } = await read(await contracts(filled({ [DAY]: 46350 })))
    // 45,658 is the first of January 2025: 365 days, and 327 more.
    expect(records.map((it) => it.values.signedOn)).toEqual(['2026-11-24'])
    expect(notices.map(briefly)).toEqual(['I2 day-counted'])
    expect([notices[0].zh, notices[0].en].every((it) => it.includes('46350') && it.includes('2026-11-24'))).toBe(true)
    const whole = await read(await contracts(filled({ [DAY]: 20261124 })))
    expect(whole.notices).toEqual([])
  })
})

describe('given a number that somebody typed', () => {
  test.each(['1e5', '2E8', '3e+5', '12E3', 'E5'])('%s is kept as it is, in a workbook and in a CSV', async (no) => {
    const { records } = await read(await contracts(filled({ 0: no })))
    expect(records.map((it) => it.values.contractNo)).toEqual([no])
    const csv = await read([HEADINGS, filled({ 0: no })].map((it) => it.join(',')).join('\n'), { name: '合同清单.csv' })
    expect(csv.records.map((it) => it.values.contractNo)).toEqual([no])
  })

  test.each(['2.54403E+19', '9.1350E+17', '1E+20'])('%s is what a spreadsheet made of a longer one', async (no) => {
    const csv = await read([HEADINGS, filled({ 0: no })].map((it) => it.join(',')).join('\n'), { name: '合同清单.csv' })
    expect(csv.faults.map(briefly)).toEqual(['A2 digits-lost'])
  })
})

describe('given invoices with 金额, 税额 and 价税合计', () => {
  const HEAD = '合同编号,发票号码,开票日期,金额,税额,价税合计'
  const list = (...rows: string[]) =>
    read([HEAD, ...rows.map((it) => `S-1,25442000000000000201,2025-06-09,${it}`)].join('\n'))

  test('of the tax service, then the share is with tax, and how 金额 was read is said', async () => {
    const { records, faults, notices } = await read(readFileSync(join(FILES, 'tax_list_net_amount.csv')))
    expect(records.map(({ values: { share, tax, total } }) => [share, tax, total])).toEqual([
      ['1130.00', '130.00', '1130.00'],
    ])
    expect([faults, notices.map(briefly)]).toEqual([[], ['D2 share-without-tax']])
  })

  test.each(['13', '9', '6', '3', '1'])('at %s percent, to the fen, with or without tax', async (rate) => {
    for (const net of [100_000n, 3_766_667n, 1n, 99n]) {
      const tax = (net * BigInt(rate) + 50n) / 100n
      const [n, t, all] = [net, tax, net + tax].map((it) => `${it / 100n}.${String(it % 100n).padStart(2, '0')}`)
      const { records, faults } = await list(`${n},${t},${all}`, `${all},${t},${all}`)
      expect([faults, records.map((it) => it.values.share)]).toEqual([[], [all, all]])
    }
  })

  test('when the figures tell neither, then it is asked, naming both columns', async () => {
    const { records, faults } = await list('500.00,130.00,1130.00')
    expect([records.length, faults.map(briefly)]).toEqual([0, ['D2 share-with-or-without-tax']])
    expect(faults[0].zh).toMatch(/「金额」.*「价税合计」/)
  })

  test('when the heading says that it is the contract’s own, then it is read as it stands', async () => {
    const csv = `${HEAD.replace('金额', '本合同金额')}\nS-1,25442000000000000201,2025-06-09,500.00,130.00,1130.00`
    expect((await read(csv)).records.map((it) => it.values.share)).toEqual(['500.00'])
  })

  test('a total under 金额 is compared with what stands there', async () => {
    const { notices } = await list('1000.00,130.00,1130.00', '2000.00,260.00,2260.00\n合计,,,3000.00,390.00,3390.00')
    expect(notices.map(briefly)).toEqual(['D2 share-without-tax', 'D3 share-without-tax', '4 total-row'])
  })
})

describe('given an amount that its cell shows in another currency', () => {
  const inFormat = (numFmt: string) =>
    workbook((book) => {
      const sheet = tab(book, '合同清单', [HEADINGS, filled({ [HEADINGS.indexOf('合同金额')]: 380000 })])
      sheet.getCell('F2').numFmt = numFmt
    })

  test.each(['[$USD] #,##0.00', '$#,##0.00', '[$€-407]#,##0.00', '[$¥-411]#,##0.00'])(
    '%s is refused at its cell',
    async (format) => {
      const { records, faults } = await read(await inFormat(format))
      expect([records.length, faults.map(briefly)]).toEqual([0, ['F2 foreign-currency']])
    },
  )

  test.each(['¥#,##0.00', '[$-804]#,##0.00', '[$CNY] #,##0.00'])('%s is the yuan', async (format) => {
    const { records, faults } = await read(await inFormat(format))
    expect([records.length, faults]).toEqual([1, []])
  })
})
