import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PRIVATE_FILE } from '@pilot-ledger/event-log'
import { scratchFolder } from '@pilot-ledger/http'
import { checkedName, NotAsNamed, StoreUnavailable } from '../faults'
import { writingFault } from '../folder/writing-fault'
import type { ByteRange, ContentName, EvidenceStore, StoredFile, StoredName } from '../port'
import type { ObjectPlace } from './address'
import { Broken, Declined, listingIn, storeFault } from './answers'
import { Exchange, PATIENCE, type Patience } from './exchange'

const NAME = /^([0-9a-f]{2})\/([0-9a-f]{62})$/
const PART = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/
/** How long what was learned of the store counts as how it is. */
const KNOWN_MS = 10_000

/**
 * Files in a bucket of S3-compatible object storage, under the same names as in a folder: `ab/cdef…`. One object is one PUT, which a
 * store shows whole or not at all.
 *
 * A PUT is unconditional, also of what is there (`If-None-Match: *` is not asked for): what stands under a name has that hash, so it
 * replaces the same by the same. It mends what went bad, takes the same way for everybody, and makes the file new for whoever clears
 * up, who would else take away what was given again just now. The store is told the hash under the signature and refuses what differs.
 */
export class ObjectEvidenceStore implements EvidenceStore {
  private readonly exchange: Exchange
  private trouble: string | undefined
  private knownAt = 0

  constructor(
    private readonly place: ObjectPlace,
    patience: Patience = PATIENCE,
  ) {
    this.exchange = new Exchange(place, patience)
  }

  /** To this machine first: what is sent may have to be sent again, and what is not as it is named is never sent. */
  async put(it: ContentName, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    this.keyOf(it.sha256)
    const folder = scratchFolder('paper')
    try {
      const path = join(folder, 'paper')
      const came = await written(bytes, path)
      if (came.sha256 !== it.sha256 || came.size !== it.size) throw new NotAsNamed(it, came)
      await this.adopt(it, path)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async adopt(it: ContentName, path: string): Promise<void> {
    const key = this.keyOf(it.sha256)
    const { size } = await stat(path)
    if (size !== it.size) throw new NotAsNamed(it, { sha256: it.sha256, size })
    await this.asked(async () => {
      const answer = await this.exchange.answer({ method: 'PUT', key, file: { ...it, path } })
      await this.exchange.said(answer)
    })
    await rm(path)
  }

  async get(sha256: string, range?: ByteRange): Promise<StoredFile | undefined> {
    const key = this.keyOf(sha256)
    if (range && !(range.from >= 0 && range.from <= range.to)) throw new RangeError(sha256)
    const first = await this.asked(() => this.part(key, range)).catch((error: unknown) => {
      if (isDeclined(error, 416)) throw new RangeError(sha256)
      throw error
    })
    if (!first) return undefined
    if (range && first.to !== range.to) {
      first.answer.destroy()
      throw new RangeError(sha256)
    }
    const bytes = Readable.from(this.goingOn(key, first), { objectMode: false })
    // Whoever lets go of it before he reads has started nothing that could clear up.
    bytes.once('close', () => first.answer.destroy())
    return { size: first.size, bytes }
  }

  async has(sha256: string): Promise<number | undefined> {
    return (await this.head(sha256))?.size
  }

  async *list(): AsyncGenerator<StoredName> {
    const { prefix } = this.place
    for (let [after, more] = ['', true]; more; ) {
      const query = { 'list-type': '2', prefix, ...(after !== '' && { 'start-after': after }) }
      const page = await this.asked(async () =>
        listingIn(await this.exchange.said(await this.exchange.answer({ method: 'GET', key: '', query }))),
      )
      for (const { key, size, modified } of page.objects) {
        const [, shard, rest] = NAME.exec(key.slice(prefix.length)) ?? []
        if (shard !== undefined) yield { sha256: shard + rest, size, storedAt: modified }
      }
      after = page.objects.at(-1)?.key ?? ''
      more = page.more
    }
  }

  /**
   * No store takes an object away on condition of its age: what is put anew between the look and the removal, moments, goes too. So
   * what is cleared up must have been named by nobody for long.
   */
  async remove(sha256: string, before: number): Promise<boolean> {
    const stored = await this.head(sha256)
    if (!stored || stored.storedAt >= before) return false
    await this.asked(async () => {
      const answer = await this.exchange.answer({ method: 'DELETE', key: this.keyOf(sha256) })
      await this.exchange.said(answer)
    })
    return true
  }

  /** As the last who asked found it; asked again in the background when that is a while ago. */
  fault(): string | undefined {
    if (Date.now() - this.knownAt > KNOWN_MS) {
      this.knownAt = Date.now()
      this.asked(() => this.bucketThere()).catch(() => undefined)
    }
    return this.trouble
  }

  async close(): Promise<void> {
    this.exchange.close()
  }

  private keyOf(sha256: string): string {
    const name = checkedName(sha256)
    return `${this.place.prefix}${name.slice(0, 2)}/${name.slice(2)}`
  }

  private async head(sha256: string): Promise<{ readonly size: number; readonly storedAt: number } | undefined> {
    const key = this.keyOf(sha256)
    return this.asked(async () => {
      try {
        const { headers } = await this.headOf(key)
        // Whole seconds are said: it may be of their end.
        const storedAt = Date.parse(String(headers['last-modified'])) + 999
        return { size: Number(headers['content-length']), storedAt }
      } catch (error) {
        if (!isDeclined(error, 404)) throw error
        // An answer to HEAD does not say what is not there: the object, or the whole bucket.
        await this.bucketThere()
        return undefined
      }
    })
  }

  private async bucketThere(): Promise<void> {
    await this.headOf('')
  }

  private async headOf(key: string): Promise<IncomingMessage> {
    const answer = await this.exchange.answer({ method: 'HEAD', key })
    answer.resume()
    return answer
  }

  /** Undefined where there is no such object. */
  private async part(key: string, range?: ByteRange) {
    const headers: Record<string, string> = range ? { range: `bytes=${range.from}-${range.to}` } : {}
    try {
      const answer = await this.exchange.answer({ method: 'GET', key, headers })
      const [, from, to, size] = PART.exec(String(answer.headers['content-range'])) ?? []
      if (range && from !== undefined) return { answer, from: Number(from), to: Number(to), size: Number(size) }
      const whole = Number(answer.headers['content-length'])
      // Who was asked for a part and gives the whole is none that can be used.
      if (!range && Number.isSafeInteger(whole)) return { answer, from: 0, to: whole - 1, size: whole }
      answer.destroy()
      throw new Declined(answer.statusCode ?? 0, range ? 'NoRanges' : 'NoLength', `GET ${key}`)
    } catch (error) {
      if (isDeclined(error, 404) && error.code === 'NoSuchKey') return undefined
      throw error
    }
  }

  /** Its bytes; where the line breaks it goes on behind those that came, as often as patience has it. */
  private async *goingOn(
    key: string,
    { answer: first, from, to }: NonNullable<Awaited<ReturnType<ObjectEvidenceStore['part']>>>,
  ): AsyncGenerator<Uint8Array> {
    let at = from
    for (let [answer, lines] = [first, 1]; ; lines++) {
      try {
        for await (const chunk of this.exchange.chunks(answer)) {
          at += chunk.length
          yield chunk
        }
        if (at <= to) throw new Broken('an answer that is cut off')
        return
      } catch (error) {
        if (at > to) return
        if (!(error instanceof Broken) || lines >= this.exchange.patience.tries) throw this.told(error)
        const next = await this.asked(() => this.part(key, { from: at, to }))
        if (next?.from !== at || next.to !== to) throw this.told(new Broken('the file is another meanwhile'))
        answer = next.answer
      }
    }
  }

  /** What the port says of it where it does not serve; and how it is, for whoever watches. */
  private async asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      const answer = await this.exchange.until(work)
      this.knownAt = Date.now()
      this.trouble = undefined
      return answer
    } catch (error) {
      throw this.told(error)
    }
  }

  private told(error: unknown): unknown {
    if (isDeclined(error, 416)) return error
    const fault = storeFault(error)
    if (fault instanceof StoreUnavailable) {
      this.knownAt = Date.now()
      this.trouble = fault.reason
    }
    return fault
  }
}

const isDeclined = (error: unknown, status: number): error is Declined =>
  error instanceof Declined && error.status === status

/** What came, on this machine. What the source throws comes through as it is, and of this machine's disk as the store's fault. */
async function written(bytes: AsyncIterable<Uint8Array>, path: string): Promise<ContentName> {
  const hash = createHash('sha256')
  let size = 0
  let thrown: unknown
  async function* hashed() {
    try {
      for await (const chunk of bytes) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    } catch (error) {
      thrown = error
      throw error
    }
  }
  try {
    await pipeline(hashed(), createWriteStream(path, { mode: PRIVATE_FILE }))
    return { sha256: hash.digest('hex'), size }
  } catch (error) {
    throw thrown ?? writingFault(error, path)
  }
}
