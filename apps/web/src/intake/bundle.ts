/** 1980-01-01, as an archive writes a day. */
const DAY = 0x21
const UTF8_NAMES = 0x0800
const VERSION = 20

/**
 * Several files as one: a ZIP whose parts are not packed, so that what is checked and recorded is one file with one report.
 * Files of one name get a number before it.
 */
export async function bundled(files: readonly File[]): Promise<Blob> {
  const parts: BlobPart[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  const names = new Set<string>()
  let at = 0
  for (const [i, file] of files.entries()) {
    const name = names.has(file.name) ? `${i + 1} ${file.name}` : file.name
    names.add(name)
    const content = new Uint8Array(await file.arrayBuffer())
    const path = new TextEncoder().encode(name)
    const about = record(26, [
      [2, VERSION, 0],
      [2, UTF8_NAMES, 2],
      [2, DAY, 8],
      [4, crc32(content), 10],
      [4, content.length, 14],
      [4, content.length, 18],
      [2, path.length, 22],
    ])
    parts.push(signed(3, 4), about, path, content)
    directory.push(signed(1, 2, VERSION, 0), about, record(14, [[4, at, 10]]), path)
    at += 4 + about.length + path.length + content.length
  }
  const central = directory.reduce((sum, it) => sum + it.length, 0)
  const end = record(18, [
    [2, files.length, 4],
    [2, files.length, 6],
    [4, central, 8],
    [4, at, 12],
  ])
  return new Blob([...parts, ...directory, signed(5, 6), end], { type: 'application/zip' })
}

const signed = (...its: readonly number[]) => Uint8Array.of(0x50, 0x4b, ...its)

/** Little-endian numbers of so many bytes at their places. */
function record(length: number, numbers: readonly (readonly [bytes: 2 | 4, value: number, at: number])[]) {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  for (const [size, value, at] of numbers) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
  }
  return bytes
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const it of bytes) c = TABLE[(c ^ it) & 0xff] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
