import { hash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '@pilot-ledger/event-log'
import { mapInTurns } from '@pilot-ledger/kernel'
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
  async before(cut: number, rootAt: (size: number) => Uint8Array): Promise<Kept | undefined> {
    for (const upTo of [...this.there].filter((it) => it <= cut).sort((a, b) => b - a)) {
      const kept = await this.read(upTo, rootAt(upTo))
      if (kept) return kept
      // Made again when somebody comes by.
      this.there.delete(upTo)
    }
    return undefined
  }

  async keep(upTo: number, root: Uint8Array, ranges: Iterable<KeptRange>): Promise<void> {
    if (this.there.has(upTo)) return
    const its = await mapInTurns(ranges, ([key, size, hashes]) => JSON.stringify([key, size, toBase64(hashes)]))
    const text = `{"root":"${toBase64(root)}","ranges":[${its.join(',')}]}`
    const file = this.fileOf(upTo)
    const part = `${file}.part`
    await rm(part, { force: true })
    // What a power cut leaves of it is not believed.
    await writeFile(part, `${hash('sha256', text, 'hex')}\n${text}\n`, { mode: PRIVATE_FILE, flag: 'wx' })
    await rename(part, file)
    this.there.add(upTo)
  }

  private async read(upTo: number, root: Uint8Array): Promise<Kept | undefined> {
    if (!existsSync(this.fileOf(upTo))) return undefined
    const [digest, text = ''] = (await readFile(this.fileOf(upTo), 'utf8')).split('\n')
    if (hash('sha256', text, 'hex') !== digest) return undefined
    const kept = JSON.parse(text) as { root: string; ranges: [string, number, string][] }
    if (!sameHash(Buffer.from(kept.root, 'base64'), root)) return undefined
    const ranges = await mapInTurns(
      kept.ranges,
      ([key, size, hashes]): KeptRange => [key, size, Buffer.from(hashes, 'base64')],
    )
    return { upTo, ranges }
  }

  private fileOf(upTo: number): string {
    return join(this.folder, `${upTo}.json`)
  }
}
