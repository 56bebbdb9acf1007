export interface Group {
  readonly key: string
  readonly name?: string
  readonly value: string | null
}
export interface MergedRow {
  readonly key: string
  readonly name: string
  /** The value of each figure; absent where a figure has nothing in this group. */
  readonly values: Readonly<Record<string, string | null>>
}

/** The groups of several figures side by side: one row for each key that any of them has, in the order of their keys. */
export function mergedGroups(figures: Readonly<Record<string, readonly Group[]>>): readonly MergedRow[] {
  const rows = new Map<string, { key: string; name: string; values: Record<string, string | null> }>()
  for (const [code, groups] of Object.entries(figures)) {
    for (const { key, name, value } of groups) {
      const row = rows.get(key) ?? { key, name: name ?? key, values: {} }
      row.values[code] = value
      rows.set(key, row)
    }
  }
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}
