import { isObject, type Json } from './json'

/** The one text of a value (RFC 8785): keys by UTF-16 code units, no spaces. Values come from `readJson`: whole numbers, whole characters. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, its]) => its !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, its]) => `${JSON.stringify(key)}:${canonical(its as Json)}`).join(',')}}`
}
