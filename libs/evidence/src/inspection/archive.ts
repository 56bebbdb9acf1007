import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { shortened } from '@pilot-ledger/kernel'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { cutOff, EvidenceRefused, encrypted, tooLarge, unreadable } from './refused'

const MiB = 1_048_576
/** What an archive may unpack to, part by part and all together; a part over a megabyte no more than so many times its size. */
const MOST = { parts: 5_000, partBytes: 256 * MiB, bytes: 512 * MiB, ratio: 200 } as const

export interface Part {
  readonly name: string
  /** Unpacks it, and holds it against its check sum. */
  bytes(): Promise<Buffer>
}

/** The parts of a ZIP by their names, in their order, judged by its directory before anything is unpacked. */
export async function partsOf(bytes: Buffer): Promise<readonly Part[]> {
  const zip = await opened(bytes)
  const parts: Part[] = []
  const names = new Set<string>()
  let unpacked = 0
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
    const { fileName, uncompressedSize: size, compressedSize } = entry
    if (entry.isEncrypted()) throw encrypted()
    if (names.has(fileName)) throw unreadable({ part: shortened(fileName, 80) })
    names.add(fileName)
    unpacked += size
    if (names.size > MOST.parts) throw tooLarge({ parts: String(zip.entryCount), most: String(MOST.parts) })
    if (size > MOST.partBytes || unpacked > MOST.bytes)
      throw tooLarge({ bytes: String(unpacked), most: String(MOST.bytes) })
    if (size > MiB && size / Math.max(1, compressedSize) > MOST.ratio)
      throw tooLarge({ ratio: String(Math.round(size / Math.max(1, compressedSize))), most: String(MOST.ratio) })
    const its = entry
    if (!fileName.endsWith('/')) parts.push({ name: fileName, bytes: () => unpackedOf(zip, its) })
  }
  return parts
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) =>
      error ? reject(brokenBy(error)) : resolve(zip),
    )
  })
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
    zip.on('entry', resolve)
    zip.on('end', () => resolve(undefined))
    zip.on('error', (error: Error) => reject(brokenBy(error)))
    zip.readEntry()
  })
}

async function unpackedOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = []
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, it) => (error ? reject(error) : resolve(it)))
    })
    for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece)
  } catch (error) {
    throw brokenBy(error as Error)
  }
  const bytes = Buffer.concat(pieces)
  if (crc32(bytes) !== entry.crc32) throw unreadable({ part: shortened(entry.fileName, 80) })
  return bytes
}

/** Its directory stands at the end: without one the end is missing. */
function brokenBy(error: Error): EvidenceRefused {
  if (error instanceof EvidenceRefused) return error
  if (/end of central directory/i.test(error.message)) return cutOff()
  return unreadable({ reason: error.message.slice(0, 160) })
}
