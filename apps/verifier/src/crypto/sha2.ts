/**
 * SHA-256 and SHA-512 (FIPS 180-4), written out: a page opened from a memory stick has no `crypto.subtle` in every browser, and
 * one way for all is one way to check. The constants are what the standard says of them, the first bits of the fractions of
 * roots of primes, computed rather than copied.
 */
const PRIMES = Array.from({ length: 410 }, (_, i) => i).filter(
  (n) => n > 1 && Array.from({ length: n }, (_, d) => d).every((d) => d < 2 || n % d !== 0),
)
const MASK = (1n << 64n) - 1n

/** 64 bits of the fraction of the root of a prime: of degree 2 or 3. */
function fraction(prime: number, degree: bigint): bigint {
  const wanted = BigInt(prime) << (64n * degree)
  let root = 0n
  for (let bit = 1n << 70n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= wanted) root += bit
  return root & MASK
}

const ROUNDS_512 = PRIMES.slice(0, 80).map((it) => fraction(it, 3n))
const START_512 = PRIMES.slice(0, 8).map((it) => fraction(it, 2n))
const high = (it: bigint) => Number(it >> 32n)
const ROUNDS_256 = Int32Array.from(ROUNDS_512.slice(0, 64), high)
const START_256 = Int32Array.from(START_512, high)

/** The message with its mark, zeros and length in bits, in whole blocks. */
function padded(message: Uint8Array, block: 64 | 128): DataView {
  const all = new Uint8Array(Math.ceil((message.length + 1 + block / 8) / block) * block)
  all.set(message)
  all[message.length] = 0x80
  const view = new DataView(all.buffer)
  view.setBigUint64(all.length - 8, BigInt(message.length) * 8n)
  return view
}

/** The words of a block, written over by each: one block is looked at at a time. */
const WORDS_256 = new Int32Array(64)

export function sha256(message: Uint8Array): Uint8Array {
  const view = padded(message, 64)
  const hash = START_256.slice()
  const w = WORDS_256
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4)
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15], w[i - 2]]
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0
    }
    let [a, b, c, d] = [hash[0], hash[1], hash[2], hash[3]]
    let [e, f, g, h] = [hash[4], hash[5], hash[6], hash[7]]
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS_256[i] + w[i]) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    hash[0] += a
    hash[1] += b
    hash[2] += c
    hash[3] += d
    hash[4] += e
    hash[5] += f
    hash[6] += g
    hash[7] += h
  }
  const result = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 8; i++) result.setInt32(i * 4, hash[i])
  return new Uint8Array(result.buffer)
}

const turned = (x: bigint, by: bigint) => ((x >> by) | (x << (64n - by))) & MASK

/** For signatures alone, of a few hundred bytes: plain, not fast. */
export function sha512(message: Uint8Array): Uint8Array {
  const view = padded(message, 128)
  const hash = [...START_512]
  for (let at = 0; at < view.byteLength; at += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + i * 8))
    for (let i = 16; i < 80; i++) {
      const s0 = turned(w[i - 15], 1n) ^ turned(w[i - 15], 8n) ^ (w[i - 15] >> 7n)
      const s1 = turned(w[i - 2], 19n) ^ turned(w[i - 2], 61n) ^ (w[i - 2] >> 6n)
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & MASK)
    }
    let [a, b, c, d, e, f, g, h] = hash
    for (let i = 0; i < 80; i++) {
      const s1 = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)
      const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + ROUNDS_512[i] + w[i]
      const s0 = turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK]
    }
    for (const [i, it] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i] + it) & MASK
  }
  const result = new DataView(new ArrayBuffer(64))
  for (const [i, it] of hash.entries()) result.setBigUint64(i * 8, it)
  return new Uint8Array(result.buffer)
}
