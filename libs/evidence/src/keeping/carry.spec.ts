import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type ContentName, type EvidenceStore, FolderEvidenceStore, StoreUnavailable } from '../store'
import { inPieces, nameOf } from '../store/contract.spec-support'
import { carry } from './carry'
import { faultOf } from './read-whole'

let folder: string
let [from, to]: FolderEvidenceStore[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carry-'))
  from = await FolderEvidenceStore.open(join(folder, 'from'))
  to = await FolderEvidenceStore.open(join(folder, 'to'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const PAPERS = ['合同', '回单', '发票'].map((it) => Buffer.from(it.repeat(9_000)))
const [CONTRACT] = PAPERS
async function* named(...them: Buffer[]): AsyncGenerator<ContentName> {
  for (const it of them) yield nameOf(it)
}
/** The store, whose files break off after some bytes as a disk or a line does. */
const breakingOff = (error: Error): EvidenceStore =>
  Object.assign(Object.create(from) as EvidenceStore, {
    get: async () => ({
      size: CONTRACT.length,
      bytes: Readable.from(
        (async function* () {
          yield CONTRACT.subarray(0, 1_000)
          throw error
        })(),
      ),
    }),
  })

const BAD_SECTOR = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
const AWAY = new StoreUnavailable('unreachable', 'away')

it('a file that cannot be read to its end is a fault of its own; nothing of it is carried', async () => {
  const fault = { ...nameOf(CONTRACT), what: 'unreadable', found: 'EIO: i/o error' }
  expect(await faultOf(breakingOff(BAD_SECTOR), nameOf(CONTRACT))).toEqual(fault)
  const { faults, copied } = await carry(named(CONTRACT), breakingOff(BAD_SECTOR), async () => to)
  expect([faults, copied]).toEqual([[fault], 0])
  expect(await to.has(nameOf(CONTRACT).sha256)).toBeUndefined()
})

it('a store that is away is no fault of its files', async () => {
  await expect(faultOf(breakingOff(AWAY), nameOf(CONTRACT))).rejects.toBe(AWAY)
  await expect(carry(named(CONTRACT), breakingOff(AWAY), async () => to)).rejects.toBe(AWAY)
})

it('a target that cannot take them ends it; what was carried stays, and is not copied again', async () => {
  for (const it of PAPERS) await from.put(nameOf(it), inPieces(it))
  let room = 2
  const full = Object.assign(Object.create(to) as EvidenceStore, {
    put: (it: ContentName, bytes: AsyncIterable<Uint8Array>) => {
      if (room-- === 0) throw new StoreUnavailable('disk-full', '满')
      return to.put(it, bytes)
    },
  })
  await expect(carry(named(...PAPERS), from, async () => full)).rejects.toMatchObject({ reason: 'disk-full' })
  const { copied, bytes, faults } = await carry(named(...PAPERS), from, async () => to)
  expect({ copied, bytes, faults }).toEqual({ copied: 1, bytes: 9_000 * 6, faults: [] })
})

it('what stands in the target with another length is put anew', async () => {
  await from.put(nameOf(CONTRACT), inPieces(CONTRACT))
  const cut = Object.assign(Object.create(to) as EvidenceStore, { has: async () => 7 })
  expect((await carry(named(CONTRACT), from, async () => cut)).copied).toBe(1)
  expect(await faultOf(to, nameOf(CONTRACT))).toBeUndefined()
})

it('opens no target where nothing is named', async () => {
  const open = jest.fn()
  expect(await carry(named(), from, open)).toEqual({ named: 0, copied: 0, bytes: 0, faults: [] })
  expect(open).not.toHaveBeenCalled()
})
