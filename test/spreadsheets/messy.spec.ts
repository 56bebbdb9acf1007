import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IntakeItem, type IntakeRecord, readIntake } from '../../libs/intake/src/columns'

let items: IntakeItem[]
beforeAll(async () => {
  items = []
  for await (const it of readIntake(new Uint8Array(await readFile(join(__dirname, 'messy.xlsx'))))) items.push(it)
})
const place = ({ place: { sheet, row, column } }: IntakeItem & { place: { column?: number } }) =>
  `${sheet}!${column ? String.fromCharCode(64 + column) : ''}${row ?? ''}`
const all = (is: 'fault' | 'notice') =>
  items.flatMap((it) => (it.is === is ? [`${place(it)} ${(it as { code: string }).code}`] : []))
const records = (kind: string) =>
  items.filter((it): it is IntakeRecord => it.is === 'record' && it.kind === kind).map((it) => it.values)

describe('A workbook made in LibreOffice by someone who never saw the templates', () => {
  test('gives the contracts that can be understood: the unit above the table is 万元, a cell of its own unit keeps it', () => {
    expect(records('contract').map((it) => [it.contractNo, it.amount, it.signedOn, it.taxBasis, it.pricing])).toEqual([
      ['ZS-2025-1', '9116800.00', '2025-06-01', 'inclusive', 'fixed'],
      ['ZS-2025-2', '12345678.00', '2025-06-02', 'exclusive', 'byActual'],
      ['ZS-2025-3', '1234.50', '2025-06-03', 'inclusive', 'fixed'],
      ['20250004', '1000.00', '2025-06-04', 'inclusive', 'fixed'],
    ])
    expect(records('contract')[0]).toEqual({
      contractNo: 'ZS-2025-1',
      title: '镜头 装调',
      clientName: '示例光电科技（中山）有限公司',
      clientId: '91440101MA5CJQ4N59',
      clientScheme: 'uscc',
      contractKind: 'single',
      serviceCategories: ['产品试制', '检验检测'],
      amount: '9116800.00',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: '2025-06-01',
    })
  })

  test('gives batches whose number of contract is merged over two rows, and percentages either way', () => {
    expect(
      records('batch').map((it) => [it.contractNo, it.batchNo, it.product, it.batchKind, it.size, it.yieldPercent]),
    ).toEqual([
      ['ZS-2025-1', 'Z250401', '内窥镜物镜组', '工艺验证', '12.5', '98.6'],
      ['ZS-2025-1', 'Z250402', '内窥镜物镜组', '中试', '120', '96.5'],
    ])
  })

  test('gives an invoice and its reversal, whichever way the minus was written', () => {
    expect(records('invoice').map((it) => [it.movement, it.invoiceNo ?? it.originalNo, it.share])).toEqual([
      ['issued', '25442000000012345678', '114000.00'],
      ['reversed', '25442000000012345678', '4000.00'],
    ])
  })

  test('says every fault at its cell, all at once', () => {
    expect(all('fault')).toEqual([
      '2025年合同台账!10 hidden-row',
      '2025年合同台账!G11 amount-too-fine',
      '2025年合同台账!H11 unknown-choice',
      '2025年合同台账!J11 ambiguous-day',
      '2025年合同台账!E12 digits-lost',
      '2025年合同台账!G12 formula',
      '批次!I4 percent-unclear',
      '批次!K4 missing-value',
      '发票明细!C3 digits-lost',
      '发票明细!E5 negative-amount',
      '到账! hidden-sheet',
    ])
  })

  test('says where its own totals are not those of its rows, in its unit', () => {
    // 911.68 + 1234.5678 + 1234.50 yuan + 0.1; under it the rows that could not be read: one hidden, two at fault.
    const differing = items.flatMap((it) => (it.is === 'notice' && it.code === 'total-differs' ? [it.facts] : []))
    expect(differing).toMatchObject([
      { stated: '2146.37', summed: '2146.47125', difference: '-0.10125', unit: '万元', rows: '4', unread: '0' },
      { stated: '2150', summed: '2146.47125', difference: '3.52875', unit: '万元', rows: '4', unread: '3' },
    ])
  })

  test('says what it left out, or read otherwise than its column is', () => {
    expect(all('notice')).toEqual([
      // ￥１，２３４．５０元 in a column of 万元, and a day that stands there as the number 45811.
      '2025年合同台账!G7 amount-own-unit',
      '2025年合同台账!J7 day-counted',
      '2025年合同台账!9 total-row',
      '2025年合同台账!G9 total-differs',
      '2025年合同台账!15 total-row',
      '2025年合同台账!G15 total-differs',
      '2025年合同台账!16 foot-line',
      '2025年合同台账!13 blank-rows',
    ])
  })
})
