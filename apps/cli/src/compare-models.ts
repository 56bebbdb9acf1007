import type { Tables } from '@pilot-ledger/figures'

/** The first places where two read models differ, named by table and page; empty when they are equal byte for byte. */
export function differences(stored: Tables, fresh: Tables): string[] {
  const found: string[] = []
  for (const [i, table] of stored.stored.entries()) {
    const other = fresh.stored[i]
    if (table.length !== other.length)
      found.push(`${table.name}: ${table.length} 行，应为 / rows, expected ${other.length}`)
    for (let page = 0; page < Math.min(table.pageCount, other.pageCount); page++) {
      if (!table.encodePage(page).equals(other.encodePage(page)))
        found.push(`${table.name}: 第 ${page} 页不同 / page ${page} differs`)
    }
  }
  return found
}
