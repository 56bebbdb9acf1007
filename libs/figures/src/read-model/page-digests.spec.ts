import { BLANK_CONTRACT, STORE } from '../columns/store'
import { comparing } from './page-digests'
import { DIGEST_BYTES, digestOf } from './page-store'
import { Tables } from './tables'

describe('given two builds of as many rows', () => {
  test('when one has a page that the other lacks, then that is a difference', () => {
    const tables = new Tables(2)
    for (let row = 0; row < 5; row++) tables[STORE].addContract(BLANK_CONTRACT)
    const fresh = tables[STORE].stored.map((it) => ({
      name: it.name,
      length: it.length,
      pages: Buffer.concat(
        Array.from({ length: it.pageCount }, (_, page) => digestOf(it.name, page, it.encodePage(page))),
      ),
    }))
    expect([...comparing(tables, fresh)].flat()).toEqual([])
    const lacking = fresh.map((it) =>
      it.name === 'contracts' ? { ...it, pages: it.pages.subarray(0, -DIGEST_BYTES) } : it,
    )
    expect([...comparing(tables, lacking)].flat()).toEqual(['contracts: 3 页，应为 / pages, expected 2'])
  })
})
