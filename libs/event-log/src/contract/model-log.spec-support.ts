import type { Expected } from '../port'

interface Stored {
  readonly event: number
  readonly altered: boolean
}

/** The truth table over two plain lists: what an append gets, written for reading, not for speed. */
export class ModelLog {
  private readonly streams: Stored[][] = [[], []]

  /** @param acrossStreams whether an id in the other stream is noticed (scenario 26) */
  constructor(private readonly acrossStreams = true) {}

  contents(stream: number): readonly Stored[] {
    return this.streams[stream]
  }

  append(stream: number, expected: Expected, events: readonly number[], altered: boolean): string {
    const own = this.streams[stream]
    const other = this.streams[1 - stream]
    const head = own.length - 1
    const wanted = expected === 'none' ? -1 : expected === 'any' ? head : expected
    const places = events.map((it) => own.findIndex((stored) => stored.event === it))

    if (new Set(events).size < events.length) return 'reused'
    if (this.acrossStreams && events.some((it) => other.some((stored) => stored.event === it))) return 'reused'

    if (places.every((it) => it === -1)) {
      if (wanted !== head) return `conflict at ${head}`
      own.push(...events.map((event) => ({ event, altered })))
      return `stored ${own.length - 1}`
    }

    if (places[0] === -1) return 'reused'
    const there = places.filter((it) => it !== -1)
    if (there.some((it, i) => it !== there[0] + i)) return 'reused'
    if (expected !== 'any' && there[0] !== wanted + 1) return wanted === head ? 'reused' : `conflict at ${head}`
    if (there.length < events.length) return `conflict at ${head}`
    if (there.some((it) => own[it].altered !== altered)) return 'reused'
    return `repeated ${there[there.length - 1]}`
  }
}
