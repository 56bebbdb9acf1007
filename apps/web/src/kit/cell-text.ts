import { isValidElement, type ReactNode } from 'react'

/** What is read in a cell: its text, whatever it is dressed in; of an amount the amount. */
export function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return String(node)
  if (Array.isArray(node)) return node.map(textOf).filter(Boolean).join(' ')
  if (!isValidElement(node)) return ''
  const { value, children } = node.props as { value?: unknown; children?: ReactNode }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : textOf(children)
}

const NUMBER = /^-?\d+(\.\d+)?$/
const WORDS = new Intl.Collator('zh-CN', { numeric: true })

/** Numbers by their size, words as a Chinese dictionary has them (by pinyin), what is empty last. */
export function compareTexts(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '')
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b)
  return WORDS.compare(a, b)
}
