import { joined } from '../crypto/bytes'
import { isPacked, MOST_UNPACKED } from '../packed/packed'

/** What is in a packed file; what is none, or none that is whole, stays as it is, and is judged so. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!isPacked(bytes)) return bytes
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
      return bytes
    }
  } catch {
    return bytes
  }
}
