import { Failure } from '../verdict/failure'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...ALPHABET].map((it, i) => [it, i]))

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(i, i + 3)
    text += ALPHABET[a >> 2] + ALPHABET[((a & 3) << 4) | (b >> 4)]
    text += i + 1 < bytes.length ? ALPHABET[((b & 15) << 2) | (c >> 6)] : '='
    text += i + 2 < bytes.length ? ALPHABET[c & 63] : '='
  }
  return text
}

/** RFC 4648 §4, and of all texts that a lenient reader takes for these bytes only the one that `toBase64` writes. */
export function fromBase64(text: string, at: string): Uint8Array {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Failure('base64', at)
  const bytes = new Uint8Array((text.length / 4) * 3)
  for (let i = 0, to = 0; i < text.length; i += 4, to += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((j) => VALUES.get(text[i + j]) ?? 0)
    bytes.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], to)
  }
  const exact = bytes.subarray(0, bytes.length - (text.length - text.replace(/=/g, '').length))
  if (toBase64(exact) !== text) throw new Failure('base64', at)
  return exact
}
