import type { Readable } from 'node:stream'
import { shortened } from '@pilot-ledger/kernel'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'
import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import type { SpreadsheetFile } from '../spreadsheet-file'

/** Under a megabyte any ratio is harmless: a sheet of empty cells shrinks well. */
const SMALL_PART = 1024 * 1024

/** A sheet is unpacked for its merged ranges and for its rows. */
const PASSES = 2

/** The zip a workbook is: its parts by name in lower case (OPC names differ in no more than case, and are ASCII), none unpacked yet. */
export class Archive {
  /** Over all readings of all parts: what is named often is unpacked as often. */
  private unpackedSoFar = 0

  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
    private readonly mostUnpacked: number,
  ) {}

  /** Judges the directory before anything is unpacked. What a part then unpacks to is held to what the directory said. */
  static async open(file: SpreadsheetFile, limits: SpreadsheetLimits): Promise<Archive> {
    const zip = await opened(file)
    try {
      return new Archive(zip, await directory(zip, limits), limits.unpackedBytes * PASSES)
    } catch (error) {
      zip.close()
      throw error
    }
  }

  get names(): readonly string[] {
    return [...this.parts.keys()]
  }

  /** With their names as people gave them: programs of this country write them in GBK and do not say so. */
  get files(): readonly { readonly name: string; readonly shown: string }[] {
    return [...this.parts].map(([name, entry]) => ({ name, shown: shownName(entry) }))
  }

  has(name: string): boolean {
    return this.parts.has(keyOf(name))
  }

  /** What a part unpacks to, piece by piece. */
  async *unpacked(name: string): AsyncGenerator<Buffer> {
    const entry = this.parts.get(keyOf(name))
    if (!entry) throw broken(`${name} is missing`)
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.zip.openReadStream(entry, (error, it) => (error ? reject(brokenBy(error)) : resolve(it)))
    })
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        this.unpackedSoFar += piece.length
        if (this.unpackedSoFar > this.mostUnpacked)
          throw bomb(`${this.unpackedSoFar} bytes, parts unpacked again and again`, this.mostUnpacked)
        yield piece
      }
    } catch (error) {
      throw brokenBy(error)
    } finally {
      stream.destroy()
    }
  }

  close(): void {
    this.zip.close()
  }
}

/** Of others no letter has a case: the bytes of two names in GBK, read as another encoding, would differ by it. */
const keyOf = (name: string) => name.replace(/[A-Z]+/g, (it) => it.toLowerCase())

const SAID_UTF8 = 0x800
function shownName({ fileName, fileNameRaw, generalPurposeBitFlag }: Entry): string {
  if (generalPurposeBitFlag & SAID_UTF8 || fileNameRaw.every((it) => it < 0x80)) return fileName
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(fileNameRaw)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    }
  }
  return fileName
}

function opened(file: SpreadsheetFile): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true }
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: ZipFile) => (error ? reject(brokenBy(error)) : resolve(zip))
    if (file instanceof Uint8Array) {
      fromBuffer(Buffer.from(file.buffer, file.byteOffset, file.byteLength), options, done)
    } else open(file.path, options, done)
  })
}

async function directory(zip: ZipFile, limits: SpreadsheetLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.parts) throw bomb(`${zip.entryCount} parts`, limits.parts)
  const parts = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of entries(zip)) {
    const name = keyOf(entry.fileName)
    if (entry.isEncrypted()) {
      throw refused('encrypted', '文件已加密，请取消密码后另存', 'the file is encrypted; save it without a password')
    }
    if (parts.has(name)) throw broken(`${shortened(entry.fileName, 80)} stands twice in the archive`)
    unpacked += entry.uncompressedSize
    if (parts.size >= limits.parts) throw bomb(`more than ${limits.parts} parts`, limits.parts)
    if (entry.uncompressedSize > limits.partBytes) throw bomb(`${entry.uncompressedSize} bytes`, limits.partBytes)
    if (unpacked > limits.unpackedBytes) throw bomb(`${unpacked} bytes in all`, limits.unpackedBytes)
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
    if (entry.uncompressedSize > SMALL_PART && ratio > limits.ratio)
      throw bomb(`${Math.round(ratio)} : 1`, limits.ratio)
    parts.set(name, entry)
  }
  return parts
}

async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await nextEntry(zip)
    if (!entry) return
    yield entry
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const after =
      <T>(then: (it: T) => void) =>
      (it: T) => {
        zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
        // The library may still say that it could not go on; it has been heard already.
        zip.on('error', () => undefined)
        then(it)
      }
    zip
      .on('entry', after(resolve))
      .on(
        'end',
        after(() => resolve(undefined)),
      )
      .on(
        'error',
        after((error: Error) => reject(brokenBy(error))),
      )
    zip.readEntry()
  })
}

function bomb(found: string, most: number) {
  return refused(
    'zip-bomb',
    '压缩包解开后过大，不予读取',
    'the archive unpacks to more than a workbook does; it is not read',
    {},
    { found, most: String(most) },
  )
}

export function broken(reason: string) {
  return refused(
    'broken-workbook',
    '工作簿已损坏，请在表格软件中打开后另存为 .xlsx',
    'the workbook is broken; open it in a spreadsheet program and save it as .xlsx',
    {},
    { reason: shortened(reason, 160) },
  )
}

/** Whatever a library says of a part, unless it is a refusal already. */
export function brokenBy(error: unknown): Error {
  if (error instanceof Error && 'refusal' in error) return error
  const { message = String(error), code, name } = error as { message?: string; code?: string; name?: string }
  // A mistake of this code is no fault of the file either.
  if (name === 'TypeError' && code === undefined) return error as Error
  // A disk that cannot be read is no fault of the file.
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return error as Error
  return broken(message)
}
