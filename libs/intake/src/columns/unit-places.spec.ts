import { briefly, filled, HEADINGS, read, tab, workbook } from './given.spec-support'

const T = ['序号', ...HEADINGS]
const IN_WAN = T.with(6, '合同金额（万元）')
const row = (no: string, amount: unknown) => [1, ...filled({ 0: no, 5: amount })]
const sheet = async (...rows: readonly (readonly unknown[])[]) => {
  const stated = await read(await workbook((book) => tab(book, '合同清单', rows)))
  return { ...stated, amounts: stated.records.map((it) => it.values.amount), faults: stated.faults.map(briefly) }
}
const far = (line: string) => [null, null, null, null, null, null, line]

describe('The unit of a table’s amounts', () => {
  test.each([
    [['单位:万元人民币']],
    [['编制单位：示例平台　　金额单位：万元']],
    [['2025年合同一览表（万元）']],
    [['除特别注明外，金额单位为万元']],
    [['说明：以下金额均以万元计']],
    [far('单位 万元')],
    [far('人民币：万元')],
    [['单位：', '万元']],
    [['Unit: 10,000 yuan']],
  ])('is read from %j in the line above', async (line) => {
    const { amounts, units, faults } = await sheet(line, T, row('ZS-1', 100))
    expect([amounts, faults]).toEqual([['1000000.00'], []])
    expect(units).toMatchObject([{ unit: '万元', said: 'line', columns: ['合同金额'], place: { row: 1 } }])
  })

  test.each([
    ['单位：元/万元'],
    ['金额单位：元、万元'],
    ['单位：万元/元'],
    ['单位：仟元'],
    ['币种：美元'],
    ['in RMB thousand yuan'],
    ['单笔万元以上的合同'],
  ])('is not guessed from %s', async (line) => {
    const { records, faults } = await sheet([line], T, row('ZS-1', 100))
    expect([records, faults]).toEqual([[], ['A1 unit-unknown']])
  })

  test.each([['单位：万元/元'], ['金额单位：元、万元'], ['单位：元/万元']])(
    'is not guessed from %s right over the column of money either',
    async (line) => {
      const { records, units, faults } = await sheet(far(line), T, row('ZS-1', 100))
      expect([records, units, faults]).toEqual([[], [], [expect.stringMatching(/^G[12] unit-unknown$/)]])
    },
  )

  test('is told also where nobody says it, or a heading does', async () => {
    expect((await sheet(T, row('ZS-1', 100))).units).toMatchObject([{ unit: '元', said: 'nowhere' }])
    const { units } = await sheet(['单位：万元'], T.with(6, '合同金额(万元)'), row('ZS-1', 100))
    expect(units).toMatchObject([{ unit: '万元', said: 'heading', place: { row: 2, column: 7 } }])
  })

  test.each([
    [['单位：万元'], 'A3'],
    [far('单位：万元'), 'G3'],
    [['注：金额单位万元'], 'A3'],
    [['合计（万元）', null, null, null, null, null, 100], 'A3'],
  ])('said too late, in %j, is a fault that holds for the rows before it', async (line, cell) => {
    const late = await sheet(T, row('ZS-1', 100), line)
    expect(late.faults).toContain(`${cell} units-disagree`)
    const stated = await read(await workbook((book) => tab(book, '合同清单', [T, row('ZS-1', 100), line])))
    expect(stated.faults[0].facts).toMatchObject({ late: 'true' })
    expect(late.notices.map((it) => it.code)).not.toContain('blank-rows')
  })

  test('said directly under the headings gives no record', async () => {
    const { records, faults } = await sheet(T, ['单位：万元'], row('ZS-1', 100))
    expect([records, faults]).toEqual([[], ['A2 units-disagree']])
  })

  test('said once more as it is hinders nothing', async () => {
    const { amounts, faults } = await sheet(['单位：万元'], T, row('ZS-1', 1), ['注：金额单位为万元'])
    expect([amounts, faults]).toEqual([['10000.00'], []])
  })

  test.each([
    ['合同金额（单位：万元）', '1000000.00'],
    ['合同金额(元，含税)', '100.00'],
    ['合同金额RMB', '100.00'],
  ])('stands in the heading %s', async (heading, expected) => {
    const { amounts, faults } = await sheet(T.with(6, heading), row('ZS-1', 100))
    expect([amounts, faults]).toEqual([[expected], []])
  })

  test('a heading that says 含税 is contradicted by a row that does not', async () => {
    const rows = [T.with(6, '合同金额(元，含税)'), [1, ...filled({ 6: '不含税' })]]
    const { records, faults } = await sheet(...rows)
    expect([records, faults]).toEqual([[], ['H2 tax-basis-disagrees']])
  })

  test.each([
    [20_000, ['G2 amount-large']],
    [38, []],
  ])('in 万元 is asked about where %p of them are more than a contract ever was', async (amount, expected) => {
    const { notices } = await sheet(IN_WAN, row('ZS-1', amount))
    expect(notices.map(briefly)).toEqual(expected)
  })
})

describe('A second head on a sheet', () => {
  test('in another unit is a fault, and nothing under it is read', async () => {
    const { amounts, faults } = await sheet(T, row('ZS-1', 100), IN_WAN, row('ZS-2', 38))
    expect([amounts, faults]).toEqual([['100.00'], ['G3 heading-differs']])
  })

  test.each([
    ['two columns exchanged', (it: unknown[]) => [it[0], it[1], it[3], it[2], ...it.slice(4)]],
    ['all of them the other way round', (it: unknown[]) => [...it].reverse()],
  ])('with %s is not read by the first', async (_, other) => {
    const { records, faults } = await sheet(T, row('ZS-1', 100), other(T), other(row('ZS-2', 38)))
    expect(records.map((it) => it.values.contractNo)).toEqual(['ZS-1'])
    expect(faults.map((it) => it.split(' ')[1])).toEqual(['heading-differs'])
  })

  test('that says the same in other words goes on', async () => {
    const { amounts, faults } = await sheet(T, row('ZS-1', 1), T.with(2, '项目名称'), row('ZS-2', 2))
    expect([amounts, faults]).toEqual([['1.00', '2.00'], []])
  })
})

test('A separator that no CSV has is named', async () => {
  const stated = await read(`${HEADINGS.join('；')}\n${filled().join('；')}\n`, { name: '合同清单.csv' })
  expect(stated.faults).toMatchObject([{ code: 'separator-unknown', facts: { separator: '；' } }])
})
