import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

/** An event as the stand-in keeps it. */
export interface KeptEvent {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly metadata: readonly (readonly [string, string])[]
  /** Base64. */
  readonly data: string
  readonly customMetadata: string
  /** Byte offset: grows, is not dense. */
  readonly position: number
  readonly created: number
}

export interface Proposed {
  readonly id: string
  readonly metadata: readonly (readonly [string, string])[]
  readonly data: string
  readonly customMetadata: string
}

export type ExpectedRevision = 'any' | 'none' | 'exists' | number

export type AppendOutcome =
  | { kind: 'success'; revision: number; position: number; noStream?: boolean; stored: boolean }
  | { kind: 'conflict'; current: number }
  | { kind: 'deleted' }
  /** Known ids in another order: the real server never answers. */
  | { kind: 'never' }

/** What a record costs beside its data. */
const RECORD_BYTES = 120

/** Streams and one log over all of them, by the rules that were recorded from a real server, the unpleasant ones included. */
export class Store {
  readonly all: KeptEvent[] = []
  private readonly streams = new Map<string, KeptEvent[]>()
  private readonly tombstoned = new Set<string>()
  /** Streams deleted softly: they read as not found, and go on at the next revision. */
  private readonly deleted = new Map<string, number>()
  private next = 0

  constructor(private readonly file?: string) {
    if (!file || !existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') this.keep(JSON.parse(line) as KeptEvent)
  }

  stream(name: string): readonly KeptEvent[] {
    if (this.deleted.has(name)) return (this.streams.get(name) ?? []).filter((it) => it.revision > this.gone(name))
    return this.streams.get(name) ?? []
  }

  isTombstoned(name: string): boolean {
    return this.tombstoned.has(name)
  }

  get end(): number {
    return this.next
  }

  append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): AppendOutcome {
    if (this.tombstoned.has(stream)) return { kind: 'deleted' }
    const own = this.streams.get(stream) ?? []
    const head = own.length - 1
    const visibleHead = this.stream(stream).length === 0 ? -1 : head
    if (events.length === 0) return this.appendNothing(expected, visibleHead)
    if (expected === 'exists' && visibleHead === -1) return { kind: 'conflict', current: -1 }
    if (expected === 'any' || expected === 'exists') {
      const known = events.map((it) => own.findLast((kept) => kept.id === it.id))
      if (known[0] === undefined) return this.write(stream, head, events)
      if (known.some((it) => it === undefined)) return { kind: 'conflict', current: head }
      const [first, last] = [known[0], known[known.length - 1] as KeptEvent]
      if (last.revision < first.revision) return { kind: 'never' }
      return { kind: 'success', revision: last.revision, position: last.position, stored: false }
    }
    const wanted = expected === 'none' ? -1 : expected
    if (wanted === head || (wanted === -1 && visibleHead === -1)) return this.write(stream, head, events)
    if (wanted > head) return { kind: 'conflict', current: visibleHead }
    for (const [i, it] of events.entries()) {
      if (own[wanted + 1 + i]?.id !== it.id) return { kind: 'conflict', current: visibleHead }
    }
    const last = own[wanted + events.length]
    return { kind: 'success', revision: last.revision, position: last.position, stored: false }
  }

  delete(stream: string): number {
    this.deleted.set(stream, (this.streams.get(stream)?.length ?? 0) - 1)
    return this.advance(0)
  }

  tombstone(stream: string): number {
    this.tombstoned.add(stream)
    return this.advance(0)
  }

  /** The last `count` events never were: what a deposed leader cuts off after it has shown it. */
  cutTail(count: number): void {
    for (const gone of this.all.splice(this.all.length - count)) this.streams.get(gone.stream)?.pop()
    if (this.file) writeFileSync(this.file, this.all.map((it) => `${JSON.stringify(it)}\n`).join(''))
    // The bytes are written over: what comes next stands where the cut events stood.
    this.next = (this.all.at(-1)?.position ?? 0) + 1
  }

  private gone(name: string): number {
    return this.deleted.get(name) ?? -1
  }

  private appendNothing(expected: ExpectedRevision, head: number): AppendOutcome {
    const met =
      expected === 'any' || (expected === 'exists' ? head !== -1 : head === (expected === 'none' ? -1 : expected))
    if (!met) return { kind: 'conflict', current: head }
    return {
      kind: 'success',
      revision: Math.max(head, 0),
      position: this.advance(0),
      noStream: head === -1,
      stored: true,
    }
  }

  private write(stream: string, head: number, events: readonly Proposed[]): AppendOutcome {
    let revision = head
    let position = 0
    for (const it of events) {
      revision++
      position = this.advance(it.data.length + it.customMetadata.length)
      const kept = { stream, revision, ...it, position, created: Date.now() }
      if (this.file) appendFileSync(this.file, `${JSON.stringify(kept)}\n`)
      this.keep(kept)
    }
    return { kind: 'success', revision, position, stored: true }
  }

  private keep(event: KeptEvent): void {
    this.all.push(event)
    const own = this.streams.get(event.stream)
    if (own) own.push(event)
    else this.streams.set(event.stream, [event])
    this.next = Math.max(this.next, event.position + RECORD_BYTES)
  }

  private advance(bytes: number): number {
    const position = this.next
    this.next += RECORD_BYTES + bytes
    return position
  }
}
