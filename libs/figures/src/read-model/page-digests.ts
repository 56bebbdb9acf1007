import { STORE } from '../columns/store'
import { DIGEST_BYTES, digestOf, type PageDigests } from './page-store'
import type { Tables } from './tables'

/** The places where two builds differ, named by table and page; none when they are equal byte for byte. */
export function differences(stored: Tables, fresh: Tables): string[] {
  const due = fresh[STORE].stored.map((its) => ({
    length: its.length,
    pageCount: its.pageCount,
    isSame: (table: Table, page: number) => table.encodePage(page).equals(its.encodePage(page)),
  }))
  return [...held(stored, due)].flat()
}

/** The same against digests, page by page, for who lets others have their turn in between. */
export function comparing(stored: Tables, fresh: readonly PageDigests[]): Generator<readonly string[]> {
  const due = fresh.map(({ length, pages }) => ({
    length,
    pageCount: pages.length / DIGEST_BYTES,
    isSame: (table: Table, page: number) =>
      digestOfPage(table, page).equals(pages.subarray(page * DIGEST_BYTES, (page + 1) * DIGEST_BYTES)),
  }))
  return held(stored, due)
}

type Table = Tables[typeof STORE]['stored'][number]
interface Due {
  readonly length: number
  readonly pageCount: number
  isSame(table: Table, page: number): boolean
}

function* held(stored: Tables, due: readonly Due[]): Generator<readonly string[]> {
  for (const [i, table] of stored[STORE].stored.entries()) {
    const { length, pageCount } = due[i]
    if (table.length !== length) yield [`${table.name}: ${table.length} 行，应为 / rows, expected ${length}`]
    if (table.length === length && table.pageCount !== pageCount)
      yield [`${table.name}: ${table.pageCount} 页，应为 / pages, expected ${pageCount}`]
    for (let page = 0; page < Math.min(table.pageCount, pageCount); page++)
      yield due[i].isSame(table, page) ? [] : [`${table.name}: 第 ${page} 页不同 / page ${page} differs`]
  }
}

function digestOfPage(table: Table, page: number): Buffer {
  return digestOf(table.name, page, table.encodePage(page))
}
