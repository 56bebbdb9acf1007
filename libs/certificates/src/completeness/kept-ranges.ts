import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder, writeWholeFile } from '@pilot-ledger/event-log'
import { sameHash, toBase64 } from '@pilot-ledger/proof'
import type { KeptRange } from './ranges'

/** Entries between two states that are kept. */
const EVERY = 50_000
const NAME = /^(\d{1,15})\.json$/

interface Kept {
  readonly upTo: number
  readonly ranges: readonly KeptRange[]
}

/**
 * What was known of every key at some entries, in files: a map of a past cut, and the first one after a restart, go on from there.
 * All of it follows from the log, and may be deleted. A file is believed under its digest, and of a log that has its root.
 */
export class KeptRanges {
  private readonly there = new Set<number>()

  constructor(
    private readonly folder: string,
    readonly every = EVERY,
  ) {
    privateFolder(folder)
    for (const name of readdirSync(folder)) {
      const upTo = Number(NAME.exec(name)?.[1])
      if (upTo % every === 0) this.there.add(upTo)
    }
  }

  /** How far the last one at or before a cut would be, were it of this log; 0 where there is none. */
  last(cut: number): number {
    let last = 0
    for (const it of this.there) if (it <= cut && it > last) last = it
    return last
  }

  /** The last one at or before a cut that is of this log. */
  before(cut: number, rootAt: (size: number) => Uint8Array): Kept | undefined {
    for (const upTo of [...this.there].filter((it) => it <= cut).sort((a, b) => b - a)) {
      const kept = this.read(upTo, rootAt(upTo))
      if (kept) return kept
      // Made again when somebody comes by.
      this.there.delete(upTo)
    }
    return undefined
  }

  keep(upTo: number, root: Uint8Array, ranges: () => readonly KeptRange[]): void {
    if (this.there.has(upTo)) return
    const text = JSON.stringify({
      root: toBase64(root),
      ranges: ranges().map(([key, size, hashes]) => [key, size, toBase64(hashes)]),
    })
    writeWholeFile(this.fileOf(upTo), `${hash('sha256', text, 'hex')}\n${text}\n`)
    this.there.add(upTo)
  }

  private read(upTo: number, root: Uint8Array): Kept | undefined {
    if (!existsSync(this.fileOf(upTo))) return undefined
    const [digest, text = ''] = readFileSync(this.fileOf(upTo), 'utf8').split('\n')
    if (hash('sha256', text, 'hex') !== digest) return undefined
    const kept = JSON.parse(text) as { root: string; ranges: [string, number, string][] }
    if (!sameHash(Buffer.from(kept.root, 'base64'), root)) return undefined
    return { upTo, ranges: kept.ranges.map(([key, size, hashes]) => [key, size, Buffer.from(hashes, 'base64')]) }
  }

  private fileOf(upTo: number): string {
    return join(this.folder, `${upTo}.json`)
  }
}
