import { type CellFault, cellFault } from './cell-fault'
import type { Column } from './column'
import { SHEETS, type Sheet } from './sheets'
import { unitLine } from './unit-line'
import { isMoney, unitUnknown } from './unit-words'
import { type MoneyUnit, moneyUnit, wordKey } from './written'

/** Beside every table and never recorded. */
const ASIDE = ['序号', 'no', 'no.', '#', '备注', '说明', 'remark', 'remarks', 'note', 'notes'].map(wordKey)
const INDEX = ['序号', 'no', 'no.', '#'].map(wordKey)
/** Longer words are no heading. */
const LONGEST = 200
const ADVICE = /^(必填|选填|可空|如有|非必填|required|optional|yyyy-mm-dd|yyyy\/mm\/dd|年月日|%|人民币)$/

export interface Heading {
  readonly column?: Column
  readonly unit?: MoneyUnit | 'unknown'
  /** Of a line of headings above it, where that names one. */
  readonly unitAbove?: MoneyUnit
  /** It says 含税: no row may say otherwise. */
  readonly taxed?: boolean
  /** 序号. */
  readonly index?: boolean
  readonly aside?: boolean
  /** What the ledger works out itself. */
  readonly workedOut?: boolean
}

interface Words {
  readonly columns: ReadonlyMap<string, Column>
  readonly workedOut: ReadonlySet<string>
}
const WORDS = new Map<Sheet, Words>(
  SHEETS.map((sheet) => [sheet, { columns: columnWords(sheet), workedOut: new Set(sheet.workedOut.map(wordKey)) }]),
)

function columnWords(sheet: Sheet): Map<string, Column> {
  const words = new Map<string, Column>()
  // A column's own name is never another's alias.
  for (const it of sheet.columns) for (const own of [it.zh, it.en, it.field]) words.set(wordKey(own), it)
  for (const it of sheet.columns)
    for (const alias of it.aliases) if (!words.has(wordKey(alias))) words.set(wordKey(alias), it)
  return words
}

/** What a heading means on a sheet; undefined where nobody knows. Its lines may be two languages, brackets a unit or advice. */
export function headingOf(text: string, sheet: Sheet): Heading | undefined {
  if (text.length > LONGEST) return undefined
  const lines = text.split(/[\r\n]+/).filter((it) => it.trim() !== '')
  const whole = plainHeading(text, sheet)
  if (whole || lines.length < 2) return whole
  const found = lines.map((it) => plainHeading(it, sheet)).find((it) => it !== undefined)
  if (!found?.column || !isMoney(found.column)) return found
  // 合同金额 / Contract amount / （万元）: whichever line says the unit.
  const units = new Set(
    lines.map((it) => plainHeading(it, sheet)?.unit ?? unitBeside(it) ?? unitLine(it)).filter((it) => it !== undefined),
  )
  if (units.size === 0) return found
  return { ...found, unit: units.size === 1 ? [...units][0] : 'unknown' }
}

/** Longer ones say no unit; without an end to them every bracket that does not close would be followed to the end. */
const BRACKETED = /[([【]([^)\]】]{0,60})[)\]】]/g
const CURRENCY_ALONE = /^(?:人民币|rmb|cny)$/
/** 人民币 says the currency, 元 or 万元 beside it the unit; two units are none. */
function unitOf(words: readonly string[]): MoneyUnit | 'unknown' | undefined {
  const stated = words.filter((it) => moneyUnit(it) !== undefined)
  const units = new Set(stated.filter((it) => !CURRENCY_ALONE.test(wordKey(it))).map(moneyUnit))
  if (units.size > 1) return 'unknown'
  return [...units][0] ?? (stated.length > 0 ? 'yuan' : undefined)
}

/** 金额（万元）, 金额/万元: the unit of money that a heading names. */
export function unitBeside(text: string): MoneyUnit | 'unknown' | undefined {
  if (text.length > LONGEST) return undefined
  const key = wordKey(text)
  const bracketed = [...key.matchAll(BRACKETED)].flatMap((it) => it[1].split(/[,、;]/))
  const behind = /[/,_-]((?:人民币)?(?:万元|元|千元|亿元|美元))$/.exec(key)?.[1]
  return unitOf(bracketed) ?? (behind === undefined ? undefined : moneyUnit(behind))
}

function plainHeading(text: string, sheet: Sheet): Heading | undefined {
  const { columns, workedOut } = WORDS.get(sheet) as Words
  const whole = wordKey(text)
  const bracketed = [...whole.matchAll(BRACKETED)].map((it) => it[1])
  const parts = (inside: string) => inside.split(/[,、;]/)
  const unit = unitOf(bracketed.flatMap(parts))
  const taxed = bracketed.flatMap(parts).includes('含税')
  const bare = whole.replace(BRACKETED, (all, inside: string) =>
    parts(inside).every((it) => moneyUnit(it) !== undefined || ADVICE.test(it) || it === '含税') ? '' : all,
  )
  for (const key of [whole, bare]) {
    const column = columns.get(key)
    if (column) return { column, ...(unit && { unit }), ...(taxed && key !== whole && { taxed }) }
    if (workedOut.has(key)) return { workedOut: true }
    if (ASIDE.includes(key)) return { aside: true, ...(INDEX.includes(key) && { index: true }) }
  }
  const behind = /^(.+?)[/,_-]?((?:人民币|rmb|cny)?(?:万元|元|千元|亿元|美元)|人民币|rmb|cny)$/.exec(bare)
  const column = behind && columns.get(behind[1])
  const behindUnit = behind ? moneyUnit(behind[2]) : undefined
  if (!column || !behindUnit) return undefined
  if (CURRENCY_ALONE.test(behind[2])) return { column, unit: unit ?? behindUnit }
  return { column, unit: unit && unit !== behindUnit ? 'unknown' : behindUnit }
}

const SHEET_WORDS = new Map(
  SHEETS.flatMap((sheet) =>
    [sheet.zh, sheet.en, sheet.file, sheet.kind, ...sheet.aliases].map((it) => [wordKey(it), sheet]),
  ),
)

/** The sheet that a tab's name means: numbers and years around it do not matter. */
export function sheetNamed(name: string): Sheet | undefined {
  const key = wordKey(name)
  return SHEET_WORDS.get(key) ?? SHEET_WORDS.get(key.replace(/[\d年月日度._\-()[\]【】、]+|示例|导入|模板/g, ''))
}

const ASIDE_SHEETS = ['填写说明', '说明', '使用说明', '错误', 'instructions', 'readme', '目录'].map(wordKey)
export const isAsideSheet = (name: string) => ASIDE_SHEETS.includes(wordKey(name))

/** What is wrong with a heading by itself. */
export function headingFault(heading: Heading | undefined, again: boolean): CellFault | undefined {
  if (!heading)
    return cellFault(
      'unknown-column',
      '不认识的表头：请改用模板的表头，或删除该列',
      'an unknown heading; use the template’s, or delete the column',
    )
  if (again) return cellFault('column-twice', '两列表头含义相同，请只留一列', 'two columns mean the same; leave one')
  if (heading.unit === 'unknown') return unitUnknown()
  return undefined
}
