import { gunzipSync, inflateRawSync } from 'node:zlib'
import { FOOT_BYTES, HEAD_BYTES, isPacked, MOST_UNPACKED, withoutLastBit } from '../packed/packed'

/** What is in a packed file; what is none, or none that is whole, stays as it is, and is judged so. */
export function unpacked(bytes: Uint8Array): Uint8Array {
  const content = isPacked(bytes) && endsOnce(bytes) ? whole(bytes) : undefined
  if (content === undefined) return bytes
  const less = withoutLastBit(bytes)
  return less && whole(less) ? bytes : content
}

function whole(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })
  } catch {
    return undefined
  }
}

/** Nothing stands behind the foot, not even another packed file: that would be passed over, or read as well. */
function endsOnce(bytes: Uint8Array): boolean {
  try {
    // With `info` it tells how far it has read.
    const { engine } = inflateRawSync(bytes.subarray(HEAD_BYTES), {
      maxOutputLength: MOST_UNPACKED,
      info: true,
    } as object) as unknown as { readonly engine: { readonly bytesWritten: number } }
    return engine.bytesWritten === bytes.length - HEAD_BYTES - FOOT_BYTES
  } catch {
    return false
  }
}
