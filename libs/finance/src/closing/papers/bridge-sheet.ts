import { amount, type Column, index, type Row, type Sheet, text, type Unit } from '@pilot-ledger/intake/workbooks'
import { type Fen, GLOSSARY } from '@pilot-ledger/kernel'
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
type Printed = readonly [key: string, zh: string, ...cells: string[]]
const AMOUNT: readonly Printed[] = [
  ['amountOpening', '期初合同额', 'contractAmount.inclusive.opening'],
  ['signed', '本期签订', 'contractAmount.inclusive.signed'],
  ['amended', '本期变更', 'contractAmount.inclusive.amended'],
  ['amountClosing', '期末合同额', 'contractAmount.inclusive.closing'],
]
const UNTAXED: readonly Printed[] = [
  ['untaxedOpening', '期初（不含税）', 'contractAmount.exclusive.opening'],
  ['untaxedSigned', '本期签订（不含税）', 'contractAmount.exclusive.signed'],
  ['untaxedAmended', '本期变更（不含税）', 'contractAmount.exclusive.amended'],
  ['untaxedClosing', '期末（不含税）', 'contractAmount.exclusive.closing'],
]
const INVOICED_NOW: Printed = ['invoicedNow', '本期开票净额', 'invoiced.invoiced', 'invoiced.reversed']
const INVOICED: readonly Printed[] = [
  ['invoicedOpening', '期初累计开票', 'invoiced.opening'],
  INVOICED_NOW,
  ['invoiced', '期末累计开票', 'invoiced.closing'],
]
const NOT_YET_INVOICED: readonly Printed[] = [
  ['notYetOpening', '期初未开票', 'notYetInvoiced.opening'],
  ['notYetPriced', '签订及变更', 'notYetInvoiced.signed', 'notYetInvoiced.amended'],
  ['notYetBilled', '开票冲减', 'notYetInvoiced.invoiced', 'notYetInvoiced.reversed'],
  ['notYetInvoiced', '期末未开票', 'notYetInvoiced.closing'],
]
const RECEIVED: readonly Printed[] = [
  ['receivedOpening', '期初累计到账', 'received.opening'],
  ['receivedNow', '本期到账净额', 'received.received', 'received.refunded'],
  ['received', '期末累计到账', 'received.closing'],
]
const OUTSTANDING: Printed = ['outstanding', '期末应收', 'outstanding.closing']
const BALANCES: readonly Printed[] = [
  ['outstandingOpening', '期初应收', 'outstanding.opening'],
  ['reclassified', '重分类', 'outstanding.reclassified'],
  OUTSTANDING,
  ['advancesOpening', '期初预收', 'advances.opening'],
  ['advances', '期末预收', 'advances.closing'],
]
/** 本期开票净额 again, for the balances to be added up on their own sheet. */
const MONEY = [...RECEIVED, BALANCES[0], INVOICED_NOW, ...BALANCES.slice(1)]
const ALL = [...AMOUNT, ...UNTAXED, ...INVOICED, ...NOT_YET_INVOICED, ...RECEIVED, ...BALANCES]
const PLACES = ALL.map(([key, , ...cells]) => ({ key, at: cells.map(cellAt) }))

/** What a sheet claims of its own columns, so that whoever holds it can add them up. */
const AMOUNTS_TIE = '期初合同额 + 本期签订 + 本期变更 = 期末合同额；有订单的框架协议不计合同额（H11）。'
const UNTAXED_TIES =
  '期初（不含税） + 本期签订（不含税） + 本期变更（不含税） = 期末（不含税）；含税与不含税各自成立，不相加（H12）。'
const INVOICES_TIE =
  '期初累计开票 + 本期开票净额 = 期末累计开票（净额已减红冲）；期初未开票 + 签订及变更 + 开票冲减 = 期末未开票（仅含税合同）。'
const MONEY_TIES = '期初累计到账 + 本期到账净额 = 期末累计到账（净额已减退款）。'
const BALANCES_TIE =
  '期初应收 + 本期开票净额 − 本期到账净额 + 重分类 = 期末应收；期初预收 + 重分类 = 期末预收。应收、预收按合同分列，不互抵。'
const AGEING_TIES = '账龄各栏之和 = 期末应收；自开票日起算，到账先抵最早的发票。'

export interface BridgeRequested {
  readonly by: BridgeGrouping
  readonly lines: readonly Line[]
  readonly whole: Line
  readonly platform: string
  readonly title: string
  readonly unit: Unit
}

/** 应收款勾稽表 to be printed: three sheets, each of which adds up by itself and can be read on A4. */
export function bridgeSheets(requested: BridgeRequested): Sheet[] {
  const untaxed = hasUntaxed(requested)
  const first = [...AMOUNT, ...(untaxed ? UNTAXED : []), ...INVOICED, ...NOT_YET_INVOICED]
  const ties = untaxed ? [AMOUNTS_TIE, UNTAXED_TIES, INVOICES_TIE] : [AMOUNTS_TIE, INVOICES_TIE]
  return [
    sheetOf(requested, '合同与开票', first.map(column), ties),
    sheetOf(requested, '到账与应收预收', MONEY.map(column), [MONEY_TIES, BALANCES_TIE]),
    sheetOf(requested, '应收账龄', [column(OUTSTANDING), ...AGES], [AGEING_TIES]),
  ]
}

/** The same as one list, whose columns are always these. */
export function bridgeList(requested: BridgeRequested): Sheet {
  const ties = [AMOUNTS_TIE, UNTAXED_TIES, INVOICES_TIE, MONEY_TIES, BALANCES_TIE, AGEING_TIES]
  return sheetOf(requested, '', [...ALL.map(column), ...AGES], ties)
}

const column = ([key, zh]: Printed) => amount(key, zh, 14)
const AGES = AGEING_BUCKETS.map(([bucket]) => amount(bucket, `账龄 ${bucket} 天`, 14))

const hasUntaxed = ({ whole }: BridgeRequested) =>
  whole.contracts.some(({ movements }) => movements.some((it) => it.taxBasis === 'exclusive'))

/** A line each contract, client or month, the total under them. */
function sheetOf(requested: BridgeRequested, part: string, columns: readonly Column[], ties: readonly string[]): Sheet {
  const { by, lines, whole, unit } = requested
  return {
    code: 'bridge',
    name: part === '' ? GLOSSARY.bridge.zh : part,
    title: `${requested.title} ${GLOSSARY.bridge.zh}${part === '' ? '' : `：${part}`}`,
    platform: requested.platform,
    window: whole.window,
    unit,
    columns: [index, LABEL[by], ...columns],
    async *rows() {
      for (const line of lines) yield { label: line.contractNo ?? line.name ?? line.key, ...cellsOf(line) }
    },
    // Months follow one another: their openings and closings are no parts of a sum, so no remainder is told of them.
    totals: () => [{ label: '合计', cells: cellsOf(whole), adds: by !== 'month' }],
    notes: [...ties, ...(by === 'month' ? [MONTHS] : []), ...(unit === 'wan' ? [ROUNDED] : [])],
  }
}

const MONTHS = '合计行为全期：期初取首月期初，期末取末月期末，不是各月之和。'
const ROUNDED = '各栏以万元各自四舍五入，横向相加可有末位之差；逐分相符请看以元为单位的表。'

function cellsOf(line: Line): Row {
  const { bridge, aged } = sumOf(line)
  const amounts = PLACES.map(({ key, at }): [string, Fen] => [key, at.reduce((sum, it) => sum + bridge[it], 0n)])
  return Object.fromEntries([...amounts, ...AGEING_BUCKETS.map(([bucket]): [string, Fen] => [bucket, aged[bucket]])])
}
