import { Inject, Injectable, Optional } from '@nestjs/common'
import type { Tables } from '@pilot-ledger/figures'
import { cutView, FiguresService } from '@pilot-ledger/figures/reporting'
import { makeCursor, orRefuse, RefusalException, readCursor } from '@pilot-ledger/http'
import { dayOfNumber, formatAmount, parseWindow, refuse, shanghaiDayNumber } from '@pilot-ledger/kernel'
import { Recorder, SETTLED_DAYS, type SettledDays } from '@pilot-ledger/recording'
import { type Bridge, CELLS, NOTHING, plus } from '../domain/bridge'
import { closedPeriods } from '../domain/closed-days'
import { named, type Period, parsePeriod } from '../domain/closing-period'
import { UNKNOWN_CLOSE } from '../domain/closing-rules'
import { approvalOf, type Close, type ClosingState, closeOf, type Recording, stands } from '../domain/closing-state'
import { BankChanges } from './bank-changes'
import { carriedOver, closeBefore } from './carried-over'
import { type CheckItem, Checklist } from './checklist'
import { ClosingReader, type ReadStep } from './closing-reader'
import type { ClosesQuery, VarianceQuery } from './dtos'
import { periodTotals, sameAs } from './period-totals'
import { SinceProposal } from './since-proposal'

const PAGE = 100
interface Standing {
  readonly tables: Tables
  readonly platform: number
  readonly cut: number
  readonly state: ClosingState
}

/** What was closed, whether it can still be reproduced, and what has been restated since. */
@Injectable()
export class ClosesService {
  constructor(
    private readonly figures: FiguresService,
    private readonly reader: ClosingReader,
    private readonly checklist: Checklist,
    private readonly bank: BankChanges,
    private readonly sinceProposal: SinceProposal,
    private readonly recorder: Recorder,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  /** What a close of this window would look at, and the totals it would be signed with. */
  async checks(platformId: string, query: { from?: string; to?: string } & ClosesQuery) {
    const { tables, platform, cut, state } = await this.at(platformId, query)
    const { question } = await this.figures.ask(platformId, query)
    const window = orRefuse(parseWindow(query.from ?? question.window.from, query.to ?? question.window.to))
    const period = named(window.from, window.to)
    const { totals, contracts, totalsHash } = periodTotals(tables, platform, period, cut)
    return {
      platform: platformId,
      period: period.period,
      window,
      asOf: cutView(tables, cut),
      items: (await this.checklist.of(tables, platform, period, cut, state)).map(itemView),
      totals,
      contractCount: contracts.length,
      totalsHash,
    }
  }

  async list(platformId: string, query: ClosesQuery) {
    const { tables, platform, cut, state } = await this.at(platformId, query)
    const restated = await this.reader.restatements(tables, platform, state, cut)
    const closes = await Promise.all(
      state.closes.map(async (close) => {
        if (!stands(close)) return viewOf(close)
        const steps = await this.reader.steps(tables, platform, close, cut)
        const sequences = new Set(steps.flatMap((it) => (it.dated ? [it.sequence] : [])))
        const own = restated.filter((it) => sequences.has(it.step.sequence))
        const approved = own.filter((it) => approvalOf(state, it.entry)).length
        return { ...viewOf(close), restatements: { pending: own.length - approved, approved } }
      }),
    )
    return { platform: platformId, asOf: cutView(tables, cut), closes }
  }

  /** 已结期间 by their days, in order, and windows that rounds have sealed; and from which day on one person may record alone. */
  async periods(platformId: string, query: ClosesQuery) {
    const { tables, cut, state } = await this.at(platformId, query)
    const now = this.recorder.now()
    const { rule } = this.recorder.asked({ actor: '' }, now)
    const waitsBefore = rule && dayOfNumber(shanghaiDayNumber(now) - (rule.datedDays ?? rule.days))
    const windows = rule ? ((await this.settled?.sealed(platformId)) ?? []) : []
    const sealed = windows.map(({ roundNo, from, to }) => ({ round: roundNo, from, to }))
    return { platform: platformId, asOf: cutView(tables, cut), periods: closedPeriods(state), sealed, waitsBefore }
  }

  /** The stored totals, and what the ledger says today of the same cut: the two are equal for ever. */
  async one(platformId: string, name: string, query: ClosesQuery) {
    const { tables, platform, cut, state } = await this.at(platformId, query)
    const close = newest(state, name)
    const { terms } = close
    const again = periodTotals(tables, platform, terms, terms.sequence)
    const before = closeBefore(state, close)
    return {
      platform: platformId,
      asOf: cutView(tables, cut),
      ...viewOf(close),
      totals: terms.totals,
      checklist: terms.checklist,
      recomputed: {
        sequence: terms.sequence,
        totals: again.totals,
        totalsHash: again.totalsHash,
        equal: sameAs(again, terms),
      },
      carriedOver: before && carriedOver(tables, platform, before, close),
      sinceProposal:
        close.status === 'proposed' ? await this.sinceProposal.of(tables, platform, state, close, cut) : undefined,
      bankChanges: stands(close) ? (await this.bank.since(tables, platformId, state, close, cut)).length : undefined,
      earlier: state.closes.filter((it) => it !== close && it.terms.period === terms.period).map(viewOf),
    }
  }

  /** 对账变动，结账后: bank work of the closed days by whoever did it. It moves no total; it is what the checklist no longer says. */
  async bankChanges(platformId: string, name: string, query: ClosesQuery) {
    const { tables, cut, state } = await this.at(platformId, query)
    const close = newest(state, name)
    if (!stands(close) && close.status !== 'proposed') throw new RefusalException([NOT_CLOSED])
    const { period, from, to, sequence } = close.terms
    const changes = await this.bank.since(tables, platformId, state, close, cut)
    return {
      platform: platformId,
      period,
      window: { from, to },
      closedAt: sequence,
      asOf: cutView(tables, cut),
      changes,
    }
  }

  /** 差异说明: now minus as-closed (or as proposed) in every cell, and the entries that made the difference, each with its effects. */
  async variance(platformId: string, name: string, query: VarianceQuery, knownAt?: number) {
    const { close, all, at, page, header, next } = await this.touched(
      'variance',
      platformId,
      name,
      query,
      () => true,
      knownAt,
    )
    const [closed, now] = [close.terms.sequence, at.cut].map(
      (cut) => periodTotals(at.tables, at.platform, close.terms, cut).bridge,
    )
    const explained = all.reduce<Bridge>((sum, it) => plus(sum, it.effect), NOTHING)
    const cells = CELLS.map(({ column, taxBasis, part }, i) => ({
      column,
      taxBasis,
      part,
      asClosed: formatAmount(closed[i]),
      now: formatAmount(now[i]),
      difference: formatAmount(now[i] - closed[i]),
      explained: formatAmount(explained[i]),
    }))
    return { ...header, cells, ties: cells.every((it) => it.difference === it.explained), entries: page, next }
  }

  /** 追溯记录: what was recorded after the close and is dated inside it, waiting for a second person or approved. */
  async restatements(platformId: string, name: string, query: VarianceQuery) {
    const { all, at, page, header, next } = await this.touched(
      'restatements',
      platformId,
      name,
      query,
      (it) => it.dated,
    )
    const entries = await Promise.all(all.map((step) => this.reader.entry(at.tables, step)))
    const approved = entries.filter((it) => approvalOf(at.state, it)).length
    return { ...header, pending: entries.length - approved, approved, entries: page, next }
  }

  private async touched(
    list: string,
    platformId: string,
    name: string,
    query: VarianceQuery,
    wanted: (step: ReadStep) => boolean,
    // Where a close is told as of a cut at which nobody had signed it yet.
    knownAt?: number,
  ) {
    const asked = { list, platformId, period: name, asOf: query.asOf }
    const place = readCursor<{ at: number; cut: number }>(asked, query.cursor)
    const at = await this.at(platformId, place ? { ...query, asOf: String(place.cut) } : query)
    const { tables, platform, cut } = at
    const state = knownAt === undefined ? at.state : await this.reader.state(platformId, knownAt)
    const close = newest(state, name)
    const { sequence, period, from, to } = close.terms
    const shown = stands(close) || (list === 'variance' && close.status === 'proposed')
    if (!shown) throw new RefusalException([NOT_CLOSED])
    const all = (await this.reader.steps(tables, platform, close, cut)).filter(wanted)
    const [first, limit] = [place?.at ?? 0, Number(query.limit ?? PAGE)]
    const page = await Promise.all(all.slice(first, first + limit).map((step) => this.told(at, step)))
    const more = first + limit < all.length
    const header = {
      platform: platformId,
      period,
      window: { from, to },
      closedAt: sequence,
      asOf: cutView(tables, cut),
    }
    return { close, all, at, page, header, next: more ? makeCursor(asked, { at: first + limit, cut }) : undefined }
  }

  private async told({ tables, state }: Standing, step: ReadStep) {
    const entry = await this.reader.entry(tables, step)
    const approval = approvalOf(state, entry)
    return {
      ...entry,
      contracts: [...step.contracts.keys()].map((it) => tables.contractIds.text(it)),
      effects: effectsOf(step.effect),
      restatement: step.dated,
      wordsOnly: step.words,
      approval,
      pending: step.dated && approval === undefined,
    }
  }

  private async at(platformId: string, query: ClosesQuery): Promise<Standing> {
    const { tables, platform, cut } = await this.figures.platformAt(platformId, query)
    return { tables, platform, cut, state: await this.reader.state(platformId, cut) }
  }
}

/** Of very many that stand waived the first. */
const MOST_WAIVED = 500

function itemView({ found: _found, carried: _carried, waived, ...it }: CheckItem) {
  const findings = waived.slice(0, MOST_WAIVED).map(({ found: { zh, en, entry, amount }, waiver }) => {
    const { reason, since, until } = waiver
    return { zh, en, entry, amount, reason, since, until }
  })
  return { ...it, waived: { count: waived.length, findings } }
}

export const effectsOf = (effect: Bridge) =>
  CELLS.flatMap(({ column, taxBasis, part }, i) =>
    effect[i] === 0n ? [] : [{ column, taxBasis, part, value: formatAmount(effect[i]) }],
  )

/** The newest close of the period named. Throws `period-format`, `unknown-close`. */
function newest(state: ClosingState, name: string): Close {
  const period: Period = orRefuse(parsePeriod(name))
  const close = closeOf(state, period.period)
  if (close) return close
  throw new RefusalException([UNKNOWN_CLOSE])
}

const instant = ({ recordedAt }: Recording) => new Date(recordedAt).toISOString()
const recorded = (it: Recording | undefined) => it && { entry: it.entry, recordedAt: instant(it) }

function viewOf({ status, terms, proposed, approvedBy, closed, since, rejection, reopening }: Close) {
  const { period, from, to, sequence, totalsHash, contractCount, proposedBy } = terms
  return {
    period,
    from,
    to,
    status,
    sequence,
    totalsHash,
    contractCount,
    proposedBy,
    proposed: recorded(proposed),
    approvedBy,
    closed: recorded(closed),
    since,
    rejection,
    reopening,
  }
}

export const NOT_CLOSED = refuse('period-not-closed', { zh: '该期间未结账', en: 'the period is not closed' })
