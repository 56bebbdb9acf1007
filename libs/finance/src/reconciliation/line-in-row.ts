import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type Fen, formatAmount, isNoReference, type Refusal, shortened } from '@pilot-ledger/kernel'
import type { ColumnMap } from '../domain/bank-account'
import type { StatementLine } from '../domain/statement'
import { wayOf } from './direction-words'
import { cellFault } from './row-fault'
import { dayIn, fenIn, numberIn, plain, yuanIn } from './statement-cells'

/** What a column map names. */
export const COLUMNS = [
  'day',
  'amount',
  'direction',
  'credit',
  'debit',
  'balance',
  'counterparty',
  'counterpartyAccount',
  'reference',
  'purpose',
] as const
export type Field = (typeof COLUMNS)[number]

/** A movement before its place in the statement is known. */
export type ReadLine = Omit<StatementLine, 'ordinal'>
/** What a bank prints of 0.00: a tax that was nothing. It moves nothing and is no line. */
export interface NothingMoved {
  readonly moved: 'nothing'
  readonly day: string
  readonly balance?: string
}

/** What columns that no map names tell of the other side, and of what it was for. */
export interface Beside {
  counterparty(row: SheetRow, came: boolean): { readonly counterparty?: string; readonly counterpartyAccount?: string }
  /** What further columns say of what it was for: 摘要 beside 用途. */
  purposes(row: SheetRow): readonly string[]
}

/** The movement of a row, or why it cannot be read. */
export function lineIn(
  row: SheetRow,
  map: ColumnMap,
  columns: ReadonlyMap<Field, number>,
  beside?: Beside,
): ReadLine | NothingMoved | Refusal {
  const at = (field: Field): SheetCell | undefined => row.cells.find((it) => it.column === columns.get(field))
  const day = dayIn(at('day'))
  if (day === undefined || day === 'unread')
    return cellFault(
      'statement-day-unread',
      row,
      columns.get('day'),
      '日期无法识别（年份须在前）；如非流水（合计、打印信息），请删除该行',
      'no day, or not year first; a row that is no movement (a total, what was printed) is to be deleted',
      at('day'),
    )
  const amount = amountIn(map, at)
  if (typeof amount !== 'bigint') {
    const { zh, en, field } = amount
    const code = field === 'direction' ? 'statement-direction-unread' : 'statement-amount-unread'
    return cellFault(code, row, columns.get(field), zh, en, at(field))
  }
  const balance = yuanIn(at('balance'))
  if (balance === 'unread')
    return cellFault(
      'statement-amount-unread',
      row,
      columns.get('balance'),
      '余额无法识别',
      'no balance',
      at('balance'),
    )
  const after = balance === undefined ? {} : { balance }
  if (amount === 0n) return { moved: 'nothing', day, ...after }
  for (const field of ['reference', 'counterpartyAccount'] as const) {
    if (numberIn(at(field)) !== 'lost') continue
    const zh = '编号以数字存储，超过 15 位的尾数已丢失，请设为文本格式后重填'
    const en = 'a number of more than 15 digits has lost its last ones; format it as text and type it anew'
    return cellFault('digits-lost', row, columns.get(field), zh, en, at(field))
  }
  const other: Partial<Record<Field, string>> = beside?.counterparty(row, amount > 0n) ?? {}
  const texts = (['reference', 'counterparty', 'counterpartyAccount', 'purpose'] as const).flatMap((field) => {
    const isNumber = field === 'reference' || field === 'counterpartyAccount'
    const own = other[field] ?? (isNumber ? numberIn : plain)(at(field))
    const whole = field === 'purpose' ? together([own, ...(beside?.purposes(row) ?? [])]) : own
    const text = shortened(whole, field === 'purpose' ? 500 : 200)
    const isNothing = field === 'reference' ? isNoReference(text) : /^[-—–]*$/.test(text)
    return isNothing ? [] : [[field, text]]
  })
  return { day, amount: formatAmount(amount), ...after, ...Object.fromEntries(texts) }
}

/** All that is said of what a movement was for, each once, the map's own column first: as those of camt are joined. */
function together(texts: readonly string[]): string {
  return [...new Set(texts.filter((it) => !/^[-—–]*$/.test(it)))].join(' ')
}

interface NoAmount {
  readonly field: Field
  readonly zh: string
  readonly en: string
}

/** Signed, nothing for what is printed as 0.00; or why not, where the row does not say, or says it twice. */
function amountIn(map: ColumnMap, at: (field: Field) => SheetCell | undefined): Fen | NoAmount {
  if (map.amount === undefined) {
    const printed = [fenIn(at('credit')), fenIn(at('debit'))]
    const [credit, debit] = printed.map((it) => it ?? 0n)
    for (const [field, fen] of [['credit', credit] as const, ['debit', debit] as const])
      if (fen === 'unread') return unreadAmount(field, at(field))
    // Exactly one side; a bank that prints a reversal writes it with minus on its own side.
    if (credit !== 0n && debit !== 0n)
      return {
        field: 'debit',
        zh: '收入与支出两列都有金额，只能有一列',
        en: 'an amount both came and went; one of them',
      }
    if (printed.every((it) => it === undefined))
      return { field: 'credit', zh: '收入与支出两列都没有金额', en: 'no amount came, and none went' }
    return (credit as Fen) - (debit as Fen)
  }
  const isSigned = map.direction === undefined
  const amount = fenIn(at('amount'), isSigned ? 'signed' : undefined)
  if (amount === 'unread') return unreadAmount('amount', at('amount'))
  if (amount === undefined) return { field: 'amount', zh: '没有金额', en: 'no amount' }
  if (amount === 0n) return amount
  if (isSigned) return map.plusMeans === 'debit' ? -amount : amount
  const word = plain(at('direction'))
  if (word === '') return { field: 'direction', zh: '没有收付方向', en: 'it does not say whether it came or went' }
  const way = wayOf(word, map.creditWords ?? [])
  if (way === undefined)
    return {
      field: 'direction',
      zh: '收付方向不明（既非收入也非支出）',
      en: 'a word that says neither that it came nor that it went',
    }
  return way === 'came' ? amount : -amount
}

function unreadAmount(field: Field, cell: SheetCell | undefined): NoAmount {
  if (cell?.scaled || cell?.percent)
    return { field, zh: '单元格格式改变了所见数值的量级，请改为常规格式', en: 'its format shows another magnitude' }
  if (/^\(.*\)$/.test(plain(cell)))
    return {
      field,
      zh: '括号在此列含义不明：请改写为负数，或改用一列带正负号的金额（amount + plusMeans）',
      en: 'brackets mean nothing certain here; write a minus, or map one signed column (amount + plusMeans)',
    }
  return { field, zh: '金额无法识别', en: 'no amount' }
}
