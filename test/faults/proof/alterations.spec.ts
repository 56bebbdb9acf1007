import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson, type Json } from '@pilot-ledger/kernel'
import { ENTRIES } from '../../demonstration-folder.spec-support'
import { ALTERATIONS } from './alterations.spec-support'
import {
  copyOf,
  dataOf,
  type Entry,
  elsewhereOf,
  eventStoreDb,
  type Forge,
  type Store,
  sqlite,
} from './stores.spec-support'

describe.each([sqlite, eventStoreDb])(
  'given the demonstration on $name, whose key an auditor noted down',
  (store: Store) => {
    const root = mkdtempSync(join(tmpdir(), 'altered-'))
    const [made, altered] = [join(root, 'made'), join(root, 'altered')]
    let key = ''
    let before: Entry[] = []
    beforeAll(async () => {
      key = await store.make(made)
      before = store.entries(made)
    })
    afterAll(() => rmSync(root, { recursive: true }))

    it('when nothing was touched, then all is sound and signed', async () => {
      const entries = before.length
      const told = [store.papers]
      expect(await store.verify(made, key)).toEqual({ entries, signed: entries, faults: [], told })
    })

    it('when its files were written anew with what was in them, then all is sound', async () => {
      store.rewrite(copyOf(made, altered), before)
      expect((await store.verify(altered, key)).faults).toEqual([])
    })

    it.each(ALTERATIONS)('when somebody changed %s, digests and all, then it is named', async (_what, forge) => {
      const after = forge(before)
      store.rewrite(copyOf(made, altered), after)
      const place = firstDifference(before, after)
      const { faults } = await store.verify(altered, key)
      expect(faults).toContainEqual(
        expect.stringMatching(
          place < after.length
            ? new RegExp(`^证明 proof: .* entry ${place + 1} is the first that differs$`)
            : new RegExp(`^证明 proof: .* entries are missing from ${place + 1} on$`),
        ),
      )
    })

    it.each(ALTERATIONS)(
      'when he emptied what was kept beside it as well, having changed %s, then what is elsewhere tells',
      async (_what, forge) => {
        const after = forge(before)
        store.rewrite(copyOf(made, altered), after)
        rmSync(join(dataOf(altered), 'tree'), { recursive: true })
        for (const it of ['checkpoints', 'proof.key', 'proof.pub']) writeFileSync(join(dataOf(altered), it), '')
        const { faults } = await store.verify(altered, key)
        expect(faults).toContainEqual(expect.stringContaining(`证明 proof: 检查点 checkpoint: ${ENTRIES} 条 entries`))
      },
    )

    it.each([
      ['the totals of a closed month', '结账 close: .* 2025-09', '/totals/2/closing: .*9251999.81'],
      ['the totals of a closed month and of its proposal', '结账 close: .*', '/totals/2/closing: '],
      ['a sealed score, its hash with it', '评价封存 seal: .*', '/total: .*99.00'],
    ])(
      'when he took away all that was signed, having changed %s, then it does not come out of the log again',
      async (what, paper, field) => {
        const forge = ALTERATIONS.find(([named]) => named === what)?.[1] as Forge
        const after = forge(before)
        store.rewrite(copyOf(made, altered), after)
        for (const it of ['tree', 'checkpoints', 'proof.key', 'proof.pub'])
          rmSync(join(dataOf(altered), it), { recursive: true })
        rmSync(join(elsewhereOf(altered), 'checkpoints'))
        const { faults } = await store.verify(altered)
        const entry = firstDifference(before, after) + 1
        expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^${paper} · .*条目 entry ${entry} · ${field}`)))
      },
    )
  },
)

/** The index of the first entry that is not as it was, in whatever respect. */
function firstDifference(before: readonly Entry[], after: readonly Entry[]): number {
  const text = (it: Entry | undefined) => it && canonicalJson(it as unknown as Json)
  const found = before.findIndex((it, i) => text(it) !== text(after[i]))
  if (found === -1) throw new Error('nothing was changed')
  return found
}
