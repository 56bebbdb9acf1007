import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { RoomReader } from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { type Checked, isRefusal, numberKey, refuse, roomStream, shanghaiDay } from '@pilot-ledger/kernel'
import type { DeadlineName, RoundContent, RoundOpened } from '../domain/events'
import {
  grantsMoved,
  ROUND_EXISTS,
  refusePublicationBefore,
  refuseSealing,
  refuseSlipElsewhere,
  roundIdOf,
  roundRules,
} from '../domain/round-rules'
import { lastSeal, type RoundState } from '../domain/round-state'
import { isRelative } from '../domain/scheme'
import { schemeRules, schemeVersion } from '../domain/scheme-rules'
import { canonicalSnapshot, type Snapshot, splitSnapshot } from '../domain/snapshot'
import type { DeadlineMovedDto, PublicationDto, RoundOpenedDto, SubsidyPaymentDto, SubsidyPaymentVoidDto } from './dtos'
import type { Asking } from './exchange'
import { openRound, RoundContext } from './round-context'
import { Sealing } from './sealing'
import { type Prepare, type StepAnswer, StreamDesk } from './stream-desk'

/** 评价轮次: what concerns the whole round: opening, deadlines, sealing, publication, subsidy. */
@Injectable()
export class RoundsService {
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

  /** Refusals `unknown-scheme`, `year-missing`, `unknown-platform`, and those of the opening. */
  async open(body: RoundOpenedDto, asking: Asking): Promise<StepAnswer> {
    const id = roundIdOf(body.roundNo)
    const answer = await this.record(id, asking, () => this.opening(body))
    void asking.reply?.header('location', `/api/rounds/${id}`)
    return answer
  }

  moveDeadline(round: string, { deadline, to, reason }: DeadlineMovedDto, asking: Asking): Promise<StepAnswer> {
    const data = { deadline: deadline as DeadlineName, to, reason }
    return this.record(round, asking, async () => [{ type: 'DeadlineMoved', data }])
  }

  /** 封存 of every platform's result. Refusals `grades-not-confirmed`, `round-sealed`, `cut-moved`. */
  seal(round: string, asking: Asking): Promise<StepAnswer> {
    // One after the other: what one round grants counts against the next one's cap per body and year.
    const sealing = this.sealingBefore.then(async () => {
      await this.context.ready(this.sealedAt)
      await this.setAsideIfOvertaken(round, asking)
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
      const answer = await this.sealNow(round, asking, suffix)
      this.sealedAt = answer.position
      // Recorded it is in any case; what could not be looked at now is looked at before the publication.
      const looked = tries < MOST_TRIES && (await this.context.takesIn(answer.position))
      if (!looked || !(await this.setAsideIfOvertaken(round, asking, suffix))) return answer
    }
  }

  private async setAsideIfOvertaken(round: string, asking: Asking, suffix = ''): Promise<boolean> {
    const state = await this.context.round(round)
    const platforms = await this.overtaken(round, state)
    if (platforms.length === 0) return false
    const data = { sealNo: lastSeal(state).sealNo, platforms }
    await this.record(round, asking, async () => [{ type: 'SealOvertaken', data }], `${suffix}/overtaken`)
    return true
  }

  /** Platforms of the sealing that stands for whose caps it counted too little. Refusal `concurrent-change`. */
  private async overtaken(round: string, state: RoundState): Promise<readonly string[]> {
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

  private async sealNow(round: string, asking: Asking, suffix?: string): Promise<StepAnswer> {
    await this.keepLongRows(round, asking, suffix)
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
    return this.record(round, asking, prepare, suffix)
  }

  publish(round: string, { on, document }: PublicationDto, asking: Asking): Promise<StepAnswer> {
    return this.record(round, asking, async (state) => {
      const sealNo = lastSeal(state)?.sealNo ?? 0
      const { history } = await this.desk.load(roomStream('round', round), roundRules)
      const sealed = history.live.filter((it) => it.content.type === 'ResultSealed').at(-1)
      const early = sealed && state.sealStands && refusePublicationBefore(on, shanghaiDay(sealed.recordedAt))
      if (early) return early
      const overtaken = await this.overtaken(round, state)
      if (overtaken.length > 0) return grantsMoved(overtaken)
      return [{ type: 'ResultPublished', data: { sealNo, on, ...(document !== undefined && { document }) } }]
    })
  }

  /** 核定补助 of every platform, as it was sealed. Refusal `no-subsidy-in-scheme`. */
  determineSubsidies(round: string, asking: Asking): Promise<StepAnswer> {
    return this.record(round, asking, async (state) => {
      const overtaken = await this.overtaken(round, state)
      if (overtaken.length > 0) return grantsMoved(overtaken)
      const results = lastSeal(state)?.results ?? []
      const determined = results.flatMap(({ platform, sealNo, hash, snapshot }): RoundContent[] => {
        const { subsidy } = snapshot as Snapshot
        if (!subsidy) return []
        return [
          { type: 'SubsidyDetermined', data: { platform, sealNo, hash, year: subsidy.year, amount: subsidy.amount } },
        ]
      })
      if (results.length > 0 && determined.length === 0) return NO_SUBSIDY
      return determined.length > 0 ? determined : NOT_SEALED
    })
  }

  pay(round: string, data: SubsidyPaymentDto, asking: Asking): Promise<StepAnswer> {
    return this.record(round, asking, async () => {
      for (const id of this.rooms.ids('round')) {
        if (id === round) continue
        const { history } = await this.desk.load(roomStream('round', id), roundRules)
        const paid = refuseSlipElsewhere(history.state, data.platform, data.bankReference)
        if (paid) return paid
      }
      return [{ type: 'SubsidyPaid', data: { ...data } }]
    })
  }

  voidPayment(round: string, data: SubsidyPaymentVoidDto, asking: Asking): Promise<StepAnswer> {
    return this.record(round, asking, async () => [{ type: 'SubsidyPaymentVoided', data: { ...data } }])
  }

  private async opening(body: RoundOpenedDto): Promise<Checked<readonly RoundContent[]>> {
    const { scheme: id, version, supersededVersion, ...rest } = body
    if (await this.isKnown(body.roundNo)) return ROUND_EXISTS
    const { history } = await this.desk.load(roomStream('scheme', id), schemeRules)
    const published = schemeVersion(history.state, version)
    if (isRefusal(published)) return { ...published, pointer: '/scheme' }
    const { code, contentHash, content } = orRefuse(published)
    const newest = history.state.versions.length
    if (version < newest && !supersededVersion) return superseded(newest)
    if ((content.window.kind === 'calendarYear') !== (body.year !== undefined)) return YEAR_MISSING
    if (body.platforms.length === 0) return NO_PLATFORMS
    const { tables } = this.context
    for (const [i, platform] of body.platforms.entries()) {
      const { state } = await this.context.streams.register(tables, platform, tables.sequence)
      if (!state.registration)
        return refuse('unknown-platform', {
          pointer: `/platforms/${i}`,
          zh: '没有此平台',
          en: 'there is no such platform',
        })
    }
    const { asOf } = content
    const cut: RoundOpened['data']['cut'] =
      asOf.kind === 'opening'
        ? { rule: 'opening', sequence: tables.sequence }
        : asOf.kind === 'day'
          ? { rule: 'day', day: asOf.day }
          : { rule: 'selfAssessmentDeadline' }
    const data = { ...rest, scheme: { id, code, version, contentHash }, cut, relative: isRelative(content) }
    return [{ type: 'RoundOpened', data }]
  }

  /** Rounds opened before their ids came of the number's key have others: one number is one round all the same. */
  private async isKnown(roundNo: string): Promise<boolean> {
    for (const id of this.rooms.ids('round')) {
      const { history } = await this.desk.load(roomStream('round', id), roundRules)
      const { opened } = history.state
      if (opened && numberKey(opened.roundNo) === numberKey(roundNo)) return true
    }
    return false
  }

  /** Entries of their own for rows too long for the results' entries; kept once, however often sealing is tried. */
  private async keepLongRows(round: string, asking: Asking, again = ''): Promise<void> {
    const { history } = await this.desk.load(roomStream('round', round), roundRules)
    const { opened } = history.state
    if (!opened || refuseSealing(history.state, opened.platforms[0])) return
    const snapshots = await this.sealing.snapshots(round, openRound(history.state))
    if (isRefusal(snapshots)) return
    const inline = this.inlineOf(snapshots as Snapshot[])
    for (const whole of snapshots as Snapshot[]) {
      const hash = hashOf(whole)
      for (const [part, rows] of splitSnapshot(whole, inline).parts.entries()) {
        const { platform } = whole
        if (history.state.rowParts.has(`${platform} ${hash} ${part}`)) continue
        const suffix = `${again}/rows/${platform}/${part}`
        await this.record(
          round,
          asking,
          async () => [{ type: 'ResultRowsSealed', data: { platform, hash, part, rows } }],
          suffix,
        )
      }
    }
  }

  private inlineOf(snapshots: readonly Snapshot[]): number {
    return Math.floor(this.inlineBytes / Math.max(1, snapshots.length))
  }

  private record(
    id: string,
    asking: Asking,
    prepare: Prepare<RoundState, RoundContent>,
    suffix?: string,
  ): Promise<StepAnswer> {
    return this.desk.record({ id, stream: roomStream('round', id), rules: roundRules, suffix }, asking, prepare)
  }
}

export function hashOf(snapshot: Snapshot): string {
  return createHash('sha256').update(canonicalSnapshot(snapshot)).digest('hex')
}

function superseded(newest: number) {
  return refuse('scheme-superseded', {
    pointer: '/version',
    zh: '该版本已被取代；确要按旧版评价的，请注明 supersededVersion',
    en: 'a newer version of the scheme is published: say supersededVersion to evaluate by this one all the same',
    facts: { newest: String(newest) },
  })
}

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
const YEAR_MISSING = refuse('year-missing', {
  pointer: '/year',
  zh: '按自然年统计的方案须给出评价年度，其他方案不填',
  en: 'a scheme by calendar years needs the year, another takes none',
})
const NO_PLATFORMS = refuse('platforms-missing', {
  pointer: '/platforms',
  zh: '须至少一家平台',
  en: 'a round has a platform',
})
const NO_SUBSIDY = refuse('no-subsidy-in-scheme', { zh: '方案未规定补助', en: 'the scheme gives no subsidy' })
const NOT_SEALED = refuse('round-not-sealed', { zh: '结果尚未封存', en: 'the results are not sealed' })
