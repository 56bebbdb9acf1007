import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { type Fen, nameKey } from '@pilot-ledger/kernel'
import { dayIn, fenIn, plain } from './statement-cells'

/** A row that a bank prints among its movements and that is none. */
export type Furniture =
  | { readonly is: 'opening' | 'closing'; readonly fen?: Fen }
  | { readonly is: 'heading' | 'carried' | 'print' }
export interface Columns {
  readonly day?: number
  /** Of what came and went. */
  readonly money: readonly number[]
  readonly balance?: number
}

const OPENING = /^(本?期初|上期|上月|上期末|上月末)(账户)?余额/
const CLOSING = /^(本?期末|本期|本月|月末|本月末)(账户)?余额/
/** Of a page: what it starts and ends with stands in the running balance as well. */
const CARRIED = /^(承前页|承上页|过次页|转下页|接上页|续下页)/
const PRINT = new RegExp(
  [
    '^#',
    '^[-=*_~]{3,}',
    '^以上',
    '^总?(记录|条)数',
    '^本次查询',
    '^共\\s*\\d+\\s*笔',
    '^(打印|制表|制单|导出|下载|查询|生成|出单)(日期|时间|人|员|柜员|机构|渠道|次数|方式)?:',
    '^(?=.)(第\\s*\\d+\\s*页[,/\\s]*)?(共\\s*\\d+\\s*[页笔条])?$',
    '^页码',
    '^(复核|经办|主管|柜员|银行盖章|盖章)(人|员|号)?:?',
    '^(注|备注|说明|温馨提示|声明):',
    '^(本页)?以下(空白|无正文)',
  ].join('|'),
)

/** What a row is, where it is surely no movement: never one with a day and an amount in a column of money. */
export function furnitureOf(row: SheetRow, columns: Columns, headings: ReadonlySet<string>): Furniture | undefined {
  const own = row.cells.filter((it) => !it.merged)
  const at = (column: number | undefined) => row.cells.find((it) => it.column === column)
  const day = dayIn(at(columns.day))
  const hasDay = ![undefined, 'unread'].includes(day)
  const moved = columns.money.some((it) => ![undefined, 0n].includes(fenIn(at(it)) as bigint | undefined))
  if (hasDay && moved) return undefined
  if (headings.has(rowKey(row))) return { is: 'heading' }
  const label = own.find((it) => OPENING.test(tight(it)) || CLOSING.test(tight(it)))
  // A day that cannot be read makes no balance of a movement, whatever its purpose begins with.
  if (label && moved && day === 'unread' && label.column !== columns.day) return undefined
  if (label) return { is: OPENING.test(tight(label)) ? 'opening' : 'closing', fen: figureOf(row, label, columns) }
  if (moved || hasDay) return undefined
  if (own.some((it) => CARRIED.test(tight(it)))) return { is: 'carried' }
  const counts = typeof fenIn(at(columns.balance)) === 'bigint'
  return !counts && own[0] && PRINT.test(plain(own[0])) ? { is: 'print' } : undefined
}

/** In the column of balances, behind the words, or the only amount of the row. */
function figureOf(row: SheetRow, label: SheetCell, { day, balance }: Columns): Fen | undefined {
  const read = (cell: SheetCell | undefined) => {
    const fen = fenIn(cell, 'signed')
    return typeof fen === 'bigint' ? fen : undefined
  }
  const behind = read({ ...label, kind: 'text', text: tight(label).replace(/^[^:\d(+-]+:?/, '') })
  const others = row.cells.filter((it) => it !== label && it.column !== day && !it.merged && it.kind !== 'date')
  const figures = others.flatMap((it) => read(it) ?? [])
  return (
    read(row.cells.find((it) => it.column === balance)) ?? behind ?? (figures.length === 1 ? figures[0] : undefined)
  )
}

const tight = (cell: SheetCell) => plain(cell).replace(/\s+/g, '')

/** By what a row of the next page is known again. */
export const rowKey = ({ cells }: SheetRow) => cells.map((it) => `${it.column}:${nameKey(plain(it))}`).join('\n')
