import { type Refusal, refuse } from '../refusal'

/** What is expected where a pattern is, in the words of who types it: by the pattern, wherever it stands. */
const WORDS: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/^(\d{20}|\d{8})$/, '须为 20 位（数电票）或 8 位数字', '20 digits (fully electronic) or 8 are expected'],
  [/^(\d{10}|\d{12})$/, '须为 10 位或 12 位数字', '10 or 12 digits are expected'],
  [/^[A-Z]{2}$/, '须为两个大写字母的国家代码，如 DE', 'a country’s code of two capital letters is expected, as DE'],
  [/^[0-9a-f]{64}$/, '须为 64 位十六进制数（SHA-256）', '64 hexadecimal digits (SHA-256) are expected'],
  [
    /^(0|[1-9]\d?)(\.\d{1,2})?$/,
    '须为 0 至 99.99 的数，小数至多两位',
    'a number from 0 to 99.99 with at most two decimals is expected',
  ],
  [
    /^(0|[1-9]\d{0,11})(\.\d{1,6})?$/,
    '须为不小于零的数，小数至多六位，如 120',
    'a number of zero or more with at most six decimals is expected, as 120',
  ],
  [
    /^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/,
    '须为数，小数至多四位，如 96.5',
    'a number with at most four decimals is expected, as 96.5',
  ],
  [
    /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/,
    '须为数，小数至多六位，无千分位',
    'a number with at most six decimals and no thousands’ marks is expected',
  ],
  [
    /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/,
    '须为不小于零的数，小数至多六位',
    'a number of zero or more with at most six decimals is expected',
  ],
  [/^(0|[1-9]\d{0,11})\.\d{2}$/, '须为金额，如 380000.00', 'an amount is expected, as 380000.00'],
  [/^\d{4}-\d{2}-\d{2}$/, '须为日期，如 2025-03-18', 'a day is expected, as 2025-03-18'],
  [
    /^-?(0|[1-9]\d{0,14})(\.\d{2})?$/,
    '须为金额，如 20000.00，少计为负',
    'an amount is expected, as 20000.00, negative where too little was counted',
  ],
  [
    /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    '须为字母开头的字母、数字与连字符，至多 40 个',
    'up to 40 letters, digits and hyphens beginning with a letter are expected',
  ],
  [/^[^\p{Cc}]{1,256}$/su, '须为 1–256 个字符，不含控制字符', '1 to 256 characters, none of control, are expected'],
]

/** The refusal `value-format` that says what is expected; of what no person types, the pattern itself. */
export function expectedBy({ source }: RegExp): Refusal {
  const known = WORDS.find(([pattern]) => pattern.source === source)
  const [, zh, en] = known ?? [undefined, `须符合 ${source}`, `${source} is expected`]
  return refuse('value-format', { zh, en })
}
