import { existsSync, statSync } from 'node:fs'
import { isRefusal } from '@pilot-ledger/kernel'
import { type Checkpoint, parseCheckpoint } from '../domain/checkpoint'
import { named } from '../domain/continuation'
import { sameHash } from '../domain/hash'
import type { Signed } from './audit'
import { checkpointsIn, isTornFrom, placedIn, textOf } from './checkpoint-file'

/**
 * The checkpoints of a file from one on that are each of more entries than the one before, or the same again: one history. Where
 * another follows, an older backup was continued, or somebody put it there.
 */
export interface History {
  /** Counted from 0 in the file. */
  readonly first: number
  readonly end: number
  /** As they stand there, whoever signed them. */
  readonly begins?: Checkpoint
  readonly last?: Checkpoint
}

/** A file of checkpoints as it is now: what is appended from now on is left out. */
export class CheckpointHistories {
  private readonly bytes: number
  readonly all: readonly History[]
  /** From which byte on no checkpoint stands there, nor one that a death tore; undefined where all of it is. */
  strayFrom: number | undefined

  /** @param cosigned whether they are some of those of another file, with cosignatures: that one tells where a history ends */
  constructor(
    readonly file: string,
    readonly cosigned = false,
  ) {
    this.bytes = existsSync(file) ? statSync(file).size : 0
    this.all = this.bytes === 0 ? [] : this.parted()
  }

  /** The notes of one history, each with its number in the file, from 1. */
  *notes({ first, end }: History): Generator<readonly [number: number, note: string]> {
    let at = 0
    for (const note of checkpointsIn(this.file, this.bytes)) {
      if (at >= end) return
      if (at >= first) yield [at + 1, note]
      at++
    }
  }

  private parted(): History[] {
    const histories: History[] = []
    let [at, first, begins, last]: [number, number, Checkpoint?, Checkpoint?] = [0, 0]
    let whole = 0
    for (const { note, end } of placedIn(this.file, this.bytes)) {
      whole = end
      const stated = parseCheckpoint(textOf(note))
      // What is no checkpoint is told by who opens it.
      if (!isRefusal(stated)) {
        if (last !== undefined && isOtherThan(last, stated)) {
          histories.push({ first, end: at, begins, last })
          first = at
          begins = undefined
        }
        begins ??= stated
        last = stated
      }
      at++
    }
    if (!isTornFrom(this.file, whole, this.bytes)) this.strayFrom = whole
    return [...histories, { first, end: at, begins, last }]
  }
}

/** Undefined for what is not believed. */
type Opening = (note: string, file: string, number: number) => Omit<Signed, 'end'> | undefined

/**
 * The checkpoints of these files, the smaller first.
 * @param ended whether the last history of a file counts as one behind which another begins
 */
export function* signedIn(files: readonly CheckpointHistories[], open: Opening, ended = false): Generator<Signed> {
  const next = files
    .flatMap((it) => it.all.map((_, i) => ofHistory(it, i, open, ended)))
    .map((it) => ({ it, at: it.next() }))
  for (;;) {
    let least: (typeof next)[number] | undefined
    for (const one of next)
      if (!one.at.done && (least === undefined || one.at.value.size < (least.at.value as Signed).size)) least = one
    if (least === undefined) return
    yield least.at.value as Signed
    least.at = least.it.next()
  }
}

function* ofHistory(histories: CheckpointHistories, at: number, open: Opening, ended: boolean): Generator<Signed> {
  const { file, all, cosigned } = histories
  const { last } = all[at]
  const ends = cosigned ? 'cosigned' : last && named(last)
  const end = cosigned || ended || at < all.length - 1 ? ends : undefined
  for (const [number, note] of histories.notes(all[at])) {
    const opened = open(note, file, number)
    if (opened) yield { ...opened, end }
  }
}

const isOtherThan = (last: Checkpoint, { size, root }: Checkpoint) =>
  size < last.size || (size === last.size && !sameHash(root, last.root))
