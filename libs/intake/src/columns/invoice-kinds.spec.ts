import { briefly, read, tab, workbook } from './given.spec-support'

const HEAD = ['合同编号', '发票号码', '开票日期', '本合同金额', '价税合计', '税额', '票种', '税率']
const row = (kind: unknown, rate: unknown) => [
  'S-1',
  '25442000000000000201',
  '2025-06-09',
  '1130.00',
  '1130.00',
  '130.00',
  kind,
  rate,
]
const list = (...rows: unknown[][]) => workbook((book) => tab(book, '开票清单', [HEAD, ...rows]))
const kindAndRate = async (kind: unknown, rate: unknown) => {
  const { records, faults, notices } = await read(await list(row(kind, rate)))
  const { invoiceKind, taxRate } = records[0]?.values ?? {}
  return { invoiceKind, taxRate, faults: faults.map(briefly), notices: notices.map(briefly) }
}

describe('given the kind of an invoice', () => {
  test.each([
    ['数电专票', 'digitalSpecial'],
    ['数电发票（增值税专用发票）', 'digitalSpecial'],
    ['电子发票(普通发票)', 'digitalOrdinary'],
    ['纸质专票', 'paperSpecial'],
    ['增值税普通发票', 'paperOrdinary'],
    ['其他', 'other'],
  ])('%s is %s', async (written, invoiceKind) => {
    expect(await kindAndRate(written, null)).toMatchObject({ invoiceKind, taxRate: undefined, faults: [] })
  })

  test('专票 may be a paper or none: it is asked which', async () => {
    expect((await kindAndRate('专票', null)).faults).toEqual(['G2 unknown-choice'])
  })
})

describe('given a rate of tax', () => {
  test.each([
    ['13%', '13'],
    ['13', '13'],
    [13, '13'],
    ['0.13', '13'],
    [0.13, '13'],
    ['6.00%', '6'],
    ['0.015', '1.5'],
    ['0.5%', '0.5'],
    ['1', '1'],
    ['0', '0'],
    ['零税率', '0'],
  ])('%s is %s percent', async (written, taxRate) => {
    expect(await kindAndRate(null, written)).toEqual({ invoiceKind: undefined, taxRate, faults: [], notices: [] })
  })

  test('a cell that shows 13% holds 0.13', async () => {
    const book = await workbook((it) => {
      tab(it, '开票清单', [HEAD, row(null, 0.13)]).getCell('H2').numFmt = '0%'
    })
    expect((await read(book)).records.map((it) => it.values.taxRate)).toEqual(['13'])
  })

  test.each(['免税', '不征税', '***'])('%s is none, and said so', async (written) => {
    expect(await kindAndRate(null, written)).toMatchObject({
      taxRate: undefined,
      faults: [],
      notices: ['H2 rate-not-stated'],
    })
  })

  test.each([
    ['0.5', 'percent-unclear'],
    ['6%、13%', 'not-a-number'],
    ['6.125%', 'number-too-fine'],
  ])('%s is none: %s', async (written, code) => {
    expect((await kindAndRate(null, written)).faults).toEqual([`H2 ${code}`])
  })

  test('NDJSON gives it as it is recorded: 0.13 is thirteen hundredths of a percent', async () => {
    const [kind, contractNo, invoiceNo, on] = ['invoice', 'S-1', '25442000000000000201', '2025-06-09']
    const line = { kind, contractNo, invoiceNo, on, share: '1130.00', total: '1130.00', tax: '130.00', taxRate: '0.13' }
    expect((await read(JSON.stringify(line))).records.map((it) => it.values.taxRate)).toEqual(['0.13'])
  })
})

test('given a template of before, without the two columns, then its rows are read and state neither', async () => {
  const book = await workbook((it) => tab(it, '开票清单', [HEAD.slice(0, 6), row(null, null).slice(0, 6)]))
  const { records, faults, notices } = await read(book)
  expect([records.length, faults, notices]).toEqual([1, [], []])
  expect(records[0].values).not.toHaveProperty('invoiceKind')
})

test('given a red letter of a list that states both, then it is read, and they are left out', async () => {
  const head = [...HEAD, '业务类型', '原发票号码']
  const { records, faults } = await read(
    await workbook((it) =>
      tab(it, '开票清单', [
        head,
        [...row('数电专票', '13%').with(5, null).with(4, null), '红冲', '25442000000000000200'],
      ]),
    ),
  )
  expect([records.length, faults]).toEqual([1, []])
})
