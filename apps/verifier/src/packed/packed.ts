/** The ten bytes before a certificate that is packed as gzip (RFC 1952): nothing in them that may be one thing or another. */
const HEAD = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]

export const isPacked = (bytes: Uint8Array) => HEAD.every((it, i) => bytes[i] === it)

/** Far more than any certificate has. */
export const MOST_UNPACKED = 67_108_864
