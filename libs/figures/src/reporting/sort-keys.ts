/** An amount in fen, a day or a code by its number; a name by its words. */
export type SortKey = number | string

/** By what it is sorted, and its place among those asked for. */
export interface Keyed {
  readonly key: SortKey
  readonly at: number
}

/** As a list is asked for them: the smallest first, or with `-` the largest. */
export const bothWays = (names: readonly string[]): readonly string[] => [...names, ...names.map((it) => `-${it}`)]

/** The column that is asked for, whichever way. */
export const columnOf = (sort: string): string => (isDescending(sort) ? sort.substring(1) : sort)
const isDescending = (sort: string): boolean => sort.startsWith('-')

const WORDS = new Intl.Collator('zh-CN', { numeric: true })
/** Numbers by their size, words as a Chinese index has them. */
const compare = (a: SortKey, b: SortKey) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : WORDS.compare(String(a), String(b))

/** Equal ones stand as they came, and those that have no name come last, whichever way. */
export function orderOf(sort: string): (a: Keyed, b: Keyed) => number {
  const way = isDescending(sort) ? -1 : 1
  return (a, b) => Number(a.key === '') - Number(b.key === '') || way * compare(a.key, b.key) || a.at - b.at
}
