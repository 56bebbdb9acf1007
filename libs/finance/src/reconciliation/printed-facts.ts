import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import { dayIn, fenIn, plain } from './statement-cells'

export type Way = 'came' | 'went'
/** What a bank prints of its movements as a whole, above them or below. */
export interface PrintedFact {
  readonly is: 'total' | 'count' | 'opening' | 'closing'
  /** Of what came, of what went, or of both. */
  readonly way?: Way
  /** An amount in fen, or how many. */
  readonly figure: Fen
  readonly row: number
}

const CAME = '贷方|收入|转入|存入|收方|收款|来账|入账|进账'
const WENT = '借方|支出|转出|支取|取出|付方|付款|往账|出账'
/** Behind a stroke, or 借贷方, it is of both. */
const WAY = `(?<![借收/])(${CAME}|${WENT})`
/** Counts from January, or of another span than the file’s. */
const NOT_OF_THE_FILE = /本年|年度|年累计|本月累计|历史|累计/
const FIGURE = '(?:人民币|CNY|RMB)?[¥￥]?([+-]?\\d[\\d,]*(?:\\.\\d{1,2})?)(?![\\d.,]*[笔%年月-])'
const BETWEEN = '(?:\\(元\\))?[:=\\t]*(?:\\d+笔[,:\\t]*)?'
const TOTALS = [
  new RegExp(
    `${WAY}(?:发生|交易)?(?:总|合计|小计)?(?:金额|总额|发生额|额|合计|总计|小计)(?:合计|总计|金额)?${BETWEEN}${FIGURE}`,
    'g',
  ),
  new RegExp(`总(${CAME}|${WENT})(?:金额|额)?${BETWEEN}${FIGURE}`, 'g'),
  new RegExp(`(?:合计|总计)(${CAME}|${WENT})(?:金额|额)?${BETWEEN}${FIGURE}`, 'g'),
]
const COUNT_OF_A_WAY = new RegExp(`${WAY}(?:发生|交易)?(?:总|合计)?笔数[:=\\t]*(\\d{1,6})(?!\\d)`, 'g')
const COUNT_OF_ALL = /(?<![\p{Script=Han}])(?:总|合计|交易)(?:交易|合计)?笔数[:=\t]*(\d{1,6})(?!\d)/gu
/** A foot of three cells: how many, which way, how much. */
const ONE_WAY = '(收入?|支出?|贷方?|借方?|付出?)'
const COUNT_WAY_FIGURE = new RegExp(`^#?(\\d{1,6})笔?\\t${ONE_WAY}\\t${FIGURE}\\t*$`)
const WAY_COUNT_FIGURE = new RegExp(`^#?${ONE_WAY}\\t(\\d{1,6})笔?\\t${FIGURE}\\t*$`)
const BALANCE = new RegExp(`(期初|期末)(?:账户)?余额(?:\\(元\\))?[:=\\t]*${FIGURE}`, 'g')
const CAME_WORD = new RegExp(`^(?:${CAME}|收|贷)`)

/** A row’s words and figures as one text without blanks, English labels left out; a tab between two cells and two figures. */
export function wordsOf({ cells }: SheetRow): string {
  return cells
    .filter((it) => !it.merged)
    .map((it) => (it.kind === 'date' && it.day ? it.day : it.kind === 'number' ? (it.decimal ?? it.text) : plain(it)))
    .map((it) => it.replace(/[[(]\s*[A-Za-z][^\])]*[\])]/g, ''))
    .map((it) => it.replace(/(\d) +(?=[+-]?\d)/g, '$1\t').replace(/ +/g, ''))
    .join('\t')
}

/** What a row that is no movement says of all of them. */
export function* printedFacts(row: SheetRow): Generator<PrintedFact> {
  const text = wordsOf(row)
  if (NOT_OF_THE_FILE.test(text)) return
  const figure = (given: string) => {
    const fen = fenIn({ column: 1, kind: 'text', text: given }, 'signed')
    return typeof fen === 'bigint' ? fen : undefined
  }
  const wayOf = (word: string): Way => (CAME_WORD.test(word) ? 'came' : 'went')
  const foot = countedFoot(text)
  if (foot) {
    yield { is: 'count', way: wayOf(foot.word), figure: BigInt(foot.count), row: row.row }
    const fen = figure(foot.given)
    if (fen !== undefined) yield { is: 'total', way: wayOf(foot.word), figure: fen, row: row.row }
    return
  }
  for (const pattern of TOTALS) {
    for (const [, word, given] of text.matchAll(pattern)) {
      const fen = figure(given)
      if (fen !== undefined) yield { is: 'total', way: wayOf(word), figure: fen, row: row.row }
    }
  }
  for (const [, word, count] of text.matchAll(COUNT_OF_A_WAY))
    yield { is: 'count', way: wayOf(word), figure: BigInt(count), row: row.row }
  for (const [, count] of text.matchAll(COUNT_OF_ALL)) yield { is: 'count', figure: BigInt(count), row: row.row }
  for (const [, word, given] of text.matchAll(BALANCE)) {
    const fen = figure(given)
    if (fen !== undefined) yield { is: word === '期初' ? 'opening' : 'closing', figure: fen, row: row.row }
  }
}

/** Whether a row is the foot of a list: how many, which way, how much. */
export const isCountedFoot = (row: SheetRow): boolean => countedFoot(wordsOf(row)) !== undefined

function countedFoot(text: string): { word: string; count: string; given: string } | undefined {
  const countFirst = COUNT_WAY_FIGURE.exec(text)
  if (countFirst) return { count: countFirst[1], word: countFirst[2], given: countFirst[3] }
  const wayFirst = WAY_COUNT_FIGURE.exec(text)
  return wayFirst ? { word: wayFirst[1], count: wayFirst[2], given: wayFirst[3] } : undefined
}

const DAY =
  '(\\d{4}-\\d{1,2}-\\d{1,2}|\\d{4}/\\d{1,2}/\\d{1,2}|\\d{4}\\.\\d{1,2}\\.\\d{1,2}|\\d{4}年\\d{1,2}月\\d{1,2}日|\\d{8})'
const HOUR = '(?:T?\\t?\\d{1,2}:\\d{2}(?::\\d{2})?)?'
const SPAN = new RegExp(
  `(?:日期|时间|时段|间段|期间|区间|范围|周期|账期|起止|range|period)[^\\d]{0,12}${DAY}${HOUR}[\\t\\]]*(?:-|–|—|~|至|到|to)+[\\t[]*${DAY}`,
  'i',
)
const FIRST = new RegExp(`(?:起始|开始|查询起|起)(?:日期|时间|日)?[:\\t[]*${DAY}`)
const LAST = new RegExp(`(?:截止|终止|结束|截至|终|止|迄)(?:日期|时间|日)?[:\\t[]*${DAY}`)
const PRINTED_WHEN = /打印|制表|导出|下载|生成|开户/

/** The days a list was asked for, as a row above it says them. */
export function printedSpan(row: SheetRow): { readonly from?: BusinessDate; readonly to?: BusinessDate } {
  const text = wordsOf(row)
  if (PRINTED_WHEN.test(text) && !SPAN.test(text)) return {}
  const read = (given: string | undefined) => {
    const day = given === undefined ? undefined : dayIn({ column: 1, kind: 'text', text: given })
    return day === undefined || day === 'unread' ? {} : { day }
  }
  const both = SPAN.exec(text)
  const [from, to] = both
    ? [read(both[1]).day, read(both[2]).day]
    : [read(FIRST.exec(text)?.[1]).day, read(LAST.exec(text)?.[1]).day]
  if (from !== undefined && to !== undefined && from > to) return {}
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
