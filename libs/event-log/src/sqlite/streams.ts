import { hash } from 'node:crypto'
import { arrays, type Database, type Statement } from './database'
import { damagedFile } from './faults'
import { SQL } from './statements'

/** Where a stream stands; of a stream that does not exist: the number it would get, and -1. */
export interface StreamHead {
  readonly stream: number
  readonly head: number
}

/**
 * Finds streams by name and says how far they go, or that they do not exist. Neither answer rests on one tree of the file:
 * names are read as a whole when the log is opened (numbered 1, 2, 3 …, each with its own check, as many as the entries
 * speak of), heads are kept beside the entries and must agree with them. So a damaged page cannot make a stream shorter or
 * unknown without being noticed. In memory a stream costs its name: 100,000 streams about 12 MB.
 */
export class Streams {
  private readonly numbers = new Map<string, number>()
  private readonly names: string[] = []
  private readonly rows: Statement
  private readonly counted: Statement
  private readonly ends: Statement

  /** @param shared whether another process may add streams: then an unknown name is looked for again in the file */
  constructor(
    private readonly database: Database,
    private readonly file: string,
    private readonly shared: boolean,
  ) {
    this.rows = arrays(database, SQL.readStreams)
    this.counted = arrays(database, SQL.lastStream)
    this.ends = arrays(database, SQL.streamEnds)
    this.readNew()
  }

  /** Throws `Unavailable('damaged')` where the file contradicts itself. */
  find(name: string): StreamHead {
    if (this.shared && !this.numbers.has(name)) this.readNew()
    const stream = this.numbers.get(name)
    if (stream === undefined) return { stream: this.names.length + 1, head: -1 }
    const [head, last] = this.ends.get(stream) as [number | null, number | null]
    if (head !== null && head === last) return { stream, head }
    throw damagedFile(this.file, `stream ${name} ends at revision ${head}, its entries at ${last}`)
  }

  /** A name the writer has just added under the number `find` gave. */
  add(name: string): void {
    this.names.push(name)
    this.numbers.set(name, this.names.length)
  }

  get count(): number {
    return this.names.length
  }

  /** Takes back what was added by a transaction that was not stored. */
  forgetBeyond(count: number): void {
    for (const name of this.names.splice(count)) this.numbers.delete(name)
  }

  private readNew(): void {
    // One snapshot for both questions: the writer in another process may add a stream between them.
    this.database.exec('BEGIN')
    try {
      for (const [stream, name, check] of this.rows.iterate(this.names.length) as Iterable<[number, string, number]>) {
        if (stream !== this.names.length + 1 || check !== nameCheck(stream, name) || this.numbers.has(name)) {
          throw damagedFile(this.file, `the name of stream number ${this.names.length + 1} is not what was stored`)
        }
        this.add(name)
      }
      const last = (this.counted.get() as [number | null])[0] ?? 0
      if (last !== this.names.length) {
        throw damagedFile(this.file, `it names ${this.names.length} streams, its entries are of ${last}`)
      }
    } finally {
      this.database.exec('COMMIT')
    }
  }
}

/** 48 bits of SHA-256, exact in a JavaScript number. */
export function nameCheck(stream: number, name: string): number {
  return Number.parseInt(hash('sha256', `${stream} ${name}`, 'hex').slice(0, 12), 16)
}
