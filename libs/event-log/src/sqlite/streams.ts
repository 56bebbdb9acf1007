import { hash } from 'node:crypto'
import { arrays, type Database, type Statement } from './database'
import { damagedFile } from './faults'
import { NumbersByHash } from './numbers-by-hash'
import { SQL } from './statements'

/** Where a stream stands; of a stream that does not exist: the number it would get, and -1. */
export interface StreamHead {
  readonly stream: number
  readonly head: number
}

/**
 * Finds streams by name and says how far they go, or that they do not exist. Neither answer rests on one tree of the file:
 * every name is known by its hash before the first answer, from the names themselves (numbered 1, 2, 3 …, each with its own
 * check, as many as the entries speak of) or from what an earlier opening kept of them under a digest (see kept-file); a name
 * is believed when its row says it; heads are kept beside the entries and must agree with them. So a damaged page cannot make
 * a stream shorter or unknown without being noticed. In memory a stream costs some 13 bytes.
 */
export class Streams {
  /** How many of the names are kept beside the log. */
  kept = 0
  private table: NumbersByHash | undefined
  private readonly rows: Statement
  private readonly counted: Statement
  private readonly row: Statement

  /**
   * @param shared whether another process may add streams: then an unknown name is looked for again in the file
   * @param keptNames the hashes of the first names of this very log
   */
  constructor(
    private readonly database: Database,
    private readonly file: string,
    private readonly shared: boolean,
    private readonly keptNames: () => Uint32Array | undefined,
  ) {
    this.rows = arrays(database, SQL.readStreams)
    this.counted = arrays(database, SQL.countStreams)
    this.row = arrays(database, SQL.streamRow)
  }

  /** Throws `Unavailable('damaged')` where the file contradicts itself. */
  find(name: string): StreamHead {
    const found = this.lookUp(name) ?? (this.shared && this.readNew() > 0 ? this.lookUp(name) : undefined)
    return found ?? { stream: this.count + 1, head: -1 }
  }

  /** A name the writer has just added under the number `find` gave. */
  add(name: string): void {
    this.known.add(hashOfName(name))
  }

  get count(): number {
    return this.known.count
  }

  /** Of the names 1, 2, 3 …: what may be kept for the next opening. */
  get hashes(): Uint32Array {
    return this.known.all
  }

  /** Takes back what was added by a transaction that was not stored. */
  forgetBeyond(count: number): void {
    this.known.forgetBeyond(count)
  }

  /** Reads the names that are not known yet, and says how many there were. */
  readNew(): number {
    const { known } = this
    const before = known.count
    // One snapshot for both questions: the writer in another process may add a stream between them.
    this.database.exec('BEGIN')
    try {
      for (const [stream, name, check] of this.rows.iterate(before) as Iterable<[number, string, number]>) {
        this.checkName(known.count + 1, stream, name, check)
        known.add(hashOfName(name))
      }
      const [named, last] = this.counted.get() as [number | null, number | null]
      if ((named ?? 0) !== known.count || (last ?? 0) !== known.count) {
        throw damagedFile(this.file, `it names ${named ?? 0} streams, its entries are of ${last ?? 0}`)
      }
    } finally {
      this.database.exec('COMMIT')
    }
    return known.count - before
  }

  /** A log opened to read, whose streams nobody asks for, need not know them. */
  private get known(): NumbersByHash {
    if (!this.table) {
      const kept = this.keptNames()
      this.kept = kept?.length ?? 0
      this.table = new NumbersByHash(kept)
      this.readNew()
    }
    return this.table
  }

  private lookUp(name: string): StreamHead | undefined {
    for (const stream of this.known.withHash(hashOfName(name))) {
      const [its, check, head, last] = this.row.get(stream) as [string?, number?, number?, number?]
      if (its !== name) {
        // One that shares the hash, or this very one, damaged.
        this.checkName(stream, stream, its, check)
        continue
      }
      if (head !== null && head === last) return { stream, head: head as number }
      throw damagedFile(this.file, `stream ${name} ends at revision ${head}, its entries at ${last}`)
    }
    return undefined
  }

  private checkName(
    due: number,
    stream: number,
    name: string | null | undefined,
    check: number | null | undefined,
  ): void {
    if (stream === due && typeof name === 'string' && check === nameCheck(stream, name)) return
    throw damagedFile(this.file, `the name of stream number ${due} is not what was stored`)
  }
}

/** 48 bits of SHA-256, exact in a JavaScript number. */
export function nameCheck(stream: number, name: string): number {
  return Number.parseInt(hash('sha256', `${stream} ${name}`, 'hex').slice(0, 12), 16)
}

/** 32 bits of a name: FNV-1a over its UTF-16 units, mixed at the end so that the lower bits depend on all of them. */
export function hashOfName(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
