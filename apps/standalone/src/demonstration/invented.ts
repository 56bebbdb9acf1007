import { type Party, usccCheckDigitHolds } from '@pilot-ledger/kernel'

/** Everything here is invented from a fixed seed and says so in its name: 演示 stands in every title and client. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A small repeatable generator (mulberry32): the same seed gives the same demonstration on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An invented company: a code of the region with a right check digit; `number` makes it unique. */
export function company(name: string, number: number, region = '442000'): Party {
  const body = `91${region}MA9${String(number).padStart(6, '0')}`
  const check = [...ALPHABET].find((it) => usccCheckDigitHolds(body + it)) as string
  return { id: { scheme: 'uscc', value: body + check }, name }
}

/**
 * `count` amounts in whole fen that add up to `total`: shares around the mean, the last takes the rest. They are not round,
 * so their 万元 roundings do not add up (舍位平衡).
 */
export function shares(total: bigint, count: number, random: () => number): bigint[] {
  const mean = Number(total / BigInt(count))
  const amounts = Array.from({ length: count - 1 }, () => BigInt(Math.round(mean * (0.6 + random() * 0.7))))
  const rest = total - amounts.reduce((sum, it) => sum + it, 0n)
  if (rest <= 0n) throw new Error('the shares leave nothing for the last')
  return [...amounts, rest]
}
