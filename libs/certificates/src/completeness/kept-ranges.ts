import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFolder } from '@pilot-ledger/event-log'
import { mapInTurns } from '@pilot-ledger/kernel'
import { sameHash, toBase64 } from '@pilot-ledger/proof'
import type { KeptRange } from './ranges'

/** The folder, in a data folder. */
export const MAPS = 'maps'
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
    const content = written(root, await mapInTurns(ranges, rangeText))
    const file = this.fileOf(upTo)
    const part = `${file}.part`
    await rm(part, { force: true })
    // What a power cut leaves of it is not believed.
    await writeFile(part, content, { mode: PRIVATE_FILE, flag: 'wx' })
    await rename(part, file)
    this.there.add(upTo)
  }

  private async read(upTo: number, root: Uint8Array): Promise<Kept | undefined> {
    if (!existsSync(this.fileOf(upTo))) return undefined
    const kept = read(await readFile(this.fileOf(upTo), 'utf8'))
    if (!kept || !isOfLog(kept, root)) return undefined
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

interface Written {
  readonly root: string
  readonly ranges: readonly [string, number, string][]
}

const rangeText = ([key, size, hashes]: KeptRange) => JSON.stringify([key, size, toBase64(hashes)])

function written(root: Uint8Array, ranges: readonly string[]): string {
  const text = `{"root":"${toBase64(root)}","ranges":[${ranges.join(',')}]}`
  return `${hash('sha256', text, 'hex')}\n${text}\n`
}

/** Undefined for what its digest does not speak for, or is nothing of the kind. */
function read(file: string): Written | undefined {
  const [digest, text = ''] = file.split('\n')
  if (hash('sha256', text, 'hex') !== digest) return undefined
  try {
    const { root, ranges } = (JSON.parse(text) ?? {}) as Partial<Written>
    return typeof root === 'string' && Array.isArray(ranges) ? { root, ranges } : undefined
  } catch {
    return undefined
  }
}

const isOfLog = ({ root }: Written, its: Uint8Array) => sameHash(Buffer.from(root, 'base64'), its)

/** Files of such a folder by how many entries they are of, for whoever looks at them beside: nothing is made or thrown away. */
export function keptIn(folder: string): ReadonlyMap<number, string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return new Map(
    names.flatMap((it) => (NAME.test(it) ? [[Number(NAME.exec(it)?.[1]), join(folder, it)] as const] : [])),
  )
}

/** Whether a file is what so many entries lead to; one of another log would not be believed, and is nobody's business. */
export function isAsMade(file: string, root: Uint8Array, ranges: Iterable<KeptRange>): boolean {
  const found = readFileSync(file, 'utf8')
  if (found === written(root, Array.from(ranges, rangeText))) return true
  const kept = read(found)
  return kept !== undefined && !isOfLog(kept, root)
}
