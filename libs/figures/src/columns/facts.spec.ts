import * as fc from 'fast-check'
import { EXTENT } from './facts'
import { NONE } from './index-chain'
import { BLANK_CONTRACT, BLANK_FACT, FACT, OPEN, Store } from './store'

/** Facts of some platforms in turn: few, or as many as fill extents to the last row; of two contracts each, or of the register. */
const given = fc
  .array(fc.record({ platform: fc.nat(4), of: fc.nat(2), rows: fc.constantFrom(1, 2, 40, EXTENT) }), { maxLength: 30 })
  .map((parts) => parts.flatMap(({ rows, ...part }) => Array.from({ length: rows }, () => part)))

type Given = { readonly platform: number; readonly of: number }

/** Contract 2p and 2p + 1 are of platform p; `of` 2: its register. */
const contractOf = ({ platform, of }: Given) => (of === 2 ? NONE : 2 * platform + of)

function filled(facts: readonly Given[]): Store {
  const store = new Store()
  for (let contract = 0; contract < 10; contract++)
    store.addContract({ ...BLANK_CONTRACT, platform: Math.floor(contract / 2) })
  add(store, facts, 0)
  return store
}

function add(store: Store, facts: readonly Given[], first: number): void {
  for (const [i, fact] of facts.entries()) {
    const kind = fact.of === 2 ? FACT.host : FACT.signed
    const { platform } = fact
    store.addFact({ ...BLANK_FACT, platform, contract: contractOf(fact), kind, from: first + i, amount: first + i })
  }
}

/** As it is when its pages were stored and read. */
function reloaded(store: Store): Store {
  const again = new Store()
  const kept = new Map(store.stored.map((it) => [it.name, pagesOf(it)]))
  again.room.read = (table, page) => Buffer.from(kept.get(table)?.[page] as string, 'hex')
  for (const [i, table] of store.stored.entries()) again.stored[i].load(table.length, again.room.read)
  again.index()
  return again
}

const sequences = (store: Store, rows: Iterable<number>) => [...rows].map((row) => store.facts.columns.from[row])
const reported = (facts: readonly Given[], is: (fact: Given) => boolean) =>
  facts.flatMap((fact, i) => (is(fact) ? [i] : []))

describe('given facts of several platforms in one order', () => {
  test('then each platform, contract and register has its own in that order, also when stored, read and gone on with', () => {
    fc.assert(
      fc.property(given, given, (first, more) => {
        const all = [...first, ...more]
        const stores = [filled(all), reloaded(filled(first))]
        add(stores[1], more, first.length)
        for (const store of [...stores, reloaded(stores[1])]) {
          for (let platform = 0; platform < 5; platform++) {
            const own = reported(all, (it) => it.platform === platform)
            expect(sequences(store, store.facts.rowsOf(platform)).reverse()).toEqual(own)
            const register = reported(all, (it) => it.platform === platform && it.of === 2)
            expect(sequences(store, store.registerRowsOf(platform))).toEqual(register)
          }
          expect(sequences(store, store.registerRowsOf(undefined))).toEqual(reported(all, (it) => it.of === 2))
          for (let contract = 0; contract < 10; contract++)
            expect(sequences(store, store.factsOfContract(contract)).reverse()).toEqual(
              reported(all, (it) => contractOf(it) === contract),
            )
        }
        const bytes = stores.map((store) => store.stored.map((it) => pagesOf(it)))
        expect(bytes[1]).toEqual(bytes[0])
      }),
    )
  })

  test('when a page of registers cannot be read, then it is asked for again, not taken for read', () => {
    const store = reloaded(filled([{ platform: 0, of: 2 }]))
    const at = jest.spyOn(store.facts, 'at').mockImplementationOnce(() => {
      throw new Error('the disk is away')
    })
    expect(() => store.registerRowsOf(undefined)).toThrow('the disk is away')
    const rows = store.registerRowsOf(undefined)
    expect(at.mock.calls).toEqual([[rows[0]], [rows[0]]])
    expect(rows.map((row) => store.facts.columns.kind[row])).toEqual([FACT.host])
  })

  test('then a row that says nothing holds at no cut', () => {
    const store = filled([{ platform: 0, of: 0 }])
    const { from, to } = store.facts.columns
    expect([from[0], to[0], store.facts.length]).toEqual([0, OPEN, EXTENT])
    for (let row = 1; row < EXTENT; row++) expect(to[row]).toBe(0)
  })
})

function pagesOf(table: Store['stored'][number]): string[] {
  return Array.from({ length: table.pageCount }, (_, page) => table.encodePage(page).toString('hex'))
}
