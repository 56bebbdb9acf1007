import { Workbook } from 'exceljs'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { cellOf } from './closing-fixture.spec-support'

describe('given the demonstration on paper', () => {
  let fixture: DemonstrationFixture
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
  }, 60_000)
  afterAll(() => fixture.close())
  const get = (url: string) => fixture.get(`/api/platforms/${fixture.cmc}/${url}`, 'finance')
  const textsOf = async (url: string) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    const book = new Workbook()
    await book.xlsx.load(answer.rawPayload as never)
    return book.worksheets.map((it) => ({
      name: it.name,
      page: it.pageSetup,
      rows: it.getSheetValues().map((row) => (row as unknown[] | undefined)?.map((cell) => String(cell)) ?? []),
    }))
  }

  test('then the printed bridge says what the bridge says, line by line and in total', async () => {
    const bridge = (await get('bridge?from=2025-07-01&to=2025-09-30&limit=1000')).json()
    const lines = (await get('bridge.csv?from=2025-07-01&to=2025-09-30')).body.slice(1).split('\r\n')
    const head = lines[0].split(',')
    const rows = lines.slice(1).map((it: string) => it.split(','))
    const printed = (label: string, column: string) =>
      rows.find((it: string[]) => it.includes(label))?.[head.indexOf(column)]
    expect(bridge.rows.length).toBeGreaterThan(40)
    for (const { contractNo, columns, ageing } of bridge.rows) {
      expect(printed(contractNo, '期末应收')).toBe(cellOf(columns, 'outstanding', 'closing'))
      expect(printed(contractNo, '期末累计到账')).toBe(cellOf(columns, 'received', 'closing'))
      expect(printed(contractNo, '账龄 31-90 天')).toBe(ageing[1].value)
    }
    expect(printed('合计', '期末应收')).toBe(cellOf(bridge.total.columns, 'outstanding', 'closing'))
    expect(printed('合计', '期末合同额')).toBe('20630000.00')
    const sheets = await textsOf('bridge.xlsx?from=2025-07-01&to=2025-09-30&by=month')
    expect(sheets.map((it) => it.name)).toEqual(['合同与开票', '到账与应收预收', '应收账龄'])
    for (const { rows } of sheets)
      for (const month of ['2025-07', '2025-08', '2025-09']) expect(rows.some((it) => it.includes(month))).toBe(true)
  })

  test('then the close is printed with its names, its difference, and the entry that made it', async () => {
    const [close, variance, bank] = await textsOf('closes/2025-09/close.xlsx')
    expect([close.name, variance.name]).toEqual(['结账表', '差异说明'])
    expect(bank).toBeUndefined()
    // Signed as one paper: its foot never stands on a page without its table.
    expect(close.page).toMatchObject({ fitToHeight: 1, orientation: 'portrait' })
    expect(variance.page).toMatchObject({ fitToHeight: 0, orientation: 'landscape' })
    const words = close.rows.flat().join('\n')
    expect(words).toMatch(/结账申请：演示财务（2025[^）]+）；复核：演示评价员（2025/)
    expect(words).toContain('按结账序号复算：相符')
    expect(words).toContain('首次结账')
    // Names for people, not codes.
    expect(words).not.toMatch(/暂缓 [a-zA-Z]/)
    expect(variance.rows.flat().filter((it) => it === '序号')).toHaveLength(1)
    expect(variance.rows.filter((it) => it.includes('CMC-051') && it.includes('待复核'))).toHaveLength(3)
    const csv = (await get('closes/2025-09/variance.csv')).body
    expect(csv).toMatch(/2025-10-24 \d\d:\d\d(:\d\d)?,[^,]*,CMC-051,开票,待复核,开票（含税）,开票,20000\.00/)
    // One invoice moves three items by the same amount: each item adds up by itself, and nothing is told twice.
    const effects = csv.split('\r\n').flatMap((it: string) => /,([^,]+（含税）),([^,]+),(-?[\d.]+)$/.exec(it) ?? [])
    const sums = new Map<string, { rows: number; subtotal?: number }>()
    for (let i = 0; i < effects.length; i += 4) {
      const [item, part, amount] = [effects[i + 1], effects[i + 2], Math.round(Number(effects[i + 3]) * 100)]
      const sum = sums.get(item) ?? { rows: 0 }
      sums.set(item, part === '期末' ? { ...sum, subtotal: amount } : { ...sum, rows: sum.rows + amount })
    }
    expect([...sums.keys()].sort()).toEqual(['应收（含税）', '开票（含税）', '未开票（含税）'])
    for (const { rows, subtotal } of sums.values()) expect(rows).toBe(subtotal)
    expect((await get('closes/2025-08/close.xlsx')).statusCode).toBe(404)
    for (const paper of ['close.xlsx', 'variance.csv']) {
      const wan = await get(`closes/2025-09/${paper}?unit=wan`)
      expect([wan.statusCode, wan.json().code]).toEqual([400, 'invalid-unit'])
    }
  })
})
