import { isValidElement, type ReactNode } from 'react'

/** What is read in a cell: its text, whatever it is dressed in; of an amount the amount. */
export function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return String(node)
  if (Array.isArray(node)) return node.map(textOf).filter(Boolean).join(' ')
  if (!isValidElement(node)) return ''
  const { value, children } = node.props as { value?: unknown; children?: ReactNode }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : textOf(children)
}

/** A cell that says there is nothing, as a dash does. */
export const isNothing = (text: string): boolean => text === '' || text === '—'

const NUMBER = /^(-?\d+)(?:\.(\d+))?(?: ?%)?$/
const WORDS = new Intl.Collator('zh-CN', { numeric: true })

/** No amount, share or count of the page has more. */
const PLACES = 12

/** What a text is sorted by: looked at once, and not at each comparison. */
export interface SortKey {
  readonly text: string
  readonly size?: bigint
}

export function sortKeyOf(text: string): SortKey {
  const [number, whole, part = ''] = NUMBER.exec(text) ?? []
  return number === undefined ? { text } : { text, size: BigInt(whole + part.padEnd(PLACES, '0')) }
}

/** Numbers and shares by their size, exactly, beyond what a float holds too; words as a Chinese dictionary has them (by pinyin). */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a.size === undefined || b.size === undefined) return WORDS.compare(a.text, b.text)
  return a.size < b.size ? -1 : a.size > b.size ? 1 : 0
}
