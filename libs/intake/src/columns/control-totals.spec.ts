import { briefly, filled, HEADINGS, read, tab, workbook } from './given.spec-support'

const row = (no: string, amount: unknown) => filled({ 0: no, 5: amount })
const total = (word: string, amount: unknown) => [word, '', '', '', '', amount]
const contracts = async (rows: readonly (readonly unknown[])[], heading = '合同金额') =>
  read(await workbook((book) => tab(book, '合同清单', [HEADINGS.with(5, heading), ...rows])))
/** Where and what; of a difference what is stated, what the rows come to, and between them. */
const stated = async (...args: Parameters<typeof contracts>) =>
  (await contracts(...args)).notices.map((it) =>
    [briefly(it), it.facts?.stated, it.facts?.summed, it.facts?.difference, it.facts?.unit].filter(Boolean).join(' '),
  )

describe('given a list with a row of totals', () => {
  test('when it is the sum of the rows, then its notice says so; when not, both numbers are said and no row is lost', async () => {
    const tying = await contracts([row('Z-1', '0.10'), row('Z-2', 0.2), total('合计', 0.3)])
    expect(tying.notices.map(briefly)).toEqual(['4 total-row'])
    expect(tying.notices[0].zh).toContain('「合同金额」 0.30 元与所读 2 行之和一致')
    const differing = await contracts([row('Z-1', '100.00'), row('Z-2', '200.00'), total('合　计：', '301.00')])
    expect(differing.notices.map(briefly)).toEqual(['4 total-row', 'F4 total-differs'])
    expect(differing.notices[1]).toMatchObject({
      field: 'amount',
      found: '301.00',
      facts: { stated: '301.00', summed: '300.00', difference: '1.00', unit: '元', rows: '2', unread: '0' },
    })
    expect([differing.records.length, differing.faults]).toEqual([2, []])
  })

  test('when the list is in 万元, then the numbers are too, exactly', async () => {
    const rows = [row('Z-1', 38.5), row('Z-2', 1234.5678), row('Z-3', '50元')]
    const own = 'F4 amount-own-unit'
    // 38.5 + 1234.5678 + 0.005
    expect(await stated([...rows, total('合计', 1273.0728)], '合同金额（万元）')).toEqual([own, '5 total-row'])
    expect(await stated([...rows, total('合计', 1273.07)], '合同金额（万元）')).toEqual([
      own,
      '5 total-row',
      'F5 total-differs 1273.07 1273.0728 -0.0028 万元',
    ])
  })

  test('when parts have their own, then each is compared with its part and the last with all', async () => {
    const parts = (...[part, page, all]: number[]) => [
      row('Z-1', 1000),
      row('Z-2', 1000),
      total('小计', part),
      row('Z-3', 1000),
      total('本页合计：', page),
      total('总 计', all),
    ]
    expect(await stated(parts(2000, 1000, 3000))).toEqual(['4 total-row', '6 total-row', '7 total-row'])
    expect(await stated(parts(2001, 1000, 1000))).toEqual([
      '4 total-row',
      'F4 total-differs 2001.00 2000.00 1.00 元',
      '6 total-row',
      '7 total-row',
      'F7 total-differs 1000.00 3000.00 -2000.00 元',
    ])
    const groups = [row('Z-1', 10), total('合计', 10), row('Z-2', 20), total('合计', 20), total('合计', 30)]
    expect(await stated(groups)).toEqual(['3 total-row', '5 total-row', '6 total-row'])
  })

  test('when it is a formula, then what it came to is compared as it is shown; where it shows nothing, nothing is', async () => {
    const formula = (result: unknown) => total('合计', { formula: 'SUM(F2:F3)', result })
    const rows = [row('Z-1', 100), row('Z-2', 200)]
    expect(await stated([...rows, formula(300)])).toEqual(['4 total-row'])
    expect(await stated([...rows, formula(299)])).toEqual(['4 total-row', 'F4 total-differs 299.00 300.00 -1.00 元'])
    const failed = await contracts([...rows, formula({ error: '#VALUE!' })])
    expect(failed.notices.map((it) => it.zh)).toEqual(['合计行，不计入；「合同金额」合计读不出数，未比较'])
  })

  test('when a row could not be read, then the difference says how many', async () => {
    const file = [row('Z-1', 100), row('Z-2', '贰佰'), total('合计', 300)]
    const { notices } = await contracts(file)
    expect(notices[1].facts).toMatchObject({ summed: '100.00', unread: '1' })
    expect(notices[1].zh).toContain('另有 1 行未能读取')
  })

  test('when a reversal is taken off with or without its minus, then both totals tie', async () => {
    const heads = ['合同编号', '业务类型', '发票号码', '原发票号码', '本合同金额', '价税合计', '税额', '开票日期']
    const no = '25442000000012345678'
    const invoices = (back: number, sum: number) =>
      workbook((book) =>
        tab(book, '开票清单', [
          heads,
          ['ZS-1', '开票', no, null, 100, 100, 0, '2025-06-01'],
          ['ZS-1', '红冲', null, no, back, null, null, '2025-06-02'],
          ['合计', null, null, null, sum],
        ]),
      )
    for (const [back, sum] of [
      [-40, 60],
      [40, 60],
      [40, 140],
    ])
      expect((await read(await invoices(back, sum))).notices.map(briefly)).toEqual(['4 total-row'])
    expect((await read(await invoices(-40, 140))).notices.map(briefly)).toEqual(['4 total-row', 'E4 total-differs'])
  })
})

describe('given rows that say nothing', () => {
  test('when they stand between others, then the notice stands at them, and a foot line beside 序号 is a foot line', async () => {
    const file = await workbook((book) => {
      const numbered = (n: number, no: string) => [n, ...row(no, 10)]
      tab(book, '合同清单', [
        ['序号', ...HEADINGS],
        numbered(1, 'Z-1'),
        [],
        numbered(2, 'Z-2'),
        [3],
        ['注：均为含税价'],
      ])
    })
    const { notices } = await read(file)
    expect(notices.map(briefly)).toEqual(['6 foot-line', '3 blank-rows'])
    expect(notices[1].facts).toEqual({ count: '2', from: '3', to: '5' })
  })

  test('when a cell of a CSV goes over two lines, then no line of it is blank', async () => {
    const csv = [HEADINGS.join(), row('Z-1', 10).with(1, '"镜头\n装调"').join(), '', row('Z-2', 10).join()].join('\n')
    const { notices, records } = await read(csv, { name: '合同清单.csv' })
    expect([records.length, notices.map(briefly)]).toEqual([2, ['4 blank-rows']])
  })
})
