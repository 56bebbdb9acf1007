import { isRefusal, type Refusal } from '@pilot-ledger/kernel'
import { openCheckpoint } from '../domain/checkpoint'
import { fault } from '../domain/fault'
import { sameHash } from '../domain/hash'
import { type VerifierKey, verifierKeyText } from '../domain/keys'
import type { LogTree } from '../keeping/log-tree'
import type { WitnessAddress } from './addresses'
import { askWitness, type Cosignature, type Signed, unreachable } from './ask-witness'
import type { Cosigned, CosignedCheckpoints } from './cosigned-checkpoints'

/** A witness as the log knows it. */
export interface WitnessState {
  readonly name: string
  readonly verifierKey: string
  /** The last checkpoint that it has cosigned for us. */
  readonly size?: number
  /** Milliseconds since 1970, by its clock. */
  readonly at?: number
  /** Why it has not cosigned the last one. */
  readonly fault?: Refusal
}

export interface WitnessesOptions {
  readonly onNote?: (text: string) => void
  /** So many must have cosigned before that is kept at once. */
  readonly required?: number
  readonly patienceMs?: number
  readonly roundMs?: number
  readonly againMs?: number
  readonly keepEveryMs?: number
}

interface Asked extends WitnessAddress {
  /** Where it stands, as far as is known: it says so itself where that is wrong. */
  standsAt: number
  cosigned?: { size: number; at: number }
  fault?: Refusal
  /** Of what was told. */
  noted?: string
  busy: boolean
  notBefore: number
}

/** A witness that has not answered by then is not waited for. */
const PATIENCE_MS = 10_000
/** A round waits so long for those who are slow: they are left out of the next ones until they have answered. */
const ROUND_MS = 2_000
/** After one that did not cosign, though nothing new is signed. */
const AGAIN_MS = 3_000
/**
 * So seldom cosignatures are kept that nobody waits for: a year of them stays small. That a witness has cosigned what came in
 * between it knows itself, and the checkpoint stands in its own file.
 */
const KEEP_EVERY_MS = 60_000

/**
 * Has every checkpoint cosigned, or of many the last: in rounds, so that witnesses cosign the same ones. Nobody who records or
 * signs waits for it; a witness that is dead, slow or lying stands in nobody's way but of who wants its cosignature.
 */
export class Witnesses {
  private readonly asked: Asked[]
  private readonly ending = new AbortController()
  private newest: Signed | undefined
  private rounds: Promise<void> | undefined
  /** Which is asked about in the round that goes on. */
  private inRound: Signed | undefined
  private again: NodeJS.Timeout | undefined
  private keptAt = Number.NEGATIVE_INFINITY
  private keepingLater: NodeJS.Timeout | undefined
  /** Who wants cosignatures that are kept. */
  private waiting = 0

  constructor(
    private readonly log: VerifierKey,
    private readonly tree: Pick<LogTree, 'size' | 'consistency' | 'root'>,
    addresses: readonly WitnessAddress[],
    private readonly cosigned: CosignedCheckpoints,
    private readonly options: WitnessesOptions = {},
  ) {
    this.asked = addresses.map((it) => ({ ...it, standsAt: 0, busy: false, notBefore: 0 }))
  }

  get states(): readonly WitnessState[] {
    return this.asked.map(({ key, cosigned, fault }) => ({
      name: key.name,
      verifierKey: verifierKeyText(key),
      ...cosigned,
      ...(fault && { fault }),
    }))
  }

  /** Told of each checkpoint that is kept. */
  signed(signed: Signed): void {
    this.newest = signed
    // Another service of this ledger, that signs with the same key, had only been faster.
    for (const it of this.asked) if (it.fault?.code === AHEAD && it.standsAt <= signed.size) it.notBefore = 0
    this.goOn()
  }

  /** How many have not failed lately. */
  get answering(): number {
    return this.asked.filter((it) => it.fault === undefined).length
  }

  /** The checkpoint with the cosignatures that it has. */
  withCosignatures(note: string): string {
    const { last } = this.cosigned
    return this.cosigned.collectedOf(note) ?? (last?.note.startsWith(note) ? last.note : note)
  }

  /** The checkpoint of at least so many entries with most cosignatures: when it has so many, or patience has run out. */
  async of(size: number, cosigners: number, patienceMs: number): Promise<Cosigned | undefined> {
    const end = performance.now() + patienceMs
    this.waiting++
    try {
      await this.keepAll(size)
      for (;;) {
        const best = this.cosigned.best(size, this.tree.size)
        if ((best?.cosigners ?? 0) >= cosigners || performance.now() > end || this.ending.signal.aborted) return best
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    } finally {
      this.waiting--
    }
  }

  /** Not before those who answer soon have cosigned the last one. */
  async stop(patienceMs: number): Promise<void> {
    if (this.newest) await this.of(this.newest.size, this.answering, patienceMs)
    this.ending.abort()
    clearTimeout(this.again)
    await this.rounds
    clearTimeout(this.keepingLater)
    await this.keepAll()
    await this.cosigned.close()
  }

  private goOn(): void {
    if (this.rounds || this.ending.signal.aborted) return
    clearTimeout(this.again)
    this.again = undefined
    this.rounds = this.askAll().finally(() => {
      this.rounds = undefined
      this.askLater()
    })
  }

  /** Rounds, as long as there is somebody to ask. */
  private async askAll(): Promise<void> {
    while (this.newest && !this.ending.signal.aborted) {
      const signed = this.newest
      const due = this.lacking(signed).filter((it) => !it.busy && it.notBefore <= performance.now())
      if (due.length === 0) return
      this.inRound = signed
      await this.withinRound(Promise.all(due.map((it) => this.ask(it, signed))))
      this.inRound = undefined
      await this.keepInTime(signed.note)
    }
  }

  private lacking({ note }: Signed): Asked[] {
    return this.asked.filter((it) => !this.cosigned.has(note, it.key))
  }

  private async ask(its: Asked, signed: Signed): Promise<void> {
    its.busy = true
    const answer = await this.judged(its, await this.answerOf(its, signed))
    its.busy = false
    if (this.ending.signal.aborted) return
    if (isRefusal(answer)) this.failed(its, answer)
    else {
      its.fault = undefined
      its.noted = undefined
      // All of a round are kept at once, unless somebody waits for so many, or this one comes when it is long over.
      const { note } = answer.of
      if (this.inRound?.note !== note || this.cosigned.count(note) === this.options.required)
        await this.keepInTime(note)
    }
    this.goOn()
  }

  private failed(its: Asked, fault: Refusal): void {
    its.notBefore = performance.now() + (this.options.againMs ?? AGAIN_MS)
    this.note(its, fault)
    its.fault = fault
  }

  /** A cosignature counts where the log leads to what it is of: a carried answer may be of a history that is no more. */
  private async judged(its: Asked, answer: Cosignature | Refusal): Promise<Cosignature | Refusal> {
    if (isRefusal(answer) || this.ending.signal.aborted) return answer
    const { of, at, line, taken } = answer
    its.standsAt = of.size
    // Signed by the log itself, and not here: that is no mere word of the witness.
    if (of.size > this.tree.size) return fault(AHEAD, { size: of.size, signed: this.newest?.size ?? 0 })
    if (!this.isOfLog(of)) return fault(OTHER_HISTORY, { size: of.size })
    its.cosigned = { size: of.size, at }
    this.cosigned.add(of, its.key, line)
    if (!taken) return answer
    await this.keep(of.note)
    return await taken().then(
      () => answer,
      (error: Error) => unreachable(error),
    )
  }

  private isOfLog({ note, size }: Signed): boolean {
    const opened = openCheckpoint(note, this.log)
    return !isRefusal(opened) && sameHash(opened.root, this.tree.root(size))
  }

  /** Once, however often it is asked again; that a witness is ahead only where it stays so. */
  private note(its: Asked, fault: Refusal): void {
    if (its.noted === fault.code || (fault.code === AHEAD && its.fault?.code !== AHEAD)) return
    its.noted = fault.code
    this.options.onNote?.(noteOf(its.key, fault))
  }

  private async answerOf(its: Asked, { size, note }: Signed): Promise<Cosignature | Refusal> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(this.options.patienceMs ?? PATIENCE_MS)])
    for (let tries = 1; ; tries++) {
      // The tree may just be made again.
      if (this.tree.size < size) return fault('witness-unreachable', { reason: 'the tree is not ready' })
      const older = Math.min(its.standsAt, size)
      const proof = this.tree.consistency(older, size)
      const answer = await askWitness(its, this.log, { older, proof, checkpoint: note }, signal)
      if (isRefusal(answer) || 'line' in answer) return answer
      its.standsAt = answer.size
      if (answer.size > size) return fault(AHEAD, { size: answer.size, signed: size })
      // It stands there, and there stands something else.
      if (answer.size === older && older === size) return fault(OTHER_HISTORY, { size })
      if (answer.size === older || tries === MOST_TRIES)
        return fault('witness-answer-wrong', { reason: 'its size changes' })
    }
  }

  private async withinRound(asking: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.roundMs ?? ROUND_MS)
    })
    await Promise.race([asking, over])
    clearTimeout(timer)
  }

  private async keepInTime(note: string): Promise<void> {
    if (!this.cosigned.unkept().includes(note)) return
    const due = this.keptAt + (this.options.keepEveryMs ?? KEEP_EVERY_MS) - performance.now()
    if (this.waiting > 0 || due <= 0) return this.keep(note)
    this.keepingLater ??= setTimeout(() => {
      this.keepingLater = undefined
      void this.keepAll()
    }, due).unref()
  }

  /** Of at least so many entries. */
  private async keepAll(size?: number): Promise<void> {
    for (const it of this.cosigned.unkept(size)) await this.keep(it)
  }

  private async keep(note: string): Promise<void> {
    this.keptAt = performance.now()
    try {
      await this.cosigned.keep(note)
    } catch (error) {
      this.options.onNote?.(`会签未能保存 / cosignatures could not be kept: ${(error as Error).message}`)
    }
  }

  /** Whoever failed is asked again though nothing new is signed. */
  private askLater(): void {
    if (!this.newest || this.ending.signal.aborted || this.again) return
    const waiting = this.lacking(this.newest).filter((it) => !it.busy)
    if (waiting.length === 0) return
    const at = Math.min(...waiting.map((it) => it.notBefore))
    this.again = setTimeout(
      () => {
        this.again = undefined
        this.goOn()
      },
      Math.max(0, at - performance.now()),
    ).unref()
  }
}

const AHEAD = 'witness-ahead'
/** One of the two has been lied to, or lies: people have to look. */
export const OTHER_HISTORY = 'witness-saw-other-history'
/** It stands elsewhere than was thought, and another signer of this log may ask it in between. */
const MOST_TRIES = 3

function noteOf({ name }: VerifierKey, { code, zh, en, facts }: Refusal): string {
  const said = Object.entries(facts ?? {}).map(([what, it]) => `${what}: ${it}`)
  return [`见证人 witness ${name} · ${code}: ${zh} / ${en}`, ...said].join(' · ')
}
