import { nameKey } from '@pilot-ledger/kernel'

/** What banks call the two ways; the first two are the bank's view of its books, which some customers' programs turn round. */
const CREDIT = ['贷', '贷方', '贷记', 'c', 'cr', 'crdt', 'credit']
const DEBIT = ['借', '借方', '借记', 'd', 'dr', 'dbit', 'debit']
const CAME = [
  '收',
  '收入',
  '收款',
  '收方',
  '转入',
  '存入',
  '存',
  '存款',
  '入账',
  '来账',
  '进账',
  '进',
  '入',
  '汇入',
  '到账',
  'in',
  '+',
]
const WENT = [
  '支',
  '支出',
  '支取',
  '付',
  '付款',
  '付方',
  '转出',
  '取',
  '取款',
  '出账',
  '往账',
  '出',
  '汇出',
  'out',
  '-',
]
type Class = 'credit' | 'debit' | 'came' | 'went'
const CLASSES = new Map<string, Class>(
  (
    [
      [CREDIT, 'credit'],
      [DEBIT, 'debit'],
      [CAME, 'came'],
      [WENT, 'went'],
    ] as const
  ).flatMap(([words, its]) => words.map((it) => [it, its] as const)),
)
const WORDS = /\p{Script=Han}+|[a-z]+|[+-]/gu

/**
 * Of `贷 Cr` and `贷方[Credit]` what both say; of 贷(收入) the word that can be read in one way only. Undefined where they say nothing
 * known, or both ways.
 */
function classOf(word: string): Class | undefined {
  const all = new Set((nameKey(word).match(WORDS) ?? []).map((it) => CLASSES.get(it)))
  const plain = new Set([...all].filter((it) => it === 'came' || it === 'went'))
  const classes = plain.size > 0 && !all.has(undefined) ? plain : all
  return classes.size === 1 ? [...classes][0] : undefined
}

/**
 * Whether money came or went. The map's own words say it first; what they leave open the words of banks say, read the way round
 * that the map's words are. A word that nobody knows says neither: 不计收支 has moved nothing that can be told.
 */
export function wayOf(word: string, creditWords: readonly string[]): 'came' | 'went' | undefined {
  const key = nameKey(word)
  if (creditWords.some((it) => nameKey(it) === key)) return 'came'
  const its = classOf(word)
  const ours = new Set(creditWords.map(classOf))
  if (its === 'came' || its === 'went') return its
  if (its === undefined) return undefined
  if (ours.has('debit') && !ours.has('credit')) return its === 'debit' ? 'came' : 'went'
  return its === 'credit' ? 'came' : 'went'
}
