import { STORE } from '../columns/store'
import { DIGEST_BYTES, digestOf, type PageDigests } from './page-store'
import type { Tables } from './tables'

function digestsOf(tables: Tables): readonly PageDigests[] {
  return tables[STORE].stored.map((table) => ({
    name: table.name,
    length: table.length,
    pages: Buffer.concat(Array.from({ length: table.pageCount }, (_, page) => digestOfPage(table, page))),
  }))
}

/** The places where two builds differ, named by table and page; none when they are equal byte for byte. */
export function differences(stored: Tables, fresh: Tables): string[] {
  return [...comparing(stored, digestsOf(fresh))].flat()
}

/** The same, page by page, for who lets others have their turn in between. */
export function* comparing(stored: Tables, fresh: readonly PageDigests[]): Generator<readonly string[]> {
  for (const [i, table] of stored[STORE].stored.entries()) {
    const { length, pages } = fresh[i]
    if (table.length !== length) yield [`${table.name}: ${table.length} 行，应为 / rows, expected ${length}`]
    const due = pages.length / DIGEST_BYTES
    if (table.length === length && table.pageCount !== due)
      yield [`${table.name}: ${table.pageCount} 页，应为 / pages, expected ${due}`]
    for (let page = 0; page < Math.min(table.pageCount, due); page++) {
      const digest = pages.subarray(page * DIGEST_BYTES, (page + 1) * DIGEST_BYTES)
      yield digestOfPage(table, page).equals(digest) ? [] : [`${table.name}: 第 ${page} 页不同 / page ${page} differs`]
    }
  }
}

function digestOfPage(table: Tables[typeof STORE]['stored'][number], page: number): Buffer {
  return digestOf(table.name, page, table.encodePage(page))
}
