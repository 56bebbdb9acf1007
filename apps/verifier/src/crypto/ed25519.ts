import { joined } from './bytes'
import { sha512 } from './sha2'

/**
 * Verification of Ed25519 signatures (RFC 8032 §5.1.7), in whole numbers. Nothing secret is handled here, so it need not take the
 * same time for every input; a signature takes some milliseconds.
 */
const P = 2n ** 255n - 19n
/** The order of the base point. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n
function mod(a: bigint): bigint {
  const rest = a % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let [square, left] = [base, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}
const inverse = (a: bigint) => power(a, P - 2n)
const D = mod(-121665n * inverse(121666n))
const D2 = mod(2n * D)
/** A square root of −1. */
const I = power(2n, (P - 1n) / 4n)

/** x = X/Z, y = Y/Z, x·y = T/Z (§5.1.4). */
type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint]
const ZERO: Point = [0n, 1n, 1n, 0n]

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2))
  const b = mod((y1 + x1) * (y2 + x2))
  const c = mod(mod(t1 * t2) * D2)
  const d = mod(2n * z1 * z2)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

/** A point and itself: the formulas of §5.1.4 for it, which need one product less. */
function doubled([x, y, z]: Point): Point {
  const [a, b] = [mod(x * x), mod(y * y)]
  const c = mod(2n * z * z)
  const h = a + b
  const e = h - mod((x + y) * (x + y))
  const g = a - b
  const f = c + g
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}
const negated = ([x, y, z, t]: Point): Point => [mod(-x), y, z, mod(-t)]

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, it) => (sum << 8n) | BigInt(it), 0n)
}

/** The point of 32 bytes (§5.1.3); undefined where they are none, or another way to write one. */
function pointOf(bytes: Uint8Array): Point | undefined {
  const number = littleEndian(bytes)
  const odd = number >> 255n
  const y = number & ((1n << 255n) - 1n)
  if (y >= P) return undefined
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)]
  let x = mod(u * v ** 3n * power(mod(u * v ** 7n), (P - 5n) / 8n))
  if (mod(v * x * x) !== u) x = mod(x * I)
  if (mod(v * x * x) !== u || (x === 0n && odd === 1n)) return undefined
  if ((x & 1n) !== odd) x = P - x
  return [x, y, 1n, mod(x * y)]
}

const BASE_Y = mod(4n * inverse(5n))
const BASE = pointOf(Uint8Array.from({ length: 32 }, (_, i) => Number((BASE_Y >> BigInt(8 * i)) & 255n))) as Point

/** Bits of a factor that are taken at once. */
const STEP = 4n
/** 0·p, 1·p, … one for each value of so many bits. */
function multiplesOf(p: Point): readonly Point[] {
  const all = [ZERO]
  while (all.length < 1 << Number(STEP)) all.push(add(all[all.length - 1], p))
  return all
}
const MULTIPLES_OF_BASE = multiplesOf(BASE)

/** a·B + b·q for the base point B, some bits of both at a time. */
function combined(a: bigint, b: bigint, q: Point): Point {
  const multiples = multiplesOf(q)
  const mask = (1n << STEP) - 1n
  let sum = ZERO
  for (let bit = 256n - STEP; bit >= 0n; bit -= STEP) {
    for (let i = 0n; i < STEP; i++) sum = doubled(sum)
    sum = add(sum, MULTIPLES_OF_BASE[Number((a >> bit) & mask)])
    sum = add(sum, multiples[Number((b >> bit) & mask)])
  }
  return sum
}

/** Whether `signature` (64 bytes) is that of the message by the holder of `key` (32 bytes). */
export function isSignedBy(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false
  const [a, r] = [pointOf(key), pointOf(signature.subarray(0, 32))]
  const s = littleEndian(signature.subarray(32))
  if (!a || !r || s >= L) return false
  const k = littleEndian(sha512(joined(signature.subarray(0, 32), key, message))) % L
  // s·B = R + k·A, compared without dividing.
  const [x, y, z] = combined(s, k, negated(a))
  return mod(x - r[0] * z) === 0n && mod(y - r[1] * z) === 0n
}
