/** What a number format makes of a number. */
export interface NumberFormat {
  readonly kind: 'general' | 'number' | 'date' | 'time'
  readonly decimals?: number
  readonly percent?: boolean
  /** Shows another magnitude: thousands cut off by a comma, or 千, 万, 亿 written behind. */
  readonly scaled?: boolean
  /** Written beside the number, where it is not the yuan: `$`, `USD`. */
  readonly currency?: string
  /** Leading zeros: `000000`. */
  readonly digits?: number
}

const GENERAL: NumberFormat = { kind: 'general' }
/** 14–22 everywhere; 27–36 and 50–58 in Chinese, Japanese and Korean editions. 18–21, 32–35, 45–47 and 55, 56 hold no day. */
const DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]
const TIMES = [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56]
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  41: '#,##0',
  42: '#,##0',
  43: '#,##0.00',
  44: '#,##0.00',
}

/** `code` where the workbook writes one down for the id. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (DATES.includes(id)) return { kind: 'date' }
    if (TIMES.includes(id)) return { kind: 'time' }
    return id in BUILT_IN ? formatOf(BUILT_IN[id]) : GENERAL
  }
  return formatOf(code)
}

/** The first section, for positive numbers, says it for all. */
function formatOf(code: string): NumberFormat {
  const { bare, words, inBrackets, cut } = sectionOf(code)
  const currency = foreignCurrency(words, inBrackets)
  if (/general/i.test(bare) || bare.trim() === '' || bare.includes('@')) {
    return /[千万萬亿億]/.test(words)
      ? { kind: 'number', scaled: true }
      : currency
        ? { kind: 'number', currency }
        : GENERAL
  }
  const elapsed = inBrackets.some((it) => /^(h+|m+|s+)$/i.test(it))
  // E+00 is an exponent; e alone is a year in Chinese and Japanese formats.
  const letters = bare.replace(/e[+-]/gi, '').replace(/am\/pm|a\/p|上午\/下午/gi, '')
  if (/[yde]/i.test(letters) || (/m/i.test(letters) && !/[hs]/i.test(letters))) {
    return { kind: elapsed ? 'time' : 'date' }
  }
  if (elapsed || /[hs]/i.test(letters)) return { kind: 'time' }
  const scaled = /[0#?],+(\.|$|[^0#?,.])/.test(bare) || cut || /[千万萬亿億]/.test(words)
  const percent = bare.includes('%')
  const exponent = /e[+-]/i.test(bare)
  const places = /\.([0#?]*)/.exec(bare)?.[1].length ?? 0
  const digits = /^0{2,}$/.test(bare.trim()) ? bare.trim().length : undefined
  return {
    kind: 'number',
    ...(!exponent && { decimals: places }),
    ...(percent && { percent }),
    ...(scaled && { scaled }),
    ...(currency !== undefined && { currency }),
    ...(digits !== undefined && { digits }),
  }
}

const OF_CHINA = /^(?:[¥￥元]|CNY|RMB|人民币)?$/i
const FOREIGN =
  /[$€£]|(?<![a-z])(?:USD|HKD|EUR|JPY|GBP|AUD|CAD|CHF|SGD|KRW)(?![a-z])|[美港欧日澳加]元|美金|港币|日币|英镑/i

/** `[$€-407]` and `[$USD]` name a currency, `[$-804]` only a language; `[$¥-411]` is Japan’s. */
function foreignCurrency(words: string, inBrackets: readonly string[]): string | undefined {
  for (const it of inBrackets) {
    if (!it.startsWith('$')) continue
    const [symbol, locale] = it.slice(1).split('-')
    if (!OF_CHINA.test(symbol.trim()) || (symbol !== '' && locale === '411')) return symbol.trim()
  }
  return FOREIGN.exec(words)?.[0]
}

/** The first section in one go, character by character: brackets and quotes of a format need not close. */
function sectionOf(code: string) {
  let bare = ''
  let words = ''
  const inBrackets: string[] = []
  let cut = false
  for (let at = 0; at < code.length && code[at] !== ';'; at++) {
    const it = code[at]
    const close = it === '"' ? code.indexOf('"', at + 1) : it === '[' ? code.indexOf(']', at + 1) : -1
    if (it === '[' && close !== -1) {
      inBrackets.push(code.slice(at + 1, close))
      at = close
    } else if (it === '"') {
      // Quoted, and where the quote is open to the end of it all.
      const end = close === -1 ? code.length : close
      words += code.slice(at + 1, end)
      at = end
    } else if (it === '\\' || it === '_' || it === '*' || it === '!') {
      // The next character as it is, as wide as a blank, or to fill; a point written so cuts thousands off to 万.
      cut ||= it === '!' && code[at + 1] === '.'
      words += code[at + 1] ?? ''
      at++
    } else {
      bare += it
      words += it
    }
  }
  return { bare, words, inBrackets, cut }
}
