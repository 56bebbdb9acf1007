import { printable } from '../verdict/printable'
import type { Words } from '../verdict/words'

type Child = Node | string | readonly Child[] | undefined

/** An element with what stands in it; texts are texts, and printable ones, whatever a certificate says. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  // One by one: a figure may have more rows than a call takes arguments.
  for (const it of flat(children)) made.append(typeof it === 'string' ? printable(it) : it)
  return made
}

const flat = (children: readonly Child[]): (Node | string)[] =>
  children.flatMap((it) => (it === undefined ? [] : Array.isArray(it) ? flat(it) : [it as Node | string]))

/** Chinese, and English beside it. */
export function both({ zh, en }: Words): Child {
  return zh === en ? zh : [zh, element('span', { class: 'en', lang: 'en' }, en)]
}
