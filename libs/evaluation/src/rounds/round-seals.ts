import { createHash } from 'node:crypto'
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { atOnce, inTurns, isRefusal, refuse, type Steps } from '@pilot-ledger/kernel'
import { type Answered, Decide, type RecordAnswer, Recorder, type RequestIdentity } from '@pilot-ledger/recording'
import type { ResultRowsSealed, RoundContent } from '../definitions'
import { refuseSealing, roundRules } from '../domain/round-rules'
import { lastSeal, type RoundState } from '../domain/round-state'
import { canonicalSnapshot, type Snapshot, splitSnapshot } from '../domain/snapshot'
import { openRound, RoundContext } from './round-context'
import { judged, type OnRound, type RoundDecision, RoundRequests } from './round-requests'
import { Sealing } from './sealing'

/** 封存 of every platform's result. */
export class SealRound {
  constructor(
    readonly round: string,
    readonly identity: RequestIdentity,
  ) {}
}

/** 封存: one round after the other, within the caps that reach over several. */
@CommandHandler(SealRound)
export class RoundSeals extends RoundRequests implements ICommandHandler<SealRound> {
  /** Rows that may ride in the results' own entries, all platforms together; the rest is kept in parts before them. */
  inlineBytes = 600_000
  private sealingBefore: Promise<void> = Promise.resolve()
  private sealedAt: string | undefined

  constructor(
    private readonly commands: CommandBus,
    private readonly recorder: Recorder,
    private readonly context: RoundContext,
    private readonly sealing: Sealing,
    private readonly streams: StreamReader,
  ) {
    super()
  }

  /** Refusals `grades-not-confirmed`, `round-sealed`, `cut-moved`. */
  execute({ round, identity }: SealRound): Promise<Answered> {
    // One after the other: what one round grants counts against the next one's cap per body and year.
    const sealing = this.sealingBefore.then(async () => {
      await this.context.ready(this.sealedAt)
      return this.sealUntilItStands(round, identity)
    })
    this.sealingBefore = sealing.then(ignored, ignored)
    return sealing
  }

  /**
   * Of rounds that two processes seal in the same moment neither knows what the other grants, and together they could go
   * beyond a cap. The one that came second in the log is sealed anew, and until then neither published nor paid.
   */
  private async sealUntilItStands(round: string, identity: RequestIdentity): Promise<Answered> {
    for (let tries = 1; ; tries++) {
      const suffix = tries === 1 ? '' : `/again/${tries}`
      let answer = await this.sealNow(round, identity, suffix)
      // What another request has sealed may have counted too little: whoever seals again sets it aside.
      if (tries === 1 && refusedAs(answer, 'round-sealed') && (await this.isSetAside(round, identity, '/before')))
        answer = await this.sealNow(round, identity, suffix, 1)
      if (isRefusal(answer)) return answer
      const { position } = answer as RecordAnswer
      this.sealedAt = position
      // Recorded it is in any case; what could not be looked at now is looked at before the publication.
      const looked = tries < MOST_TRIES && (await this.context.takesIn(position))
      if (!looked || !(await this.isSetAside(round, identity, suffix))) return answer
    }
  }

  /** Said again by a repeated request where it was said the first time, whatever stands now. */
  private async isSetAside(round: string, identity: RequestIdentity, suffix: string): Promise<boolean> {
    const answer = await this.decide('setAside', round, undefined, under(identity, `${suffix}/overtaken`))
    if (refusedAs(answer, SEAL_STANDS.code)) return false
    orRefuse(answer)
    return true
  }

  /** A sealing that counted too little. Refusal `seal-stands`. */
  async setAside(_: undefined, on: OnRound): RoundDecision {
    const { state } = await on.history()
    const platforms = await this.overtaken(on.subject, state)
    if (platforms.length === 0) return SEAL_STANDS
    return judged(roundRules, [{ type: 'SealOvertaken', data: { sealNo: lastSeal(state).sealNo, platforms } }])
  }

  /** Platforms of the sealing that stands for whose caps it counted too little. Refusal `concurrent-change`. */
  async overtaken(round: string, state: RoundState): Promise<readonly string[]> {
    const seal = lastSeal(state)
    const { readTo } = seal?.results[0] ?? {}
    if (!seal || readTo === undefined || !state.sealStands) return []
    const entry = async () => {
      const { events } = await this.streams.stream('round', round)
      return events.find((it) => it.type === 'ResultSealed' && it.data.sealNo === seal.sealNo)
    }
    // Sealed a moment ago through another process: not yet read here.
    const first = (await entry()) ?? ((await this.context.takesIn()) ? await entry() : undefined)
    if (!first) throw new RefusalException([ROUND_MOVED])
    return this.sealing.overtaken(round, openRound(state), { readTo, sealedAt: Number(first.position) })
  }

  private async sealNow(round: string, identity: RequestIdentity, suffix: string, before = 0): Promise<Answered> {
    const own = before + (await this.keepLongRows(round, identity, suffix))
    return this.decide('results', round, undefined, under(identity, suffix, own))
  }

  /** Every platform's result; its long rows are kept before it. */
  async results(_: undefined, on: OnRound): RoundDecision {
    const { state } = await on.history()
    const { opened } = openRound(state)
    const early = refuseSealing(state, opened.platforms[0])
    if (early) return early
    const readTo = this.context.tables.sequence
    const snapshots = await this.sealing.snapshots(on.subject, openRound(state))
    if (isRefusal(snapshots)) return snapshots
    const inline = this.inlineOf(snapshots as Snapshot[])
    const contents: RoundContent[] = []
    for (const whole of snapshots as Snapshot[]) {
      const { snapshot, parts } = await inTurns(splitSnapshot(whole, inline))
      const { platform } = whole
      const hash = await inTurns(hashing(whole))
      // Parts kept before belong to this very result, or it could not be put together again.
      if (!parts.every((_, part) => state.rowParts.has(`${platform} ${hash} ${part}`))) return ROWS_MOVED
      const rowParts = parts.length > 0 ? { rowParts: parts.length } : {}
      const { sealNo } = whole.round
      const data = { sealNo, platform, snapshot, hash, ...rowParts, readTo, grants: 'byScheme' as const }
      contents.push({ type: 'ResultSealed', data })
    }
    return judged(roundRules, contents)
  }

  /** Entries of their own for rows too long for the results' entries; kept once, however often sealing is tried. */
  private async keepLongRows(round: string, identity: RequestIdentity, again: string): Promise<number> {
    const { state } = (await this.recorder.load(this.streamOf(round), roundRules)).history
    const { opened } = state
    if (!opened || refuseSealing(state, opened.platforms[0])) return 0
    const snapshots = await this.sealing.snapshots(round, openRound(state))
    if (isRefusal(snapshots)) return 0
    const inline = this.inlineOf(snapshots as Snapshot[])
    let kept = 0
    for (const whole of snapshots as Snapshot[]) {
      const hash = await inTurns(hashing(whole))
      for (const [part, rows] of (await inTurns(splitSnapshot(whole, inline))).parts.entries()) {
        const { platform } = whole
        if (state.rowParts.has(`${platform} ${hash} ${part}`)) continue
        const its = under(identity, `${again}/rows/${hash.slice(0, 32)}/${part}`)
        orRefuse(await this.decide('keepRows', round, { platform, hash, part, rows }, its))
        kept++
      }
    }
    return kept
  }

  async keepRows(data: ResultRowsSealed['data'], _: OnRound): RoundDecision {
    return judged(roundRules, [{ type: 'ResultRowsSealed', data }])
  }

  private inlineOf(snapshots: readonly Snapshot[]): number {
    return Math.floor(this.inlineBytes / Math.max(1, snapshots.length))
  }

  private decide<Name extends 'results' | 'keepRows' | 'setAside'>(
    request: Name,
    round: string,
    body: Parameters<RoundSeals[Name]>[0],
    identity: RequestIdentity,
  ): Promise<Answered> {
    return this.commands.execute(new Decide(RoundSeals, request, round, body as never, identity))
  }
}

/**
 * For the further appends of one request, each under a key of its own. If-Match is of the stream as the request found it: asked
 * of the first without a suffix, `own` appends of the same request later.
 */
function under(identity: RequestIdentity, suffix: string, own = 0): RequestIdentity {
  const { idempotencyKey: key, expectedRevision: found } = identity
  return {
    ...identity,
    ...(key !== undefined && { idempotencyKey: key + suffix }),
    expectedRevision: suffix !== '' || found === undefined ? undefined : found + own,
  }
}

export const hashOf = (snapshot: Snapshot): string => atOnce(hashing(snapshot))

/** The same in steps. */
export function* hashing(snapshot: Snapshot): Steps<string> {
  const hash = createHash('sha256')
  for (const piece of canonicalSnapshot(snapshot)) {
    yield
    hash.update(piece)
  }
  return hash.digest('hex')
}

const refusedAs = (answer: Answered, code: string) => isRefusal(answer) && answer.code === code

const SEAL_STANDS = refuse('seal-stands', { zh: '封存有效', en: 'the sealing stands' })
const ignored = () => undefined
/** Of more rounds than this in one moment the last is sealed anew by whoever asks again. */
const MOST_TRIES = 4
const ROUND_MOVED = refuse('concurrent-change', {
  zh: '本轮刚有变动，请重试',
  en: 'the round changed just now; try again',
})
const ROWS_MOVED = refuse('concurrent-change', {
  zh: '其他轮次同时有变，请重试',
  en: 'another round changed meanwhile; try again',
})
