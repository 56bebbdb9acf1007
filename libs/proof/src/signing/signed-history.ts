import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint } from '../domain/checkpoint'
import { isSame, named } from '../domain/continuation'
import { EMPTY_ROOT } from '../domain/hash'
import { parseSignerKey, parseVerifierKey, type VerifierKey, verifierKeyText } from '../domain/keys'
import type { StoredEntry } from '../domain/leaf'
import { linesOf, signedNote } from '../domain/note'
import type { KeptHashes } from '../keeping/kept-hashes'
import { earlier } from '../keeping/order'
import { keptTree, notedAsSigned } from '../keeping/tree-folder'
import { Audit, type Finding, type Signed } from './audit'
import { CHECKPOINTS, cosignedBeside, textOf } from './checkpoint-file'
import { contradiction } from './forked-log'
import { CheckpointHistories, signedIn } from './histories'
import { publicKeyBeside } from './ledger-key'
import { BEGUN, KEY_FILE, PUBLIC_KEY_FILE, TREE } from './options'
import { checkpointFilesIn } from './shared-checkpoints'
import { endBefore, endBeforeNoted, misnamed } from './taken-away'

export interface WhatIsSigned {
  /** The data folder; none of a backup, and on a cluster only where a service keeps what it signed. */
  readonly folder?: string
  /** The file with the checkpoints of a backup. */
  readonly file?: string
  /** The other folder with checkpoints. */
  readonly elsewhere?: string
  /**
   * The verification key as whoever checks has noted it down. Without it the one of the data folder is believed, which whoever
   * can write there could replace.
   */
  readonly key?: string
  /** Verification keys of witnesses. */
  readonly witnesses?: readonly string[]
  /** How many of them must have cosigned one checkpoint at least. */
  readonly cosignatures?: number
  /** Of a store in which writers' clocks may differ: an entry may say an earlier time than the one before it. */
  readonly clocksDiffer?: boolean
  /**
   * How many entries there were before it is looked what is signed: what they name was kept by then. What later ones name, of a
   * ledger that goes on meanwhile, may have been signed since. Without it nothing goes on.
   */
  readonly recorded?: number
}

const NOTHING_KEPT = { size: 0, node: () => EMPTY_ROOT }

/**
 * Everything that was signed of a ledger and kept of its tree, as it is now, to hold the entries against. It may be done beside
 * the running service: what is signed from now on is left out.
 */
export class SignedHistory {
  /** How many entries the last checkpoint is of that they lead to; told at the end. */
  signedSize = 0
  /** The same of the last one that enough witnesses have cosigned; undefined where none are named. */
  cosignedSize: number | undefined
  /** Entries that say that a backup was gone on with; told at the end. */
  continued: readonly number[] = []
  private readonly faults: string[] = []
  /** By file, how many checkpoints are in it. */
  private readonly found = new Map<string, number>()
  /** Then no checkpoint was looked at. */
  private keyFault = false
  private readonly noted: number
  private readonly histories: readonly CheckpointHistories[]
  private readonly kept: KeptHashes | undefined
  private readonly audit: Audit

  constructor(private readonly what: WhatIsSigned) {
    const { folder, elsewhere, file } = what
    // First: it is written behind each checkpoint.
    this.noted = folder === undefined ? 0 : notedAsSigned(join(folder, TREE))
    const files = [...(folder === undefined ? [] : [join(folder, CHECKPOINTS)]), ...filesElsewhere(elsewhere)]
    if (file !== undefined) files.push(file)
    for (const it of files) this.found.set(it, 0)
    this.histories = files.map((it) => new CheckpointHistories(it))
    const cosigned = files.map((it) => new CheckpointHistories(cosignedBeside(it), true))
    const all = [...this.histories, ...cosigned].filter((it) => existsSync(it.file))
    const key = all.length === 0 ? undefined : this.key()
    if (key && folder !== undefined) this.faults.push(...otherKeysIn(folder, key))
    const witnesses = this.witnesses()
    const open = (note: string, file: string, number: number) =>
      this.opened(note, file, number, key as VerifierKey, witnesses)
    for (const { file, strayFrom } of all)
      if (strayFrom !== undefined)
        this.faults.push(
          `自第 ${strayFrom} 字节起不是检查点 what stands there from byte ${strayFrom} on is no checkpoint: ${file}`,
        )
    this.kept = folder === undefined ? undefined : keptTree(join(folder, TREE))
    this.audit = new Audit(this.kept ?? NOTHING_KEPT, signedIn(key ? all : [], open), false, what.recorded)
  }

  /** The entry's leaf, for whoever looks at it beside. */
  add(entry: StoredEntry): Uint8Array {
    return this.audit.add(entry)
  }

  /** Over the entries so far. */
  root(): Uint8Array {
    return this.audit.root()
  }

  /** What the entries contradict, and what of it cannot be believed; nothing where all is sound. */
  end(): readonly string[] {
    const finding = this.audit.end()
    this.kept?.close()
    const kept = finding.differs ?? finding.damaged
    this.signedSize = finding.holds?.size ?? 0
    this.continued = finding.continuations.map((it) => it.sequence)
    if (this.what.witnesses?.length) this.cosignedSize = finding.vouchedSize
    return [
      ...this.faults,
      ...(finding.size > 0 && !this.keyFault ? [...this.missing(finding), ...this.uncosigned()] : []),
      ...(finding.earlier === undefined || this.what.clocksDiffer ? [] : [earlier(finding.earlier)]),
      ...(finding.misnamed === undefined ? [] : [misnamed(finding.misnamed)]),
      ...(finding.broken ? [contradiction(finding)] : this.untold(finding)),
      ...(!finding.broken && kept !== undefined
        ? [`第 ${kept} 条所存的哈希与条目不符 the hash that was kept is not that of entry ${kept}`]
        : []),
    ]
  }

  private missing(finding: Finding): readonly string[] {
    const without = [...this.without()]
    return without.length > 0 ? without : [...this.promised(finding), ...this.endedBeforeNoted()]
  }

  /** In the folder's own file, whatever others hold: a history that was given up for an older backup may reach further than the last. */
  private *endedBeforeNoted(): Generator<string> {
    const own = this.histories.slice(0, 1)
    const most = Math.max(0, ...own.flatMap((it) => it.all.map(({ last }) => last?.size ?? 0)))
    if (most > 0 && this.noted > most) yield endBeforeNoted(this.noted, most)
  }

  /**
   * Whoever brings a key or a folder knows that something was signed, and a key beside entries has signed them: files that hold
   * nothing of it were emptied or taken away.
   */
  private *without(): Generator<string> {
    if (this.what.key === undefined && this.what.elsewhere === undefined && !this.hasKeyThatSigned()) return
    for (const [file, count] of this.found)
      if (count === 0) yield `没有检查点，条目无从核对 there are no checkpoints to hold the entries against: ${file}`
  }

  private hasKeyThatSigned(): boolean {
    const { folder } = this.what
    const has = (name: string) => folder !== undefined && existsSync(join(folder, name))
    return (has(KEY_FILE) || has(PUBLIC_KEY_FILE)) && !has(BEGUN)
  }

  /** What an entry names was kept before the entry came: files that end before it were cut. Of a cluster others may keep it. */
  private *promised({ promised, broken }: Finding): Generator<string> {
    if (this.what.clocksDiffer || !promised || broken || promised.size <= this.signedSize) return
    yield endBefore(promised, this.signedSize)
  }

  /** Where another history follows, an entry says that an older backup was continued: each such entry once a file. */
  private *untold({ continuations, misplaced }: Finding): Generator<string> {
    if (misplaced !== undefined) yield elsewhereContinued(misplaced)
    for (const { file, all } of this.histories) {
      const told = continuations.flatMap(({ sequence, abandoned }) => abandoned.map((end) => ({ sequence, end })))
      for (const [i, { last }] of all.slice(0, -1).entries()) {
        const next = all[i + 1].begins
        if (!last || !next) continue
        const by = told.findIndex((it) => isSame(it.end, named(last)) && next.size >= it.sequence)
        if (by === -1)
          yield `${last.size} 条的检查点之后是 ${next.size} 条的，账本未载明沿用旧备份 a checkpoint of ${next.size} entries follows one of ${last.size}, and no entry says that an older backup was continued: ${file}`
        else told.splice(by, 1)
      }
    }
  }

  private *uncosigned(): Generator<string> {
    const { cosignatures = 0 } = this.what
    if (cosignatures > 0 && !this.cosignedSize)
      yield `没有检查点经 ${cosignatures} 个所信任的见证人会签 no checkpoint is cosigned by ${cosignatures} of the witnesses that are trusted`
  }

  private witnesses(): VerifierKey[] {
    const { witnesses = [] } = this.what
    return witnesses.flatMap((text) => {
      const key = parseVerifierKey(text)
      if (!isRefusal(key)) return [key]
      this.faults.push(`见证人公钥 key of a witness, ${text}: ${key.zh} ${key.en}`)
      return []
    })
  }

  private key(): VerifierKey | undefined {
    const key = this.givenKey()
    if (!isRefusal(key)) return key
    this.keyFault = true
    this.faults.push(`验证公钥 verification key: ${key.zh} ${key.en}`)
    return undefined
  }

  private givenKey(): Checked<VerifierKey> {
    const { key, folder, file } = this.what
    if (key !== undefined) return parseVerifierKey(key)
    // The signing key may be kept elsewhere; a ledger of before has its public part nowhere else.
    const publicPart = folder === undefined ? publicKeyBeside(file ?? '') : join(folder, PUBLIC_KEY_FILE)
    if (existsSync(publicPart)) return parseVerifierKey(readFileSync(publicPart, 'utf8').trimEnd())
    const own = folder === undefined ? '' : join(folder, KEY_FILE)
    return parseSignerKey(existsSync(own) ? readFileSync(own, 'utf8').trimEnd() : '')
  }

  private opened(
    note: string,
    file: string,
    number: number,
    key: VerifierKey,
    witnesses: readonly VerifierKey[],
  ): Signed | undefined {
    const isOwn = this.histories.some((it) => it.file === file)
    this.found.set(file, number)
    const opened = openCheckpoint(note, key, witnesses)
    if (isRefusal(opened)) {
      this.faults.push(`第 ${number} 个检查点 checkpoint ${number} of ${file}: ${opened.zh} ${opened.en}`)
      return undefined
    }
    // Readers of notes pass over what others have signed; here nobody else has.
    if (isOwn && note !== signedNote(textOf(note), linesOf(note, [key]).slice(0, 1)))
      this.faults.push(
        `第 ${number} 个检查点 checkpoint ${number} of ${file}: 有本账本未写的签名行 lines that this ledger did not write`,
      )
    const cosigners = new Set(opened.cosigners.map((it) => it.key))
    const { cosignatures = 1 } = this.what
    return { ...opened, vouched: witnesses.length > 0 && cosigners.size >= cosignatures }
  }
}

/** What a service would sign with from now on, and tell to others: where it is another key, somebody put it there. */
function* otherKeysIn(folder: string, key: VerifierKey): Generator<string> {
  for (const [name, parse] of [
    [PUBLIC_KEY_FILE, parseVerifierKey],
    [KEY_FILE, parseSignerKey],
  ] as const) {
    const file = join(folder, name)
    const found = existsSync(file) ? parse(readFileSync(file, 'utf8').trimEnd()) : key
    if (isRefusal(found) || verifierKeyText(found) !== verifierKeyText(key))
      yield `密钥文件不是签署所用的密钥 the key that lies there is not the one that signed: ${file}`
  }
}

/** Those of all services that share the folder; its own also where it is missing, so that it is missed. */
function filesElsewhere(folder: string | undefined): string[] {
  const there = folder === undefined ? [] : checkpointFilesIn(folder)
  return folder !== undefined && there.length === 0 ? [join(folder, CHECKPOINTS)] : there
}

const elsewhereContinued = (sequence: number) =>
  `第 ${sequence} 条沿用旧备份的记录所指并非其前的条目 entry ${sequence} says that an older backup was continued from other entries than those before it`
