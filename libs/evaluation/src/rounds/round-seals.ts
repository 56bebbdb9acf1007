import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { RoomReader } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { isRefusal, refuse, roomStream } from '@pilot-ledger/kernel'
import type { RoundContent } from '../definitions'
import { refuseSealing, roundRules } from '../domain/round-rules'
import { lastSeal, type RoundState } from '../domain/round-state'
import { canonicalSnapshot, type Snapshot, splitSnapshot } from '../domain/snapshot'
import type { Asking } from './exchange'
import { openRound, RoundContext } from './round-context'
import { Sealing } from './sealing'
import { type Prepare, type StepAnswer, StreamDesk } from './stream-desk'

/** 封存: one round after the other, within the caps that reach over several. */
@Injectable()
export class RoundSeals {
  /** Rows that may ride in the results' own entries, all platforms together; the rest is kept in parts before them. */
  inlineBytes = 600_000
  private sealingBefore: Promise<void> = Promise.resolve()
  private sealedAt: string | undefined

  constructor(
    private readonly desk: StreamDesk,
    private readonly context: RoundContext,
    private readonly sealing: Sealing,
    private readonly rooms: RoomReader,
  ) {}

  /** 封存 of every platform's result. Refusals `grades-not-confirmed`, `round-sealed`, `cut-moved`. */
  seal(round: string, asking: Asking): Promise<StepAnswer> {
    // One after the other: what one round grants counts against the next one's cap per body and year.
    const sealing = this.sealingBefore.then(async () => {
      await this.context.ready(this.sealedAt)
      return this.sealUntilItStands(round, asking)
    })
    this.sealingBefore = sealing.then(ignored, ignored)
    return sealing
  }

  /**
   * Of rounds that two processes seal in the same moment neither knows what the other grants, and together they could go
   * beyond a cap. The one that came second in the log is sealed anew, and until then neither published nor paid.
   */
  private async sealUntilItStands(round: string, asking: Asking): Promise<StepAnswer> {
    for (let tries = 1; ; tries++) {
      const suffix = tries === 1 ? undefined : `/again/${tries}`
      const answer = await this.sealNow(round, asking, suffix).catch(async (error: unknown) => {
        // What another request has sealed may have counted too little: whoever seals again sets it aside.
        const aside =
          tries === 1 && refusedAs(error, 'round-sealed') && (await this.setAsideIfOvertaken(round, asking, '/before'))
        if (!aside) throw error
        return this.sealNow(round, asking, suffix, 1)
      })
      this.sealedAt = answer.position
      // Recorded it is in any case; what could not be looked at now is looked at before the publication.
      const looked = tries < MOST_TRIES && (await this.context.takesIn(answer.position))
      if (!looked || !(await this.setAsideIfOvertaken(round, asking, suffix))) return answer
    }
  }

  /** Said again by a repeated request where it was said the first time, whatever stands now. */
  private async setAsideIfOvertaken(round: string, asking: Asking, suffix = ''): Promise<boolean> {
    const prepare: Prepare<RoundState, RoundContent> = async (state) => {
      const platforms = await this.overtaken(round, state)
      return platforms.length === 0
        ? SEAL_STANDS
        : [{ type: 'SealOvertaken', data: { sealNo: lastSeal(state).sealNo, platforms } }]
    }
    try {
      await this.record(round, asking, prepare, `${suffix}/overtaken`)
      return true
    } catch (error) {
      if (refusedAs(error, SEAL_STANDS.code)) return false
      throw error
    }
  }

  /** Platforms of the sealing that stands for whose caps it counted too little. Refusal `concurrent-change`. */
  async overtaken(round: string, state: RoundState): Promise<readonly string[]> {
    const seal = lastSeal(state)
    const { readTo } = seal?.results[0] ?? {}
    if (!seal || readTo === undefined || !state.sealStands) return []
    const entry = async () => {
      const { events } = await this.rooms.stream('round', round)
      return events.find((it) => it.type === 'ResultSealed' && it.data.sealNo === seal.sealNo)
    }
    // Sealed a moment ago through another process: not yet read here.
    const first = (await entry()) ?? ((await this.context.takesIn()) ? await entry() : undefined)
    if (!first) throw new RefusalException([ROUND_MOVED])
    return this.sealing.overtaken(round, openRound(state), { readTo, sealedAt: Number(first.position) })
  }

  private async sealNow(round: string, asking: Asking, suffix?: string, before = 0): Promise<StepAnswer> {
    const own = before + (await this.keepLongRows(round, asking, suffix))
    const prepare: Prepare<RoundState, RoundContent> = async (state) => {
      const { opened } = openRound(state)
      const early = refuseSealing(state, opened.platforms[0])
      if (early) return early
      const readTo = this.context.tables.sequence
      const snapshots = await this.sealing.snapshots(round, openRound(state))
      if (isRefusal(snapshots)) return snapshots
      const inline = this.inlineOf(snapshots as Snapshot[])
      const contents: RoundContent[] = []
      for (const whole of snapshots as Snapshot[]) {
        const { snapshot, parts } = splitSnapshot(whole, inline)
        const { platform } = whole
        const hash = hashOf(whole)
        // Parts kept before belong to this very result, or it could not be put together again.
        if (!parts.every((_, part) => state.rowParts.has(`${platform} ${hash} ${part}`))) return ROWS_MOVED
        const rowParts = parts.length > 0 ? { rowParts: parts.length } : {}
        const { sealNo } = whole.round
        const data = { sealNo, platform, snapshot, hash, ...rowParts, readTo, grants: 'byScheme' as const }
        contents.push({ type: 'ResultSealed', data })
      }
      return contents
    }
    return this.record(round, asking, prepare, suffix, own)
  }

  /** Entries of their own for rows too long for the results' entries; kept once, however often sealing is tried. */
  private async keepLongRows(round: string, asking: Asking, again = ''): Promise<number> {
    const { history } = await this.desk.load(roomStream('round', round), roundRules)
    const { opened } = history.state
    if (!opened || refuseSealing(history.state, opened.platforms[0])) return 0
    const snapshots = await this.sealing.snapshots(round, openRound(history.state))
    if (isRefusal(snapshots)) return 0
    const inline = this.inlineOf(snapshots as Snapshot[])
    let kept = 0
    for (const whole of snapshots as Snapshot[]) {
      const hash = hashOf(whole)
      for (const [part, rows] of splitSnapshot(whole, inline).parts.entries()) {
        const { platform } = whole
        if (history.state.rowParts.has(`${platform} ${hash} ${part}`)) continue
        const suffix = `${again}/rows/${hash.slice(0, 32)}/${part}`
        await this.record(
          round,
          asking,
          async () => [{ type: 'ResultRowsSealed', data: { platform, hash, part, rows } }],
          suffix,
        )
        kept++
      }
    }
    return kept
  }

  private inlineOf(snapshots: readonly Snapshot[]): number {
    return Math.floor(this.inlineBytes / Math.max(1, snapshots.length))
  }

  private record(
    round: string,
    asking: Asking,
    prepare: Prepare<RoundState, RoundContent>,
    suffix?: string,
    own?: number,
  ): Promise<StepAnswer> {
    return this.desk.record(
      { id: round, stream: roomStream('round', round), rules: roundRules, suffix, own },
      asking,
      prepare,
    )
  }
}

export function hashOf(snapshot: Snapshot): string {
  return createHash('sha256').update(canonicalSnapshot(snapshot)).digest('hex')
}

const refusedAs = (error: unknown, code: string) =>
  error instanceof RefusalException && error.refusals.some((it) => it.code === code)

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
