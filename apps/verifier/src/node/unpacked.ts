import { gunzipSync } from 'node:zlib'
import { isPacked, MOST_UNPACKED } from '../packed/packed'

/** What is in a packed file; what is none, or none that is whole, stays as it is, and is judged so. */
export function unpacked(bytes: Uint8Array): Uint8Array {
  if (!isPacked(bytes)) return bytes
  try {
    // With `info` it tells how far it has read: what stands behind would be passed over.
    const whole = gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED, info: true } as object) as unknown as {
      readonly buffer: Buffer
      readonly engine: { readonly bytesWritten: number }
    }
    return whole.engine.bytesWritten === bytes.length ? whole.buffer : bytes
  } catch {
    return bytes
  }
}
