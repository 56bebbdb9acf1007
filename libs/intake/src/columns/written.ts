/** How people write: the same words in other widths, with other spaces, with units beside them. */

/** Full-width letters, figures and the marks of numbers as on an English keyboard; brackets stay as they were written. */
export function narrow(text: string): string {
  return text.replace(
    /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0b\uff0c\uff0d\uff0e\uff0f\uff05\uff3f\uff1d]/g,
    (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0),
  )
}

/** All that `oneLine` looks for: most texts hold none of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const SPACED = /[\s\u0000-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff]/
/** One line, single spaces, none outside; marks nobody sees are gone. */
export function oneLine(text: string): string {
  if (!SPACED.test(text)) return text
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** What two spellings of one word have in common. */
export function wordKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}*＊☆:：]+/gu, '')
    .toLowerCase()
}

export type MoneyUnit = 'yuan' | 'wan'
const UNITS: Readonly<Record<string, MoneyUnit>> = {
  元: 'yuan',
  圆: 'yuan',
  万元: 'wan',
  萬元: 'wan',
  万元人民币: 'wan',
  万: 'wan',
  yuan: 'yuan',
  cny: 'yuan',
  rmb: 'yuan',
}
const OTHER_UNITS =
  /^(人民币)?(百元|佰元|千元|仟元|十万元|百万元|千万元|亿元|亿|千|仟|百|k|美元|美金|usd|港元|港币|hkd|欧元|eur|日元|jpy|英镑|gbp)$/

/** `unknown` for a unit of money that amounts here are not kept in. */
export function moneyUnit(words: string): MoneyUnit | 'unknown' | undefined {
  const key = wordKey(words).replace(/^(?:(?:金额)?单位)?(?:(?:人民币|rmb|cny)(?=.))?/, '')
  if (key === '人民币') return 'yuan'
  return UNITS[key] ?? (OTHER_UNITS.test(key) ? 'unknown' : undefined)
}
