type Data = Readonly<Record<string, unknown>>

/** The fields of a content that another differs in, in the order of the first, then those that only the second has. */
export function differing(before: Data, after: Data): readonly { name: string; was: unknown; is: unknown }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .map((name) => ({ name, was: before[name], is: after[name] }))
    .filter(({ was, is }) => canonical(was) !== canonical(is))
}

/** The order in which an object's fields were written says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
}
