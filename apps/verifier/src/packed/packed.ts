/** The ten bytes before a certificate that is packed as gzip (RFC 1952): nothing in them that may be one thing or another. */
const HEAD = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
/** Behind it check and length. */
export const HEAD_BYTES = HEAD.length
export const FOOT_BYTES = 8

export const isPacked = (bytes: Uint8Array) => HEAD.every((it, i) => bytes[i] === it)

/**
 * With one bit less, the highest of the last byte before the foot: it ends the last block, or stands behind its end (RFC 1951 §3.1),
 * where bits say nothing. A file that is the same without it could be several. Undefined where there is no bit.
 */
export function withoutLastBit(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const at = bytes.length - FOOT_BYTES - 1
  if (!bytes[at]) return undefined
  const less = Uint8Array.from(bytes)
  less[at] ^= 1 << (31 - Math.clz32(bytes[at]))
  return less
}

/** Far more than any certificate has. */
export const MOST_UNPACKED = 67_108_864
