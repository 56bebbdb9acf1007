import type { SheetCell, SheetRow } from '../spreadsheets'
import { type MoneyUnit, moneyUnit } from './written'

/** `unknown`: another unit or currency, two of them, or words of a unit that nobody can be sure about. */
export type UnitStated = MoneyUnit | 'unknown'
export interface UnitCell {
  readonly cell: SheetCell
  readonly unit: UnitStated
}

const LONGEST_LINE = 4_000
/** Most lines speak of no unit at all. */
const MAY_SPEAK =
  /[单單元圆百万萬千仟百佰亿億币镑郎$€£]|unit|rmb|cny|yuan|usd|hkd|eur|jpy|gbp|000|\dk|thousand|million|wan/i
const RMB = '(?:人民币|rmb|cny|¥)?'
/** Behind the word: no other word that it would be the beginning of (编制单位：万元科技). */
const THERE = '(?=$|[^一-龥]|人民币|计)'
/** What stands before a magnitude in a sum that is written out: 叁拾捌万元整, 100 万元. */
const FIGURE = /[0-9零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾几数]$/
const MAGNITUDE = /(?<![十百佰千仟拾])[十百佰千仟拾]*[万萬千仟百佰亿億](?:元|圆|人民币|rmb|cny|yuan)/g
const ELSEWHERE =
  /(?<!完)美元|美金|港币|港元|(?<!北)欧元|(?<!\d)日元|日币|英镑|澳元|加元|韩元|台币|卢布|瑞郎|法郎|外币|\b(?:usd|hkd|eur|jpy|gbp|aud|cad|sgd|krw|chf)(?![a-z])|[$€£]/
const SCALED_IN_ENGLISH =
  /\bthousands?\b|\bmillions?\b|\bbillions?\b|\b(?:rmb|cny|yuan)\s*k\b|\b(?:k|m|mn|mm|bn)\s*(?:rmb|cny|yuan)\b|\b(?:rmb|cny|yuan)\s*(?:m|mn|mm|mil|bn|000s?)\b|['’]000\b|\bin (?:k|m|mn)\b|\bunits?:? ?(?:k|w|m|mn)$/
const WAN_IN_ENGLISH =
  /(?<![\d,.])(?:ten[- ]thousand|10[, ]?000|10 ?k|\bwan)\s*(?:yuan|rmb|cny)\b|\b(?:rmb|cny|yuan)\s*(?:10[, ]?000|10 ?k|ten[- ]thousand|wan)\b/
const OTHER_BARE = new RegExp(
  `(?:单位|币种|金额)(?:均|都)?[:为是]?[(【[]?${RMB}:?(?:[千仟百佰亿億]|[十拾百佰千仟]+[万萬亿億]|[wkm](?![a-z0-9]))(?:元|圆)?${THERE}`,
)
const FIGURE_AS_UNIT = new RegExp(
  `单位[:为是]?${RMB}(?:1[0,^]+\\d*(?=$|[^\\d一-龥]|元|圆|人民币)|[\\d一壹]+[十百千仟万萬亿億]+(?:元|圆)?${THERE})`,
)

const DECLARED = (word: string) =>
  [
    `(?:单位|币种|金额)(?:均|都)?[:为是]?${RMB}:?${word}${THERE}`,
    `(?:以|按|用)${RMB}${word}(?:人民币)?(?:为单位|列示|填列|填写)`,
    `(?:以|按|用)${RMB}${word.replace(/\?$/, '')}(?:人民币)?(?:计|表示|统计)`,
    `金额(?:均|都)?(?:以|按|用)${RMB}${word}(?:计|表示|统计)`,
    `人民币[:为]?${word}${THERE}`,
    `^[(【[]?${RMB}${word}(?:人民币)?[)】\\]]?$`,
  ].map((it) => new RegExp(it))
const IN_BRACKETS = (word: string) =>
  new RegExp(`[(【[](?:金额|货币|计量|单位|[:为])*${RMB}:?${word}(?:人民币)?[)】\\]]$`)
const WAN = '[万萬](?:元|圆)?'
const YUAN = '(?:元|圆)'
const SAYS = { wan: DECLARED(WAN), yuan: DECLARED(YUAN) }
const BRACKETS = { wan: IN_BRACKETS(WAN), yuan: IN_BRACKETS(YUAN) }
const UNIT_IS_RMB = new RegExp(`单位[:为是]?(?:人民币|rmb|cny|yuan)${THERE}|\\bunits?:? ?(?:in )?(?:rmb|cny|yuan)\\b`)
/** 元/万元, 万元、元: one of them, and nobody says which. */
const EITHER = /(?:^|[^一-龥])(?:元|圆)[/、,或和及][万萬]|[万萬]元[/、,或和及](?:元|圆)(?=$|[^一-龥])/

/**
 * What a line outside the rows of a table says of the unit of its amounts: 单位：万元 and whatever else people write. What
 * speaks of a unit other than yuan and is not certain is `unknown`, never passed over.
 */
export function unitLine(text: string): UnitStated | undefined {
  if (text.length > LONGEST_LINE || !MAY_SPEAK.test(text)) return undefined
  const spaced = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[單幣額]/g, (it) => ({ 單: '单', 幣: '币', 額: '额' })[it] as string)
    .replace(/\s+/g, ' ')
    .replace(/ ?([:,;()[\]【】/]) ?/g, '$1')
    .trim()
  const squeezed = spaced.replace(/ /g, '')
  const says = (those: readonly RegExp[]) => those.some((it) => it.test(spaced) || it.test(squeezed))
  const alone = moneyUnit(text)
  if (alone !== undefined) return alone
  const english = WAN_IN_ENGLISH.test(spaced)
  if (ELSEWHERE.test(spaced) || EITHER.test(squeezed) || FIGURE_AS_UNIT.test(squeezed)) return 'unknown'
  if (OTHER_BARE.test(squeezed) || (!english && SCALED_IN_ENGLISH.test(spaced))) return 'unknown'
  const magnitudes = [...squeezed.matchAll(MAGNITUDE)].filter(
    (it) => !/^[十拾]/.test(it[0]) && !FIGURE.test(squeezed.slice(0, it.index)),
  )
  if (magnitudes.some(([it]) => !/^[万萬]/.test(it))) return 'unknown'
  const wan =
    says(SAYS.wan) || says([BRACKETS.wan]) || (english && /\bunits?\b|\bin\b|^\W*(?:rmb|cny|10|ten|wan)/.test(spaced))
  const yuan = says(SAYS.yuan) || says([BRACKETS.yuan]) || (UNIT_IS_RMB.test(spaced) && !wan)
  if (wan && yuan) return 'unknown'
  if (wan) return 'wan'
  if (magnitudes.length > 0 || english) return 'unknown'
  return yuan ? 'yuan' : undefined
}

const ASKS = /(?:单位|币种|unit|currency)\s*(?:[:：]\s*)?$/i

/** Cells of a line that is no row of the list which speak of a unit; 单位： may stand in one cell and 万元 in the next. */
export function unitsIn({ cells }: Pick<SheetRow, 'cells'>, above = false): readonly UnitCell[] {
  const found: UnitCell[] = []
  let before = ''
  // Above a table 合同总额（万元） beside its figure is the heading of that figure alone.
  const figures = above && cells.some((it) => it.kind === 'number')
  for (const cell of cells) {
    if (cell.merged) continue
    const requested = before !== ''
    const stated =
      unitLine(requested ? `${before}${cell.text}` : cell.text) ?? (requested ? unitLine(cell.text) : undefined)
    before = ASKS.test(cell.text) ? cell.text : ''
    if (stated === undefined) continue
    const ofFigure = figures && stated === 'wan' && !requested && !/单位|以|按/.test(cell.text)
    found.push({ cell, unit: ofFigure ? 'unknown' : stated })
  }
  return found
}
