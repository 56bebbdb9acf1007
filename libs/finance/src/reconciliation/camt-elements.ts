import { isBusinessDate, replaceUnfit, shanghaiDay } from '@pilot-ledger/kernel'

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
  readonly children: Element[]
}

export const child = (element: Element | undefined, name: string) => element?.children.find((it) => it.name === name)
export const every = (element: Element | undefined, name: string) =>
  element?.children.filter((it) => it.name === name) ?? []

/** What stands at the end of a path, as plain text; undefined for nothing. */
export function statedText(element: Element | undefined, ...path: readonly string[]): string | undefined {
  return textOf(path.reduce<Element | undefined>(child, element))
}

/** What each child of a name says. */
export const texts = (element: Element | undefined, name: string): string[] =>
  every(element, name).flatMap((it) => textOf(it) ?? [])

/** Whoever pays writes what he likes: what no text of the ledger holds is U+FFFD in it. */
function textOf(element: Element | undefined): string | undefined {
  const text = replaceUnfit(element?.text ?? '').normalize('NFKC')
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim() || undefined
}

const ZONED = /^[^T]*T.*(Z|[+-]\d{2}:?\d{2})$/

/** A day as it is written, or the day in Shanghai of a moment that tells its zone. */
export function dayOf(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10)
  if (!isBusinessDate(day)) return undefined
  const moment = text && ZONED.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? day : shanghaiDay(moment)
}

/** Whether a moment is the first of its day, as it is written or in Shanghai. */
export function isMidnight(text: string | undefined): boolean {
  const moment = text && ZONED.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(moment)) return shanghaiDay(moment) !== shanghaiDay(moment - 1)
  return /T00:00(:00(\.0+)?)?$/.test(text ?? '')
}

export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, it]) => it !== undefined)) as never
}
