import { amount, type Column, index, type Row, type Sheet, text, type Unit } from '@pilot-ledger/intake/workbooks'
import { type Fen } from '@pilot-ledger/kernel'
import { cellAt } from '../../domain/bridge'
import { AGEING_BUCKETS } from '../../domain/bridge-ageing'
import { type Line, sumOf } from '../bridge-lines'
import type { BridgeGrouping } from '../bridge-queries'

const LABEL: Readonly<Record<BridgeGrouping, Column>> = {
  contract: text('label', '合同编号', 18),
  client: text('label', '委托单位', 30),
  month: text('label', '月份', 10),
  platform: text('label', '平台', 30),
}
/** What is printed of the bridge, and of which cells: a column of several is their sum. */
const PRINTED: readonly (readonly [key: string, zh: string, ...cells: string[]])[] = [
  ['amountOpening', '期初合同额', 'contractAmount.inclusive.opening'],
  ['signed', '本期签订', 'contractAmount.inclusive.signed'],
  ['amended', '本期变更', 'contractAmount.inclusive.amended'],
  ['amountClosing', '期末合同额', 'contractAmount.inclusive.closing'],
  ['untaxedClosing', '期末合同额（不含税）', 'contractAmount.exclusive.closing'],
  ['invoicedNow', '本期开票净额', 'invoiced.invoiced', 'invoiced.reversed'],
  ['invoiced', '累计开票', 'invoiced.closing'],
  ['receivedNow', '本期到账净额', 'received.received', 'received.refunded'],
  ['received', '累计到账', 'received.closing'],
  ['outstandingOpening', '期初应收', 'outstanding.opening'],
  ['outstanding', '期末应收', 'outstanding.closing'],
  ['advances', '期末预收', 'advances.closing'],
  ['notYetInvoiced', '期末未开票', 'notYetInvoiced.closing'],
]
const PLACES = PRINTED.map(([key, , ...cells]) => ({ key, at: cells.map(cellAt) }))

/** 收支衔接表: a line each contract, client or month, the total under them. */
export function bridgeSheet(asked: {
  readonly by: BridgeGrouping
  readonly lines: readonly Line[]
  readonly whole: Line
  readonly platform: string
  readonly title: string
  readonly unit: Unit
}): Sheet {
  const { by, lines, whole, unit } = asked
  return {
    code: 'bridge',
    name: '收支衔接表',
    title: `${asked.title} 收支衔接表`,
    platform: asked.platform,
    window: whole.window,
    unit,
    columns: [
      index,
      LABEL[by],
      ...PRINTED.map(([key, zh]) => amount(key, zh, 14)),
      ...AGEING_BUCKETS.map(([bucket]) => amount(bucket, `账龄 ${bucket} 天`, 13)),
    ],
    async *rows() {
      for (const line of lines) yield { label: line.contractNo ?? line.name ?? line.key, ...cellsOf(line) }
    },
    // Months follow one another: their openings and closings are no parts of a sum, so no remainder is told of them.
    totals: () => [{ label: '合计', cells: cellsOf(whole), adds: by !== 'month' }],
    notes: [
      '期初 + 本期 = 期末；应收、预收按合同分列，不互抵；未开票仅列含税合同；含税与不含税不相加（H12）；有订单的框架协议不计合同额（H11）。',
    ],
  }
}

function cellsOf(line: Line): Row {
  const { bridge, aged } = sumOf(line)
  const amounts = PLACES.map(({ key, at }): [string, Fen] => [key, at.reduce((sum, it) => sum + bridge[it], 0n)])
  return Object.fromEntries([...amounts, ...AGEING_BUCKETS.map(([bucket]): [string, Fen] => [bucket, aged[bucket]])])
}
