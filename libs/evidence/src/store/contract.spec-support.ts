import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { NotAsNamed } from './faults'
import type { ByteRange, ContentName, EvidenceStore } from './port'

/** What an adapter brings to the suite. */
export interface StoreUnderTest {
  /** An empty store for one test. */
  open(): Promise<OpenStore>
}

export interface OpenStore {
  readonly store: EvidenceStore
  dispose(): Promise<void>
  /** Closes the store and opens the same one again, as after a restart. */
  reopen(): Promise<EvidenceStore>
}

export const nameOf = (content: Uint8Array): ContentName => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  size: content.length,
})

/** In pieces of uneven sizes, as a line delivers them. */
export async function* inPieces(content: Uint8Array, piece = 61_003): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += piece) yield content.subarray(at, at + piece)
}

/** What every evidence store does: an adapter's own spec is this one call. */
export function evidenceStoreContract(name: string, adapter: StoreUnderTest): void {
  describe(`the evidence store on ${name}`, () => {
    let given: OpenStore
    let folder: string
    beforeEach(async () => {
      given = await adapter.open()
      folder = mkdtempSync(join(tmpdir(), 'evidence-source-'))
    })
    afterEach(async () => {
      await given.dispose()
      rmSync(folder, { recursive: true, force: true })
    })

    const contract = Buffer.from('合同扫描件'.repeat(40_000))
    const receipt = randomBytes(300_001)
    const put = (content: Uint8Array, store = given.store) => store.put(nameOf(content), inPieces(content))
    const got = async (content: Uint8Array, range?: ByteRange, store = given.store) => {
      const file = await store.get(nameOf(content).sha256, range)
      return file && { size: file.size, bytes: nameOf(await buffer(file.bytes)) }
    }
    const whole = (content: Uint8Array) => ({ size: content.length, bytes: nameOf(content) })
    const listed = async (store = given.store) => {
      const names: ContentName[] = []
      for await (const { sha256, size } of store.list()) names.push({ sha256, size })
      return names
    }
    const inOrder = (...contents: Uint8Array[]) => contents.map(nameOf).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    const laid = (content: Uint8Array) => {
      const path = join(folder, 'laid')
      writeFileSync(path, content)
      return path
    }

    it('gives back what was put, byte for byte, and its size', async () => {
      await put(contract)
      await put(receipt)
      expect(await got(contract)).toEqual(whole(contract))
      expect(await got(receipt)).toEqual(whole(receipt))
      expect(await given.store.has(nameOf(receipt).sha256)).toBe(receipt.length)
    })

    it('keeps it over a restart', async () => {
      await put(contract)
      expect(await got(contract, undefined, await given.reopen())).toEqual(whole(contract))
    })

    it('knows nothing of a file that nobody put', async () => {
      expect(await got(contract)).toBeUndefined()
      expect(await given.store.has(nameOf(contract).sha256)).toBeUndefined()
    })

    it('gives a range: the first bytes, the last, one, all', async () => {
      await put(receipt)
      const last = receipt.length - 1
      for (const [from, to] of [
        [0, 99],
        [last - 70_000, last],
        [131_072, 131_072],
        [0, last],
      ]) {
        expect(await got(receipt, { from, to })).toEqual({
          size: receipt.length,
          bytes: nameOf(receipt.subarray(from, to + 1)),
        })
      }
    })

    it('refuses a range that does not lie within the file', async () => {
      await put(receipt)
      for (const [from, to] of [
        [0, receipt.length],
        [receipt.length, receipt.length],
        [5, 4],
        [-1, 4],
      ])
        await expect(got(receipt, { from, to })).rejects.toThrow(RangeError)
    })

    it('stores the same file once, whoever puts it', async () => {
      await Promise.all([put(contract), put(contract), put(contract)])
      await put(contract)
      expect(await listed()).toEqual([nameOf(contract)])
      expect(await got(contract)).toEqual(whole(contract))
    })

    it('lists what it holds, in the order of the hashes', async () => {
      const many = Array.from({ length: 12 }, (_, i) => Buffer.from(`第${i}份`))
      for (const it of many) await put(it)
      expect(await listed()).toEqual(inOrder(...many))
    })

    it('says when a file was put last', async () => {
      const before = Date.now()
      await put(contract)
      for await (const { storedAt } of given.store.list()) {
        // A store may count whole seconds.
        expect(storedAt).toBeGreaterThan(before - 2_000)
        expect(storedAt).toBeLessThan(Date.now() + 2_000)
      }
    })

    describe('what came is not what was named', () => {
      const named = nameOf(contract)
      const wrong: readonly (readonly [string, Uint8Array])[] = [
        ['cut off', contract.subarray(0, contract.length - 1)],
        ['too long', Buffer.concat([contract, Buffer.from('1')])],
        ['altered', Buffer.from(contract).fill(0, 70_000, 70_001)],
        ['empty', Buffer.alloc(0)],
      ]
      it.each(wrong)('%s: nothing is stored', async (_, content) => {
        await expect(given.store.put(named, inPieces(content))).rejects.toThrow(NotAsNamed)
        expect(await listed()).toEqual([])
      })

      it('and what was stored under the name stays what it was', async () => {
        await put(contract)
        await expect(given.store.put(named, inPieces(receipt))).rejects.toThrow(NotAsNamed)
        expect(await got(contract)).toEqual(whole(contract))
      })
    })

    it('stores nothing of a source that breaks off, and tells its error', async () => {
      async function* broken() {
        yield contract.subarray(0, 100_000)
        throw new Error('the line broke')
      }
      await expect(given.store.put(nameOf(contract), broken())).rejects.toThrow('the line broke')
      expect(await listed()).toEqual([])
      expect(await got(contract)).toBeUndefined()
    })

    it('holds nothing open of a file that is not read to its end', async () => {
      await put(receipt)
      const file = await given.store.get(nameOf(receipt).sha256)
      file?.bytes.destroy()
      expect(await got(receipt)).toEqual(whole(receipt))
    })

    it('adopts a file of this machine, which is gone from its place', async () => {
      const path = laid(receipt)
      await given.store.adopt(nameOf(receipt), path)
      expect(existsSync(path)).toBe(false)
      expect(await got(receipt)).toEqual(whole(receipt))
    })

    it('adopts one that it has, as any other', async () => {
      await put(receipt)
      const path = laid(receipt)
      await given.store.adopt(nameOf(receipt), path)
      expect(existsSync(path)).toBe(false)
      expect(await listed()).toEqual([nameOf(receipt)])
    })

    it('does not adopt a file of another length, which stays where it is', async () => {
      const path = laid(receipt.subarray(1))
      await expect(given.store.adopt(nameOf(receipt), path)).rejects.toThrow(NotAsNamed)
      expect(existsSync(path)).toBe(true)
      expect(await listed()).toEqual([])
    })

    it('removes what was last put before an instant, and nothing else', async () => {
      await put(contract)
      await put(receipt)
      const { sha256 } = nameOf(contract)
      expect(await given.store.remove(sha256, Date.now() - 3_600_000)).toBe(false)
      expect(await given.store.remove(sha256, Date.now() + 3_600_000)).toBe(true)
      expect(await given.store.remove(sha256, Date.now() + 3_600_000)).toBe(false)
      expect(await listed()).toEqual([nameOf(receipt)])
      await put(contract)
      expect(await got(contract)).toEqual(whole(contract))
    })

    it.each(['', '../../access.db', 'ab', nameOf(contract).sha256.toUpperCase(), `${nameOf(contract).sha256}/..`])(
      'takes %j for no name',
      async (name) => {
        await expect(given.store.get(name)).rejects.toThrow(TypeError)
        await expect(given.store.has(name)).rejects.toThrow(TypeError)
        await expect(given.store.remove(name, Date.now())).rejects.toThrow(TypeError)
        await expect(given.store.put({ sha256: name, size: 1 }, inPieces(Buffer.from('1')))).rejects.toThrow(TypeError)
      },
    )
  })
}
