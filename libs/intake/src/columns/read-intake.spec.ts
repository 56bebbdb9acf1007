import { briefly, filled, HEADINGS, read, type Stated, tab, workbook } from './given.spec-support'

const contracts = (...rows: readonly (readonly unknown[])[]) => workbook((book) => tab(book, '合同清单', rows))
const one = (changes: Readonly<Record<number, unknown>> = {}) => contracts(HEADINGS, filled(changes))
const faults = (stated: Stated) => stated.faults.map(briefly)
const amountOf = async (cell: unknown, heading = '合同金额', above: readonly unknown[] = []) => {
  const stated = await read(
    await contracts(...(above.length > 0 ? [above] : []), HEADINGS.with(5, heading), filled({ 5: cell })),
  )
  return stated.records[0]?.values.amount ?? stated.faults[0]?.code
}

describe('An amount', () => {
  test.each([
    ['1234.5', '1234.50'],
    ['1,234.50', '1234.50'],
    ['１，２３４．５０', '1234.50'],
    ['￥1,234.50元', '1234.50'],
    ['¥1234', '1234.00'],
    ['人民币 1 234.5 元整', '1234.50'],
    ['12.5万元', '125000.00'],
    ['12.5万', '125000.00'],
    [9116800.29, '9116800.29'],
    [0.1 + 0.2, '0.30'],
    ['999999999999.99', '999999999999.99'],
    ['1234.567', 'amount-too-fine'],
    [1234.567, 'amount-too-fine'],
    ['12,34.50', 'not-a-number'],
    ['1.234,50', 'not-a-number'],
    ['叁拾万元', 'not-a-number'],
    ['1.5E+6', 'scientific-notation'],
    ['-5', 'negative-amount'],
    [true, 'not-a-number'],
    [new Date(Date.UTC(2025, 5, 1)), 'not-a-number'],
  ])('%p is %s', async (cell, expected) => {
    expect(await amountOf(cell)).toBe(expected)
  })

  // 10,000 times each, by hand: no binary fraction on the way.
  test.each([
    [911.68, '9116800.00'],
    ['0.000001', '0.01'],
    [1.1, '11000.00'],
    [4.35, '43500.00'],
    ['0.0000001', 'amount-too-fine'],
    ['0.00000100000000000000000001', 'amount-too-fine'],
    ['5元', '5.00'],
  ])('in a column of 万元 %p is %s, whoever says so', async (cell, expected) => {
    expect(await amountOf(cell, '合同金额（万元）')).toBe(expected)
    expect(await amountOf(cell, '合同额/万元')).toBe(expected)
    expect(await amountOf(cell, '金额', ['（单位：万元）'])).toBe(expected)
    expect(await amountOf(cell, '金额(万元)', ['单位：万元'])).toBe(expected)
  })

  test.each([
    ['合同金额（千元）', [], 'unit-unknown'],
    ['合同金额', ['单位：美元'], 'unit-unknown'],
    ['合同金额', ['单位：元', '单位：万元'], 'unit-unknown'],
  ])('%s under %j is not guessed at', async (heading, above, expected) => {
    expect(await amountOf('5', heading, above)).toBe(expected)
  })

  test.each([
    ['合同金额（万元）', '单位：元', 'F2 units-disagree'],
    ['合同金额（元）', '（金额单位：人民币万元）', 'F2 units-disagree'],
    ['合同金额（元）', '单位：元', undefined],
  ])(
    'given %s under %s, when it is read, then a contradiction is a fault at the heading and gives no record',
    async (heading, above, expected) => {
      const stated = await read(await contracts([above], HEADINGS.with(5, heading), filled()))
      expect([faults(stated)[0], stated.records.length]).toEqual([expected, expected ? 0 : 1])
    },
  )

  test('given two lines of headings with two units, or a note under the table, then that is a fault too', async () => {
    const upper = ['合同', '', '委托方', '', '服务类别', '金额（万元）', '约定', '', '签订日期']
    const twoLines = await read(await contracts(upper, HEADINGS.with(5, '合同金额（元）'), filled()))
    expect([faults(twoLines), twoLines.records]).toEqual([['F2 units-disagree'], []])
    const under = await read(await contracts(HEADINGS.with(5, '合同金额（万元）'), filled(), ['注：金额单位：元']))
    expect(faults(under)).toEqual(['A3 units-disagree'])
  })

  test('that is shown rounded is read as it is held, and that is said', async () => {
    const stated = await read(
      await workbook((book) => {
        const sheet = tab(book, '合同清单', [HEADINGS.with(5, '合同金额（万元）'), filled({ 5: 911.6843 })])
        sheet.getCell('F2').numFmt = '0.00'
      }),
    )
    expect(stated.records[0].values.amount).toBe('9116843.00')
    expect(stated.notices.map(briefly)).toEqual(['F2 shown-rounded'])
  })

  test('whose format shows 万 for yuan is refused', async () => {
    const file = await workbook((book) => {
      tab(book, '合同清单', [HEADINGS, filled({ 5: 380000 })]).getCell('F2').numFmt = '0!.0,"万元"'
    })
    expect(faults(await read(file))).toEqual(['F2 format-scales'])
  })
})

describe('A day', () => {
  test.each([
    ['2025-06-01', '2025-06-01'],
    ['2025/6/1', '2025-06-01'],
    ['2025.6.1', '2025-06-01'],
    ['２０２５年６月１日', '2025-06-01'],
    ['20250601', '2025-06-01'],
    [20250601, '2025-06-01'],
    [45809, '2025-06-01'],
    ['2025-06-01 00:00:00', '2025-06-01'],
    ['2025-06-31', 'not-a-day'],
    ['2025-06', 'day-missing'],
    ['6/1/25', 'ambiguous-day'],
    ['01/06/2025', 'ambiguous-day'],
    ['31-12-25', 'ambiguous-day'],
    ['31/02/25', 'ambiguous-day'],
    ['25.12.2025', 'ambiguous-day'],
    ['31/11/2026', 'not-a-day'],
    ['11-31-2026', 'not-a-day'],
    ['30.2.26', 'ambiguous-day'],
    ['29/2/2025', 'not-a-day'],
    ['29/2/2024', 'ambiguous-day'],
    ['13/13/2025', 'not-a-day'],
    ['1/6/202', 'not-a-day'],
    [12, 'not-a-day'],
  ])('%p is %s', async (cell, expected) => {
    const stated = await read(await one({ 8: cell }))
    expect(stated.records[0]?.values.signedOn ?? stated.faults[0].code).toBe(expected)
  })
})

describe('A number that somebody gave', () => {
  test.each([
    ['ＺＳ－１', 'ZS-1'],
    ['中科合（2025）1号', '中科合（2025）1号'],
    [20250001, '20250001'],
    [123456789012345, '123456789012345'],
    [1234567890123456, 'digits-lost'],
    ['1.23457E+17', 'digits-lost'],
    [2025.1, 'identifier-not-whole'],
    [new Date(Date.UTC(2025, 5, 1)), 'became-date'],
  ])('%p is %s', async (cell, expected) => {
    const stated = await read(await one({ 0: cell }))
    expect(stated.records[0]?.values.contractNo ?? stated.faults[0].code).toBe(expected)
  })
})

describe('A unified social credit code (W2)', () => {
  // The seventeen before it weigh to 6 (GB 32100-2015): another last character is mistyped, or an early code.
  test.each([
    ['91442000MA4W009706', [], 1],
    ['91442000MA4W009700', ['D2 uscc-check-digit'], 1],
    ['91442000ma4w009700', ['D2 uscc-check-digit'], 1],
  ])('%s is read, and said where its check digit fails: %j', async (cell, expected, records) => {
    const stated = await read(await one({ 3: cell }))
    expect([stated.notices.map(briefly), faults(stated), stated.records.length]).toEqual([expected, [], records])
  })

  test('of another kind of identity has no check digit', async () => {
    const rows = [
      [...HEADINGS, '委托单位标识类型'],
      [...filled({ 3: '91442000MA4W009700' }), '自然人'],
    ]
    expect((await read(await contracts(...rows))).notices).toEqual([])
  })
})

describe('The table is found', () => {
  test('by its headings alone, under titles, on a tab of any name, in any order', async () => {
    const order = [8, 2, 5, 0, 1, 3, 4, 6, 7]
    const file = await workbook((book) =>
      tab(book, 'Sheet1', [['某平台'], [], ['2025 年'], order.map((i) => HEADINGS[i]), order.map((i) => filled()[i])]),
    )
    const stated = await read(file)
    expect([stated.faults, stated.records[0].values.contractNo, stated.records[0].place.row]).toEqual([[], 'ZS-1', 5])
  })

  test('or a word says why not', async () => {
    const codes = async (...rows: unknown[][]) => faults(await read(await contracts(...rows)))
    expect(await codes(['随便'], ['写写'])).toEqual(['1 no-heading'])
    expect(await codes([...HEADINGS, '联系人'], [...filled(), '张'])).toEqual(['J1 unknown-column'])
    expect(await codes([...HEADINGS, '合同额'], [...filled(), '1'])).toEqual(['J1 column-twice'])
    expect(await codes(HEADINGS.slice(0, 8), filled().slice(0, 8))).toEqual(['1 missing-column'])
    expect(await codes(HEADINGS, [...filled(), '旁注'])).toEqual(['J2 no-heading-above'])
    const other = await workbook((book) =>
      tab(book, '汇总', [
        ['镇街', '户数'],
        ['石岐', 3],
      ]),
    )
    expect(faults(await read(other))).toEqual(['1 sheet-not-known'])
  })

  test('no record comes from a sheet whose head has a fault, and its cells are judged all the same', async () => {
    const stated = await read(
      await contracts([...HEADINGS, '联系人'], [...filled({ 5: '一' }), '张'], [...filled(), '']),
    )
    expect(stated.records).toEqual([])
    expect(faults(stated)).toEqual(['J1 unknown-column', 'F2 not-a-number'])
  })

  test('two lines of headings keep the unit of the upper one', async () => {
    const upper = ['合同', '', '委托方', '', '服务类别', '金额（万元）', '约定', '', '签订日期']
    const file = await workbook((book) => {
      const sheet = tab(book, '合同', [upper, HEADINGS, filled({ 5: 38 })])
      for (const range of ['A1:B1', 'C1:D1', 'G1:H1']) sheet.mergeCells(range)
    })
    expect((await read(file)).records[0].values.amount).toBe('380000.00')
  })

  test.each([
    ['是否转包', '是', 'yes'],
    ['是否分包', '否', 'no'],
    ['委外', true, 'yes'],
  ])('whether others do the work stands under %p: %p', async (heading, cell, expected) => {
    const funding = ['其他财政资金来源', '市科技计划 2025-01']
    const stated = await read(await contracts([...HEADINGS, heading, funding[0]], [...filled(), cell, funding[1]]))
    expect(faults(stated)).toEqual([])
    expect(stated.records[0].values).toMatchObject({ subcontracted: expected, otherFunding: funding[1] })
  })

  test('what the ledger works out itself is read over with a word', async () => {
    const stated = await read(await contracts([...HEADINGS, '已开票', '备注'], [...filled(), 5, '好']))
    expect([stated.records.length, stated.notices.map(briefly)]).toEqual([1, ['J1 column-worked-out']])
  })
})

describe('Rows', () => {
  test('of totals are never counted, of the table’s foot neither; both are said', async () => {
    const stated = await read(
      await contracts(
        HEADINGS,
        filled(),
        ['合　计：', '', '', '', '', 380000],
        HEADINGS,
        filled({ 0: 'ZS-2', 1: '合计表打印' }),
        ['（以下空白）'],
        ['填报人：张三'],
      ),
    )
    expect(stated.records.map((it) => it.values.contractNo)).toEqual(['ZS-1', 'ZS-2'])
    expect(stated.notices.map(briefly)).toEqual(['3 total-row', '4 heading-again', '6 foot-line', '7 foot-line'])
  })

  test('and columns that are hidden are faults', async () => {
    const file = await workbook((book) => {
      const sheet = tab(book, '合同清单', [HEADINGS, filled(), filled({ 0: 'ZS-2' })])
      sheet.getRow(3).hidden = true
      sheet.getColumn(2).hidden = true
    })
    expect(faults(await read(file))).toEqual(['B1 hidden-column', '3 hidden-row'])
  })

  test('that are hidden above the table are faults too: one of them may be its unit', async () => {
    const file = await workbook((book) => {
      tab(book, '合同清单', [['单位：万元'], HEADINGS, filled()]).getRow(1).hidden = true
    })
    const stated = await read(file)
    expect([stated.records, faults(stated)]).toEqual([[], ['1 hidden-row']])
  })

  test('an amount merged over two rows would be counted twice', async () => {
    const file = await workbook((book) => {
      const sheet = tab(book, '合同清单', [HEADINGS, filled(), filled({ 0: 'ZS-2', 5: null })])
      sheet.mergeCells('F2:F3')
      sheet.mergeCells('B2:B3')
    })
    const stated = await read(file)
    expect([stated.records.map((it) => it.values.contractNo), faults(stated)]).toEqual([['ZS-1'], ['F3 merged-value']])
  })

  test('the sample row that somebody wrote over is not lost in silence', async () => {
    const stated = await read(await contracts(['序号', ...HEADINGS], ['示例', ...filled()]))
    expect([stated.records, faults(stated)]).toEqual([[], ['A2 sample-mark']])
  })

  test('every fault of a row is said, and what goes together', async () => {
    const callOff = await read(
      await contracts(
        [...HEADINGS, '合同类别', '登记编号'],
        [...filled({ 3: null, 5: 'x', 8: '昨天' }), '订单', 'D-1'],
      ),
    )
    expect(faults(callOff)).toEqual([
      'F2 not-a-number',
      'I2 not-a-day',
      'D2 missing-value',
      '2 missing-value',
      ...Array(4).fill('2 missing-value'),
    ])
  })
})

describe('What goes together in a row', () => {
  const HEADS = ['合同编号', '业务类型', '发票号码', '原发票号码', '本合同金额', '价税合计', '税额', '开票日期']
  const NO = '25442000000012345678'
  const invoices = async (...cells: unknown[]) =>
    read(await workbook((book) => tab(book, '开票清单', [HEADS, ['ZS-1', ...cells, '2025-06-01']])))

  test.each([
    [[null, NO, null, 10, 10, 0], []],
    [[null, null, null, 10, 10, 0], ['C2 missing-value']],
    [[null, NO, NO, 10, 10, 0], ['D2 value-not-wanted']],
    [['红冲', null, NO, -10, null, null], []],
    [['红冲', null, null, 10, null, null], ['D2 missing-value']],
    [['红冲', null, NO, 10, 10, null], ['F2 value-not-wanted']],
    [['不知', NO, null, -10, 10, 0], ['B2 unknown-choice']],
    [['开票', NO, null, -10, 10, 0], ['E2 negative-amount']],
  ])('an invoice of %j: %j', async (cells, expected) => {
    expect(faults(await invoices(...cells))).toEqual(expected)
  })

  test('a batch is released or rejected, not both', async () => {
    const heads = [
      '合同编号',
      '批号',
      '产品',
      '批次类型',
      '批量',
      '单位',
      '开始日期',
      '放行日期',
      '放行人',
      '不合格日期',
      '不合格判定人',
    ]
    const row = ['ZS-1', 'B-1', '镜', '中试', 5, '套', '2025-06-01', '2025-06-02', '甲', '2025-06-03', '乙']
    const stated = await read(
      await workbook((book) => tab(book, '批次清单', [heads, row, row.slice(0, 9), row.slice(0, 8)])),
    )
    expect([stated.records.length, faults(stated)]).toEqual([1, ['J2 either-not-both', 'I4 missing-value']])
  })
})

describe('NDJSON', () => {
  const line = (changes: object) =>
    JSON.stringify({
      kind: 'invoice',
      contractNo: 'ZS-1',
      invoiceNo: '25442000000012345678',
      share: '10.00',
      total: '10.00',
      tax: '0.57',
      on: '2025-06-01',
      ...changes,
    })
  test('says the same as a row, line by line, and nothing kindly', async () => {
    const lines = [
      line({}),
      '',
      line({ share: '10' }),
      line({ on: '2025/6/1' }),
      line({ movement: '开票' }),
      line({ colour: 'red' }),
      line({ total: undefined }),
      '{"kind":"invoice","kind":"payment"}',
      '{"kind":"nothing"}',
      '[1]',
      '{',
    ]
    const stated = await read(lines.join('\n'), { name: 'x.ndjson' })
    expect(stated.records.map((it) => [it.place.row, it.kind, it.values.share, it.values.movement])).toEqual([
      [1, 'invoice', '10.00', 'issued'],
    ])
    expect(faults(stated)).toEqual([
      '3 amount-format',
      '4 not-a-day',
      '5 unknown-choice',
      '6 unknown-field',
      '7 missing-value',
      '8 duplicate-key',
      '9 unknown-kind',
      '10 not-an-object',
      '11 json-malformed',
    ])
  })
})
