/** Of PNG, ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const it of bytes) {
    sum ^= it
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
