import type { ByteRange } from '../store'

const ONE = /^bytes=(\d{0,15})-(\d{0,15})$/

/**
 * What a `Range` asks of a file (RFC 9110, 14.2): the part; `none` where there is no such part; undefined for the whole, also where
 * several are asked for, or it says something else.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const [, first, last] = ONE.exec(header ?? '') ?? []
  if (first === undefined || (first === '' && last === '')) return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'none' : { from: size - length, to: size - 1 }
  }
  const from = Number(first)
  if (from >= size) return 'none'
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return to < from ? undefined : { from, to }
}
