import { type BusinessDate, type DayOrMonth, isBusinessDate, isMonth } from './business-date'

/** One separator throughout: `2026-11/24` is a typing error. A time of day behind it, as spreadsheets copy it, is passed over. */
const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?)?$/
const DAY_OF_YEAR = /^(?:(\d{1,2})-(\d{1,2})|(\d{1,2})\/(\d{1,2})|(\d{1,2})\.(\d{1,2})|(\d{1,2})月(\d{1,2})[日号]?)$/
const MONTH = /^(\d{4})(?:-(\d{1,2})|\/(\d{1,2})|\.(\d{1,2})|年(\d{1,2})月|(\d{2}))$/
const LONGEST = 40

/**
 * The day that somebody wrote in one of the usual ways: `2026-11-24`, `2026/11/24`, `2026.11.24`, `2026年11月24日`,
 * `20261124`, in full-width figures too; with `year` (the four figures of the present one) also `11-24` or `11月24日`.
 * Undefined for anything else, such as `24/11/2026`, two figures of a year, or 30 February: it is never guessed.
 */
export function writtenDay(text: string, year?: string): BusinessDate | undefined {
  const narrow = narrowed(text)
  const whole = partsOf(DAY.exec(narrow))
  const parts = whole ?? (year === undefined ? undefined : withYear(year, partsOf(DAY_OF_YEAR.exec(narrow))))
  if (!parts) return undefined
  const day = parts.map((it) => it.padStart(2, '0')).join('-')
  return isBusinessDate(day) ? day : undefined
}

/** As `writtenDay`, or a month where only the month is known: `2024-11`, `2024/11`, `2024.11`, `2024年11月`, `202411`. */
export function writtenDayOrMonth(text: string): DayOrMonth | undefined {
  const parts = partsOf(MONTH.exec(narrowed(text)))
  if (!parts) return writtenDay(text)
  const month = parts.map((it) => it.padStart(2, '0')).join('-')
  return isMonth(month) ? month : undefined
}

const narrowed = (text: string) =>
  text
    .slice(0, LONGEST + 1)
    .normalize('NFKC')
    .trim()
    .replace(/ ?([-/.年月日号]) ?/g, '$1')

const partsOf = (match: RegExpExecArray | null) => match?.slice(1).filter((it) => it !== undefined)

const withYear = (year: string, parts: string[] | undefined) => parts && [year, ...parts]
