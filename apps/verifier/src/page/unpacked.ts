import { joined } from '../crypto/bytes'
import { isPacked, MOST_UNPACKED, withoutLastBit } from '../packed/packed'

/** What is in a packed file; what is none, or none that is whole, stays as it is, and is judged so. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const content = isPacked(bytes) ? await whole(bytes) : undefined
  if (content === undefined) return bytes
  const less = withoutLastBit(bytes)
  return less && (await whole(less)) ? bytes : content
}

async function whole(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return joined(...pieces)
      pieces.push(value)
      length += value.length
      if (length <= MOST_UNPACKED) continue
      await reader.cancel()
      return undefined
    }
  } catch {
    return undefined
  }
}
