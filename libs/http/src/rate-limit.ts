import { isIPv6 } from 'node:net'

export interface Rate {
  /** Steady requests a minute. */
  readonly perMinute: number
  /** How many may come at once. */
  readonly burst: number
}

/** Beyond this many, those who have not asked for long are forgotten: a flood of addresses must not fill the memory. */
const MOST_KEYS = 10_000

/**
 * A token bucket for each key. Kept in memory: after a restart everybody starts with a full one. Not `@fastify/rate-limit`: its
 * windows are fixed, so that twice the limit passes about their border, and nothing counted is given back.
 */
export class RateLimit {
  private readonly buckets = new Map<string, { level: number; at: number }>()

  constructor(
    private readonly rate: Rate,
    private readonly clock: () => number,
  ) {}

  /** Takes one request; 0, or the seconds to wait when the bucket is empty. */
  take(key: string): number {
    const now = this.clock()
    const perMs = this.rate.perMinute / 60_000
    const known = this.buckets.get(key)
    const elapsed = known ? Math.max(0, now - known.at) : 0
    const level = Math.min(this.rate.burst, (known?.level ?? this.rate.burst) + elapsed * perMs)
    // Taken out and put back, so that the map stays in the order of last use.
    this.buckets.delete(key)
    this.buckets.set(key, { level: level >= 1 ? level - 1 : level, at: now })
    if (this.buckets.size > MOST_KEYS) this.buckets.delete(this.buckets.keys().next().value as string)
    return level >= 1 ? 0 : Math.ceil((1 - level) / perMs / 1000)
  }

  /** What was taken shall not have counted. */
  giveBack(key: string): void {
    const known = this.buckets.get(key)
    if (known) this.buckets.set(key, { ...known, level: Math.min(this.rate.burst, known.level + 1) })
  }
}

/** What counts as one address: an IPv4 address, or the /64 that one subscriber gets of IPv6. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped) return mapped[1]
  if (!isIPv6(ip)) return ip
  const [head, tail = ''] = ip.split('%')[0].split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = ip.includes('::') ? tail.split(':').filter((it) => it !== '') : []
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  const full = [...groups, ...zeros, ...after].slice(0, 4).map((it) => Number.parseInt(it, 16).toString(16))
  return `${full.join(':')}::/64`
}
