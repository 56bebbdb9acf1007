import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { nameKey } from '@pilot-ledger/kernel'
import type { ColumnMap } from '../domain/bank-account'
import { headingOf } from './heading-words'
import type { Field } from './line-in-row'
import { plain } from './statement-cells'

/** How a bank's site for companies writes its list of movements: a heading for each column, or several that it has used. */
export interface Layout {
  readonly code: string
  readonly bank: string
  readonly columns: Partial<Record<Field, readonly string[]>>
  readonly plusMeans?: 'credit'
  readonly creditWords?: readonly string[]
}
export interface ReadyMap {
  readonly code: string
  readonly bank: string
  readonly columnMap: ColumnMap
}

const OTHER = { counterparty: ['对方户名', '对方名称', '对方账户名称'], counterpartyAccount: ['对方账号', '对方账户'] }
const IN_OUT = { credit: ['贷方发生额'], debit: ['借方发生额'] }
const CREDIT_WORDS = ['贷', '贷方', '收', '收入']

/** The more a layout names, the further up: of two that fit alike the first is offered first. */
export const LAYOUTS: readonly Layout[] = [
  {
    code: 'boc',
    bank: '中国银行',
    columns: {
      day: ['交易日期[ Transaction Date ]'],
      amount: ['交易金额[ Trade Amount ]'],
      balance: ['交易后余额[ After-transaction balance ]'],
      counterparty: ["付款人名称[ Payer's Name ]"],
      counterpartyAccount: ['付款人账号[ Debit Account No. ]'],
      reference: ['交易流水号[ Transaction reference number ]'],
      purpose: ['用途[ Purpose ]', '交易附言[ Remark ]', '摘要[ Reference ]'],
    },
    plusMeans: 'credit',
  },
  {
    code: 'icbc',
    bank: '中国工商银行',
    columns: {
      day: ['交易时间'],
      ...IN_OUT,
      balance: ['余额'],
      counterparty: ['对方单位名称', '对方单位'],
      counterpartyAccount: ['对方账号'],
      reference: ['凭证号'],
      purpose: ['用途', '摘要'],
    },
  },
  {
    code: 'icbc-in-out',
    bank: '中国工商银行',
    columns: {
      day: ['交易时间'],
      credit: ['转入金额'],
      debit: ['转出金额'],
      balance: ['余额'],
      counterparty: ['对方单位', '对方单位名称'],
      counterpartyAccount: ['对方账号'],
      purpose: ['用途', '摘要', '附言'],
    },
  },
  {
    code: 'icbc-direction',
    bank: '中国工商银行',
    columns: {
      day: ['交易时间'],
      amount: ['发生额'],
      direction: ['借贷标志'],
      balance: ['余额'],
      counterparty: ['对方单位', '对方单位名称'],
      counterpartyAccount: ['对方账号'],
      purpose: ['用途', '摘要', '附言'],
    },
    creditWords: CREDIT_WORDS,
  },
  {
    code: 'ccb',
    bank: '中国建设银行',
    columns: {
      day: ['记账日期', '交易时间'],
      credit: ['贷方发生额（收入）', '贷方发生额/元（收入）', '贷方发生额'],
      debit: ['借方发生额（支取）', '借方发生额/元（支取）', '借方发生额'],
      balance: ['余额', '余额/元'],
      ...OTHER,
      reference: ['账户明细编号-交易流水号'],
      purpose: ['摘要', '备注'],
    },
  },
  {
    code: 'abc',
    bank: '中国农业银行',
    columns: {
      day: ['交易时间'],
      credit: ['收入金额'],
      debit: ['支出金额'],
      balance: ['账户余额'],
      ...OTHER,
      purpose: ['交易用途', '摘要'],
    },
  },
  {
    code: 'psbc',
    bank: '中国邮政储蓄银行',
    columns: {
      day: ['交易日期'],
      credit: ['收入金额'],
      debit: ['支出金额'],
      balance: ['余额', '账户余额'],
      ...OTHER,
      reference: ['交易流水号'],
      purpose: ['用途', '附言', '摘要'],
    },
  },
  {
    code: 'cmb',
    bank: '招商银行',
    columns: {
      day: ['交易日', '交易日期'],
      credit: ['贷方金额', '贷方(入账)'],
      debit: ['借方金额', '借方(出账)'],
      balance: ['余额'],
      counterparty: ['收(付)方名称'],
      counterpartyAccount: ['收(付)方账号'],
      reference: ['流水号', '业务参考号'],
      purpose: ['用途', '业务摘要', '摘要'],
    },
  },
  {
    code: 'cmbc',
    bank: '中国民生银行',
    columns: {
      day: ['交易时间', '交易日期'],
      ...IN_OUT,
      balance: ['账户余额'],
      counterparty: ['对方账号名称'],
      counterpartyAccount: ['对方账号'],
      reference: ['交易流水号'],
      purpose: ['客户附言', '摘要', '用途'],
    },
  },
  {
    code: 'pab-parties',
    bank: '平安银行',
    columns: {
      day: ['交易日期', '交易时间'],
      credit: ['贷', '贷方发生额', '收入', '收入金额'],
      debit: ['借', '借方发生额', '支出', '支出金额'],
      balance: ['账户余额', '余额'],
      counterparty: ['付款方户名', '付款方名称', '付款人名称', '付款人户名'],
      counterpartyAccount: ['付款方账号', '付款人账号'],
      reference: ['交易流水号', '流水号'],
      purpose: ['用途', '摘要'],
    },
  },
  {
    code: 'pab',
    bank: '平安银行',
    columns: {
      day: ['交易日期'],
      credit: ['贷'],
      debit: ['借'],
      balance: ['账户余额'],
      counterparty: ['对方账户名称', '对方户名'],
      counterpartyAccount: ['对方账户', '对方账号'],
      reference: ['交易流水号'],
      purpose: ['用途', '摘要'],
    },
  },
  {
    code: 'spdb',
    bank: '上海浦东发展银行',
    columns: {
      day: ['交易日期'],
      credit: ['贷方金额'],
      debit: ['借方金额'],
      balance: ['余额'],
      ...OTHER,
      reference: ['交易流水号', '凭证号'],
      purpose: ['摘要', '备注'],
    },
  },
  {
    code: 'citic',
    bank: '中信银行',
    columns: {
      day: ['交易日期', '交易日'],
      credit: ['贷方发生额', '贷方金额'],
      debit: ['借方发生额', '借方金额'],
      balance: ['账户余额', '余额'],
      counterparty: ['对方账户名称', '对方名称'],
      counterpartyAccount: ['对方账号'],
      reference: ['柜员交易号', '交易流水号'],
      purpose: ['附言', '摘要'],
    },
  },
  {
    code: 'ceb',
    bank: '中国光大银行',
    columns: {
      day: ['交易日期'],
      ...IN_OUT,
      balance: ['账户余额', '余额'],
      counterparty: ['对方名称', '对方户名'],
      counterpartyAccount: ['对方账号'],
      reference: ['流水号', '交易流水号', '凭证号'],
      purpose: ['摘要', '附言'],
    },
  },
  {
    code: 'bocom',
    bank: '交通银行',
    columns: {
      day: ['交易时间', '交易日期'],
      amount: ['发生额'],
      direction: ['借贷标志'],
      balance: ['余额'],
      ...OTHER,
      purpose: ['摘要', '业务摘要'],
    },
    creditWords: CREDIT_WORDS,
  },
  {
    code: 'bocom-columns',
    bank: '交通银行',
    columns: {
      day: ['交易时间', '交易日期', '记账日期'],
      ...IN_OUT,
      balance: ['余额', '账户余额'],
      ...OTHER,
      reference: ['交易流水号', '流水号', '凭证号码', '凭证号'],
      purpose: ['摘要', '用途', '附言'],
    },
  },
]

const NEEDED: readonly Field[] = ['day', 'amount', 'direction', 'credit', 'debit']
const MOST_OFFERED = 3

/** As offered where no file is at hand: the headings a layout names first. */
export const readyMaps = (): ReadyMap[] => LAYOUTS.map((it) => ({ ...readyMap(it, (field) => it.columns[field]?.[0]) }))

/**
 * The layouts whose headings a file has, the one that names most of its columns first, among equals the one of the account’s bank; of
 * several rows the first that has any.
 */
export function readyMapsFor(rows: readonly SheetRow[], bank: string): ReadyMap[] {
  for (const row of rows) {
    const fitting = LAYOUTS.flatMap((layout) => fittingIn(row, layout) ?? [])
    const rank = (it: ReadyMap) => Object.keys(it.columnMap).length + (isOf(it.bank, bank) ? 0.5 : 0)
    const best = fitting.sort((a, b) => rank(b) - rank(a))
    if (best.length > 0) return distinct(best).slice(0, MOST_OFFERED)
  }
  return []
}

/** 光大银行中山分行 is of 中国光大银行. */
const isOf = (bank: string, named: string) => named.includes(bank.replace(/^中国(?=.{4})/, ''))

function fittingIn(row: SheetRow, layout: Layout): ReadyMap | undefined {
  const cells = row.cells.filter((it) => !it.merged)
  const printed = (wanted: string): string | undefined => {
    const key = nameKey(wanted)
    const found = cells.filter(
      (it) => nameKey(plain(it)) === key || nameKey(headingOf(it).zh) === nameKey(zhOf(wanted)),
    )
    return found.length === 1 ? found[0].text.trim() : undefined
  }
  const of = (field: Field) => layout.columns[field]?.map(printed).find((it) => it !== undefined)
  const missing = NEEDED.some((field) => layout.columns[field] !== undefined && of(field) === undefined)
  // A day and two columns of figures are in many tables; who paid, or what is left, is in a bank's.
  const isBanks = (['balance', 'counterparty', 'counterpartyAccount'] as const).some((it) => of(it) !== undefined)
  return missing || !isBanks ? undefined : readyMap(layout, of)
}

const zhOf = (heading: string) => headingOf({ column: 1, kind: 'text', text: heading }).zh

function readyMap(
  { code, bank, columns, plusMeans, creditWords }: Layout,
  of: (field: Field) => string | undefined,
): ReadyMap {
  const named = (Object.keys(columns) as Field[]).flatMap((field) => {
    const heading = of(field)
    return heading === undefined ? [] : [[field, heading]]
  })
  const signs = { ...(plusMeans ? { plusMeans } : {}), ...(creditWords ? { creditWords } : {}) }
  return { code, bank, columnMap: { ...Object.fromEntries(named), ...signs } }
}

/** Banks that write alike: one of them is enough to choose. */
function distinct(maps: readonly ReadyMap[]): ReadyMap[] {
  const seen = new Set<string>()
  return maps.filter(({ columnMap }) => {
    const key = JSON.stringify(Object.entries(columnMap).sort())
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
