import { isObject, type Json, type JsonObject } from './json'

/** The one text of a value (RFC 8785): keys by UTF-16 code units, no spaces. Values come from `readJson`: whole numbers, whole characters. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  return canonicalOf(membersOf(value))
}

/** The text of each member of an object, in their order: what is absent has none. */
export function membersOf(value: JsonObject): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  for (const key of Object.keys(value).sort()) {
    const its = value[key]
    if (its !== undefined) members.set(key, `${JSON.stringify(key)}:${canonical(its)}`)
  }
  return members
}

/** The text of the object that has these. */
export const canonicalOf = (members: ReadonlyMap<string, string>) => `{${[...members.values()].join(',')}}`
