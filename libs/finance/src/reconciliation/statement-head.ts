import { type UnitStated, unitLine, unitsIn } from '@pilot-ledger/intake/columns'
import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { numberKey, type Refusal, shortened } from '@pilot-ledger/kernel'
import { isYuan } from './currency-words'
import { rowFault } from './row-fault'
import { plain } from './statement-cells'

/** A word that is certainly a currency and not ours; what else stands behind 币种 may be anything. */
const FOREIGN =
  /^(?:[美港日欧澳加韩]\p{Script=Han}?[元金币镑]|英镑|瑞士法郎|新加坡元|卢布|泰铢|外币|(?!cny|rmb)[a-z]{3}(?![a-z]))/iu
const CURRENCY = /(?:币种|币别|货币|currency)(?:代码|代号|名称|种类| code)?[:\t ]+([^\s,;()]+)/i
/** Parts of a yuan, and amounts of another country, in a heading or behind 单位. */
const OTHER_UNIT = /单位[:\t ]*(?:人民币)?[角分](?!\p{Script=Han})/u
const OTHER_HEADING =
  /^[角分]$|[美港日欧澳加]\p{Script=Han}?[元币金]|英镑|外币|(?<![a-z])(?:usd|hkd|eur|jpy|gbp)(?![a-z])/iu
/** The number that a heading names as the account’s own; of the other side's there are columns. */
const ACCOUNT =
  /(?<!对方|对手|对手方|收款|付款|收款方|付款方|对公)(?:[账帐]户?(?:号码|号)?|户口(?:号码|号)?|卡号|acc(?:oun)?t\.?(?: (?:no\.?|number))?|a\/c(?: no\.?)?)(?:\/[账帐卡]号|\([账帐卡]户?号?\))?[:\t ]*([A-Z]{0,4}[\d*•xX][\d*•xX\- ]*[\d*•])/gi
/** Digits that a workbook keeps of a number. */
const CERTAIN_DIGITS = 15

/** A number that may be an account's, with stars for what a workbook has not kept of it. */
function shownIn(cell: SheetCell): string {
  const decimal = cell.kind === 'number' && /^\d+$/.test(cell.decimal ?? '') ? (cell.decimal as string) : undefined
  if (decimal === undefined) return plain(cell)
  return decimal.slice(0, CERTAIN_DIGITS) + '*'.repeat(Math.max(0, decimal.length - CERTAIN_DIGITS))
}

/** English in brackets behind a Chinese label. */
const TRANSLATION = /[[(]\s*[A-Za-z][^\])\t]*[\])]/g

/** 账　号 and 币　种, as labels are drawn out to one width. */
const SPACED_LABEL = /(?<=[账帐卡币货户号]) (?=[号户种币码])/g

/** A row's cells as one text, its labels in one language; a tab between two cells. */
function textOf({ cells }: SheetRow): string {
  const texts = cells.filter((it) => !it.merged && it.kind !== 'date').map(shownIn)
  return texts
    .map((it) => (/\p{Script=Han}/u.test(it) ? it.replace(TRANSLATION, '').trim() : it))
    .map((it) => it.replace(SPACED_LABEL, ''))
    .join('\t')
}

/** The account number in a cell of a column of accounts, undefined where there is none. */
export function accountIn(cell: SheetCell | undefined): string | undefined {
  const text =
    cell === undefined
      ? ''
      : shownIn(cell)
          .replace(/^["'“‘]+|(?<!["'”’])["'”’]+$/g, '')
          .trim()
  return /^[A-Z]{0,4}[\d*•xX][\d*•xX /-]*/i.test(text) && text.replace(/\D/g, '').length >= 4 ? text : undefined
}

/** Amounts in another unit or currency all tie as well, for all are wrong alike: only what the bank prints beside them tells. */
export function unitFault(row: SheetRow): Refusal | undefined {
  const text = textOf(row)
  const currency = CURRENCY.exec(text)?.[1]
  const isForeign = currency !== undefined && (/^\d{2,3}$/.test(currency) ? !isYuan(currency) : FOREIGN.test(currency))
  if (isForeign)
    return rowFault('statement-currency', row, '只接受人民币（CNY）对账单', 'statements in CNY only', { currency })
  if (OTHER_UNIT.test(text)) return notYuan(row, 'unknown', text)
  const other = unitsIn(row, true).find((it) => it.unit !== 'yuan')
  return other && notYuan(row, other.unit, plain(other.cell))
}

/** The unit in brackets of a heading, or behind a stroke: 收入（千元）, 金额/万元. */
export function headingUnitFault(row: SheetRow, heading: string): Refusal | undefined {
  const words = /\(([^()]+)\)$/.exec(heading)?.[1] ?? /[/_-]([^/_-]+)$/.exec(heading)?.[1]
  const foreign = [heading, words ?? ''].some((it) => OTHER_HEADING.test(it))
  const unit = heading.includes('万') ? 'wan' : words === undefined ? undefined : unitLine(words)
  if (foreign) return notYuan(row, 'unknown', heading)
  return unit === undefined || unit === 'yuan' ? undefined : notYuan(row, unit, heading)
}

function notYuan(row: SheetRow, unit: UnitStated, stated: string): Refusal {
  const code = unit === 'wan' ? 'statement-in-wan' : 'statement-unit-unknown'
  const facts = { heading: shortened(stated, 40) }
  return rowFault(code, row, '金额须以元为单位', 'amounts are wanted in yuan, and nothing else is said of them', facts)
}

/** Own account numbers that a row above the table names, masked ones as they are. */
export function accountsNamed(row: SheetRow): string[] {
  return [...textOf(row).matchAll(ACCOUNT)].map((it) => it[1].trim()).filter((it) => it.replace(/\D/g, '').length >= 4)
}

/**
 * Above some tables the labels stand in one row and what they are of in the next: 账号 | 币种 over 4400… | 人民币. Each such pair as
 * one row, every label before its own.
 */
export function labelledRows(titles: readonly SheetRow[]): SheetRow[] {
  return titles.flatMap((values, i) => {
    const labels = titles[i - 1]
    if (labels === undefined || labels.sheet !== values.sheet || labels.row + 1 !== values.row) return []
    if (!areLabels(labels)) return []
    const cells = values.cells.flatMap((value) => {
      const label = labels.cells.find((it) => it.column === value.column && !it.merged)
      return label && !value.merged ? [label, value] : []
    })
    return cells.length > 0 ? [{ ...values, cells }] : []
  })
}

const LONGEST_LABEL = 20
/** Two cells or more, and none that says anything itself. */
export function areLabels({ cells }: SheetRow): boolean {
  const own = cells.filter((it) => !it.merged)
  return (
    own.length > 1 &&
    own.every((it) => it.kind === 'text' && /^[^\d]+$/.test(plain(it)) && plain(it).length <= LONGEST_LABEL)
  )
}

/** Whether a number as printed, with stars for what is not shown, can be the account. */
export function fitsAccount(named: string, account: string): boolean {
  const own = bare(account)
  // Behind a blank something else may follow: 账号：6222 0000 1111 as well as 账号：6222… 2025-06-01.
  return [named, named.split(' ')[0]].some((it) => {
    const shown = bare(it)
    return /[*•]|X{2,}/.test(shown) ? fitsStarred(shown, own) : shown === own
  })
}

/** Part by part from the left, something hidden between each two: as a pattern, a number of nothing but stars would take for ever. */
function fitsStarred(shown: string, own: string): boolean {
  const parts = shown.split(/[*•]+|X{2,}/)
  const [first, last] = [parts[0], parts[parts.length - 1]]
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = own.indexOf(part, at + 1)
    if (found === -1) return false
    at = found + part.length
  }
  return own.startsWith(first) && own.endsWith(last) && own.length - last.length > at
}

const bare = (number: string) => numberKey(number).replace(/[^0-9A-Z*•]/g, '')
