import { type Checked, refuse } from '@pilot-ledger/kernel'

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

/**
 * Words that passwords are made of when nobody thinks: guessing programs try them first, with digits and signs around them.
 * Our own short list; what it cannot hold, the length rule and the lock-out must stop.
 */
const COMMON = new Set(
  `
  password passwort passphrase passcode mypassword mima wodemima admin administrator adminadmin guanli guanliyuan
  root rootroot user useruser guest test testtest testing demo default changeme changemenow pleasechangeme letmein
  letmeinnow welcome welcomeback login secret topsecret iloveyou iloveyouforever woaini woainima woaizhongguo
  zhongguo zhongshan guangdong pilotledger pilot ledger platform zhongshi zhongshipingtai taizhang finance caiwu
  evaluator qwerty qwertyuiop qwertyuiopasdfghjkl asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qazwsxedcrfv
  abcdef abcdefgh abcdefghijkl monkey dragon sunshine princess football superman company summer winter spring
  autumn office computer internet windows microsoft
`
    .trim()
    .split(/\s+/),
)

/** What typists put for a letter. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const KEYBOARD = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

/** One text per password, whatever keyboard wrote it: full-width letters are the letters (NFKC). */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * 12–128 characters, and nothing that is tried first: common words with digits and signs around them, runs of the keyboard,
 * few different characters, digits alone (dates, telephones), the account's own name.
 * Refusals at `pointer`: `password-length`, `password-common`, `password-like-name`.
 */
export function parsePassword(password: string, accountName: string, pointer = '/newPassword'): Checked<string> {
  const text = normalPassword(password)
  const length = [...text].length
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    return refuse('password-length', {
      pointer,
      zh: `密码须为 ${SHORTEST_PASSWORD}–${LONGEST_PASSWORD} 个字符`,
      en: `a password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
    })
  }
  if (isCommon(text.toLowerCase())) {
    return refuse('password-common', {
      pointer,
      zh: '密码过于常见，请换一个',
      en: 'this is one of the passwords that are tried first; choose another',
    })
  }
  const name = normalPassword(accountName).toLowerCase()
  if (name.length < 3 || !text.toLowerCase().includes(name)) return text
  return refuse('password-like-name', {
    pointer,
    zh: '密码不得包含账户名',
    en: 'a password does not contain the name of the account',
  })
}

function isCommon(text: string): boolean {
  if (/^[\d\s.\-/+]+$/.test(text) || new Set(text).size < 5) return true
  const words = [lettersInside(text), spelledOut(lettersInside(text)), lettersInside(spelledOut(text))]
  return words.some((it) => COMMON.has(it)) || isRepeated(text) || isKeyboardRun(text)
}

/** `p@ssw0rd` → `password`. */
function spelledOut(text: string): string {
  return [...text].map((it) => LOOKS_LIKE[it] ?? it).join('')
}

/** Without what stands before the first and after the last letter, and without signs between. */
function lettersInside(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '').replace(/[\s_.-]/g, '')
}

/** One short text again and again: `abc123abc123`. */
function isRepeated(text: string): boolean {
  return /^(.{1,6})\1+$/su.test(text)
}

/** Nothing but pieces of four or more neighbouring keys: `qwertyuiop12`, `1qaz2wsx3edc`. */
function isKeyboardRun(text: string): boolean {
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const longest = Math.max(...KEYBOARD.map((row) => commonStart(rest, row)))
    if (longest < 4 && at + longest < text.length) return false
    at += Math.max(longest, 1)
  }
  return true
}

/** How many characters the text begins with that stand together in the row. */
function commonStart(text: string, row: string): number {
  let length = 0
  while (length < text.length && row.includes(text.slice(0, length + 1))) length++
  return length
}
