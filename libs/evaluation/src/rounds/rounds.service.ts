import { Injectable } from '@nestjs/common'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse } from '@pilot-ledger/http'
import { type Checked, isRefusal, numberKey, refuse, shanghaiDay, streamName } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import type { RoundContent, RoundOpened } from '../definitions'
import { refuseRepeat, refuseWindow } from '../domain/opening-rules'
import {
  grantsMoved,
  ROUND_EXISTS,
  refusePublicationBefore,
  refuseSlipElsewhere,
  roundRules,
} from '../domain/round-rules'
import { lastSeal } from '../domain/round-state'
import { isRelative } from '../domain/scheme'
import { schemeRules, schemeVersion } from '../domain/scheme-rules'
import type { Snapshot } from '../domain/snapshot'
import type { DeadlineMovedDto, PublicationDto, RoundOpenedDto, SubsidyPaymentDto, SubsidyPaymentVoidDto } from './dtos'
import { type Opened, RoundContext } from './round-context'
import { judged, type OnRound, type RoundDecision, RoundRequests } from './round-requests'
import { RoundSeals } from './round-seals'

/** 评价轮次: what concerns the whole round: opening, deadlines, sealing, publication, subsidy. */
@Injectable()
export class RoundsService extends RoundRequests {
  constructor(
    private readonly recorder: Recorder,
    private readonly context: RoundContext,
    private readonly seals: RoundSeals,
    private readonly streams: StreamReader,
  ) {
    super()
  }

  private oneByOne: Promise<unknown> = Promise.resolve()

  /** What is held against other rounds, whose streams are no part of the append: of this process never two at once. */
  afterTheOther<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.oneByOne.then(work, work)
    this.oneByOne = mine.catch(() => undefined)
    return mine
  }

  /** Refusals `unknown-scheme`, `year-missing`, `unknown-platform`, and those of the opening. After the other. */
  async open(body: RoundOpenedDto, on: OnRound): RoundDecision {
    // What others have opened is no part of the stream, but whether this one was opened is.
    await on.history()
    return judged(roundRules, await this.opening(body))
  }

  async moveDeadline(data: DeadlineMovedDto, _: OnRound): RoundDecision {
    return judged(roundRules, [{ type: 'DeadlineMoved', data }])
  }

  async publish({ on: day, document }: PublicationDto, on: OnRound): RoundDecision {
    const { state, live } = await on.history()
    const sealNo = lastSeal(state)?.sealNo ?? 0
    const sealed = live.filter((it) => it.content.type === 'ResultSealed').at(-1)
    const early = sealed && state.sealStands && refusePublicationBefore(day, shanghaiDay(sealed.recordedAt))
    if (early) return early
    const overtaken = await this.seals.overtaken(on.subject, state)
    if (overtaken.length > 0) return grantsMoved(overtaken)
    const data = { sealNo, on: day, ...(document !== undefined && { document }) }
    return judged(roundRules, [{ type: 'ResultPublished', data }])
  }

  /** 核定补助 of every platform, as it was sealed. Refusal `no-subsidy-in-scheme`. */
  async determineSubsidies(_: undefined, on: OnRound): RoundDecision {
    const { state } = await on.history()
    const overtaken = await this.seals.overtaken(on.subject, state)
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
    return determined.length > 0 ? judged(roundRules, determined) : NOT_SEALED
  }

  /** After the other. */
  async pay(data: SubsidyPaymentDto, on: OnRound): RoundDecision {
    const { opened } = (await on.history()).state
    for (const id of this.streams.ids('round')) {
      if (id === on.subject) continue
      const { history } = await this.recorder.load(streamName('round', id), roundRules)
      if (!history.state.opened?.synthetic !== !opened?.synthetic) continue
      const paid = refuseSlipElsewhere(history.state, data.bankReference)
      if (paid) return paid
    }
    return judged(roundRules, [{ type: 'SubsidyPaid', data }])
  }

  async voidPayment(data: SubsidyPaymentVoidDto, _: OnRound): RoundDecision {
    return judged(roundRules, [{ type: 'SubsidyPaymentVoided', data }])
  }

  private async opening(body: RoundOpenedDto): Promise<Checked<readonly RoundContent[]>> {
    const { scheme: id, version, supersededVersion, ...rest } = body
    const others = await this.others()
    // Rounds opened before their ids came of the number's key have others: one number is one round all the same.
    if (others.some((it) => numberKey(it.roundNo) === numberKey(body.roundNo))) return ROUND_EXISTS
    const { history } = await this.recorder.load(streamName('scheme', id), schemeRules)
    const published = schemeVersion(history.state, version)
    if (isRefusal(published)) return { ...published, pointer: '/scheme' }
    const { code, contentHash, content } = orRefuse(published)
    const newest = history.state.versions.length
    if (version < newest && !supersededVersion) return superseded(newest)
    if ((content.window.kind === 'calendarYear') !== (body.year !== undefined)) return YEAR_MISSING
    const early = refuseWindow(content, body.year, this.context.today())
    if (early) return early
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
    const repeat = refuseRepeat(data, await this.alike(data, others))
    return repeat ?? [{ type: 'RoundOpened', data }]
  }

  private async others(): Promise<Opened[]> {
    const all: Opened[] = []
    for (const id of this.streams.ids('round')) {
      const { history } = await this.recorder.load(streamName('round', id), roundRules)
      if (history.state.opened) all.push(history.state.opened)
    }
    return all
  }

  /** Of the same scheme, whatever its version, and the same year; demonstrations apart. */
  private async alike(data: Opened, others: readonly Opened[]): Promise<Opened[]> {
    const year = async (it: Opened) => this.context.yearOf(await this.context.scheme(it.scheme), it)
    const own = await year(data)
    const found: Opened[] = []
    for (const it of others)
      if (it.scheme.id === data.scheme.id && !it.synthetic === !data.synthetic && (await year(it)) === own)
        found.push(it)
    return found
  }
}

function superseded(newest: number) {
  return refuse('scheme-superseded', {
    pointer: '/version',
    zh: '该版本已被取代；确要按旧版评价的，请注明 supersededVersion',
    en: 'a newer version of the scheme is published: say supersededVersion to evaluate by this one all the same',
    facts: { newest: String(newest) },
  })
}

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
