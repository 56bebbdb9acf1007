import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { type Checkpoint, openCheckpoint } from '../domain/checkpoint'
import { EMPTY_ROOT } from '../domain/hash'
import { parseSignerKey, parseVerifierKey, type VerifierKey } from '../domain/keys'
import type { StoredEntry } from '../domain/leaf'
import type { KeptHashes } from '../keeping/kept-hashes'
import { keptTree } from '../keeping/log-tree'
import { earlier } from '../keeping/order'
import { Audit } from './audit'
import { CHECKPOINTS, checkpointsIn } from './checkpoint-file'
import { contradiction } from './forked-log'
import { KEY_FILE, TREE } from './ledger-proof'

export interface WhatIsSigned {
  /** The data folder. */
  readonly folder: string
  /** The other folder with checkpoints. */
  readonly elsewhere?: string
  /**
   * The verification key as whoever checks has noted it down. Without it the one of the data folder is believed, which whoever
   * can write there could replace.
   */
  readonly key?: string
}

const NOTHING_KEPT = { size: 0, node: () => EMPTY_ROOT }

/**
 * Everything that was signed of a ledger and kept of its tree, as it is now, to hold the entries against. It may be done beside
 * the running service: what is signed from now on is left out.
 */
export class SignedHistory {
  /** How many entries the last checkpoint is of that they lead to; told at the end. */
  signedSize = 0
  private readonly faults: string[] = []
  /** By file, how many checkpoints are in it. */
  private readonly found = new Map<string, number>()
  /** Then no checkpoint was looked at. */
  private keyFault = false
  private readonly kept: KeptHashes | undefined
  private readonly audit: Audit

  constructor(private readonly what: WhatIsSigned) {
    const { folder, elsewhere } = what
    const files = [folder, elsewhere].flatMap((it) => (it === undefined ? [] : [join(it, CHECKPOINTS)]))
    for (const it of files) this.found.set(it, 0)
    const there = files.filter((it) => existsSync(it))
    const key = there.length === 0 ? undefined : this.key()
    const signed = key ? there.map((it) => this.signedIn(it, statSync(it).size, key)) : []
    this.kept = keptTree(join(folder, TREE))
    this.audit = new Audit(this.kept ?? NOTHING_KEPT, merged(signed))
  }

  add(entry: StoredEntry): void {
    this.audit.add(entry)
  }

  /** What the entries contradict, and what of it cannot be believed; nothing where all is sound. */
  end(): readonly string[] {
    const finding = this.audit.end()
    this.kept?.close()
    const kept = finding.differs ?? finding.damaged
    this.signedSize = finding.holds?.size ?? 0
    return [
      ...this.faults,
      ...(finding.size > 0 && !this.keyFault ? this.without() : []),
      ...(finding.earlier === undefined ? [] : [earlier(finding.earlier)]),
      ...(finding.broken ? [contradiction(finding)] : []),
      ...(!finding.broken && kept !== undefined
        ? [`第 ${kept} 条所存的哈希与条目不符 the hash that was kept is not that of entry ${kept}`]
        : []),
    ]
  }

  /**
   * Whoever brings a key or a folder knows that something was signed: files that hold nothing of it were emptied or taken away.
   */
  private *without(): Generator<string> {
    if (this.what.key === undefined && this.what.elsewhere === undefined) return
    for (const [file, count] of this.found)
      if (count === 0) yield `没有检查点，条目无从核对 there are no checkpoints to hold the entries against: ${file}`
  }

  private key(): VerifierKey | undefined {
    const key = this.givenKey()
    if (!isRefusal(key)) return key
    this.keyFault = true
    this.faults.push(`验证公钥 verification key: ${key.zh} ${key.en}`)
    return undefined
  }

  private givenKey(): Checked<VerifierKey> {
    const { key, folder } = this.what
    if (key !== undefined) return parseVerifierKey(key)
    const file = join(folder, KEY_FILE)
    return parseSignerKey(existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '')
  }

  private *signedIn(file: string, bytes: number, key: VerifierKey): Generator<Checkpoint> {
    let number = 0
    for (const note of checkpointsIn(file, bytes)) {
      this.found.set(file, ++number)
      const opened = openCheckpoint(note, key)
      if (isRefusal(opened))
        this.faults.push(`第 ${number} 个检查点 checkpoint ${number} of ${file}: ${opened.zh} ${opened.en}`)
      else yield opened
    }
  }
}

/** Checkpoints of several files, the smaller first; each file's own stay in their order. */
function* merged(files: readonly Generator<Checkpoint>[]): Generator<Checkpoint> {
  const next = files.map((it) => it.next())
  for (;;) {
    let least = -1
    for (const [i, it] of next.entries())
      if (!it.done && (least === -1 || it.value.size < (next[least].value as Checkpoint).size)) least = i
    if (least === -1) return
    yield next[least].value as Checkpoint
    next[least] = files[least].next()
  }
}
