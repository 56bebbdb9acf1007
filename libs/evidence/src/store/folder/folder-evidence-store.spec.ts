import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { evidenceStoreContract, inPieces, nameOf } from '../contract.spec-support'
import { StoreUnavailable } from '../faults'
import { FolderEvidenceStore } from './folder-evidence-store'

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'evidence-'))
const gone = (folder: string) => rmSync(folder, { recursive: true, force: true })

evidenceStoreContract('a folder', {
  open: async () => {
    const folder = join(emptyFolder(), 'evidence')
    return {
      store: await FolderEvidenceStore.open(folder),
      reopen: () => FolderEvidenceStore.open(folder),
      dispose: async () => gone(join(folder, '..')),
    }
  },
})

describe('A folder of evidence', () => {
  let folder: string
  beforeEach(() => {
    folder = emptyFolder()
  })
  afterEach(() => gone(folder))

  const paper = Buffer.from('验收单')
  const { sha256 } = nameOf(paper)
  const placeOf = () => join(folder, sha256.slice(0, 2), sha256.slice(2))
  const stored = async (store: FolderEvidenceStore) => {
    const file = await store.get(sha256)
    return file && buffer(file.bytes)
  }

  it('is its owner’s only, whatever the umask and however a file was laid', async () => {
    const umask = process.umask(0)
    try {
      const store = await FolderEvidenceStore.open(folder)
      await store.put(nameOf(paper), inPieces(paper))
      const laid = join(folder, 'laid')
      const other = Buffer.from('回单')
      writeFileSync(laid, other, { mode: 0o666 })
      await store.adopt(nameOf(other), laid)
      const modes = [folder, join(placeOf(), '..'), placeOf()].map((it) => statSync(it).mode & 0o777)
      expect(modes).toEqual([0o700, 0o700, 0o600])
      const its = nameOf(other).sha256
      expect(statSync(join(folder, its.slice(0, 2), its.slice(2))).mode & 0o777).toBe(0o600)
    } finally {
      process.umask(umask)
    }
  })

  it('mends a file that went bad when it is put again', async () => {
    const store = await FolderEvidenceStore.open(folder)
    await store.put(nameOf(paper), inPieces(paper))
    writeFileSync(placeOf(), '坏')
    await store.put(nameOf(paper), inPieces(paper))
    expect(await stored(store)).toEqual(paper)
  })

  it('leaves no part behind, and clears what a writer that was killed a day ago left', async () => {
    const store = await FolderEvidenceStore.open(folder)
    await store.put(nameOf(paper), inPieces(paper))
    expect(readdirSync(join(folder, 'parts'))).toEqual([])
    const [old, fresh] = ['old', 'fresh'].map((it) => join(folder, 'parts', it))
    for (const it of [old, fresh]) writeFileSync(it, '半')
    const dayAndMore = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(old, dayAndMore, dayAndMore)
    await FolderEvidenceStore.open(folder)
    expect(readdirSync(join(folder, 'parts'))).toEqual(['fresh'])
  })

  it('lists only what is named as its files are', async () => {
    const store = await FolderEvidenceStore.open(folder)
    await store.put(nameOf(paper), inPieces(paper))
    writeFileSync(join(folder, sha256.slice(0, 2), '.DS_Store'), '')
    mkdirSync(join(folder, 'uploads'))
    const names: string[] = []
    for await (const it of store.list()) names.push(it.sha256)
    expect(names).toEqual([sha256])
  })

  it('a place that cannot be written is told by name, and the file to adopt still stands', async () => {
    const store = await FolderEvidenceStore.open(folder)
    // A file where the folder of this hash must be: also whoever may write anywhere meets it.
    writeFileSync(join(folder, sha256.slice(0, 2)), '')
    const laid = join(folder, 'laid')
    writeFileSync(laid, paper)
    await expect(store.put(nameOf(paper), inPieces(paper))).rejects.toMatchObject({ reason: 'not-writable' })
    await expect(store.adopt(nameOf(paper), laid)).rejects.toThrow(StoreUnavailable)
    expect(statSync(laid).size).toBe(paper.length)
    expect(readdirSync(join(folder, 'parts'))).toEqual([])
  })
})
