import { Inject, Injectable, Optional } from '@nestjs/common'
import { cutView, EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { makeCursor, orRefuse, RefusalException, readCursor } from '@pilot-ledger/http'
import { dayOfNumber, formatAmount, mapInTurns, parseWindow, refuse, shanghaiDayNumber } from '@pilot-ledger/kernel'
import { Recorder, SETTLED_DAYS, type SettledDays } from '@pilot-ledger/recording'
import { type Bridge, CELLS, NOTHING, plus } from '../domain/bridge'
import { closedPeriods } from '../domain/closed-days'
import { named, type Period, parsePeriod } from '../domain/closing-period'
import { UNKNOWN_CLOSE } from '../domain/closing-rules'
import { approvalOf, type Close, type ClosingState, closeOf, type Recording, stands } from '../domain/closing-state'
import { BankChanges } from './bank-changes'
import { carriedOver, closeBefore } from './carried-over'
import { type CheckItem, Checklist } from './checklist'
import { ClosingReader, type PlatformAt, type ReadStep } from './closing-reader'
import type { ClosesQuery, VarianceQuery } from './dtos'
import { evidenceOfPoints } from './evidence-of-points'
import type { ReportedFinding } from './findings'
import { periodTotals, periodTotalsNow, sameAs } from './period-totals'
import { SinceProposal } from './since-proposal'

const PAGE = 100

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
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  /** What a close of this window would look at, and the totals it would be signed with. */
  async checks(platformId: string, query: { from?: string; to?: string } & ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const { question } = await this.figures.ask(platformId, query)
    const window = orRefuse(parseWindow(query.from ?? question.window.from, query.to ?? question.window.to))
    const period = named(window.from, window.to)
    const { totals, contracts, totalsHash } = await periodTotalsNow(at.tables, at.platform, period, at.cut)
    return {
      ...headOf(at),
      period: period.period,
      window,
      items: await itemViews(await this.checklist.of(at, period), evidenceOfPoints(this.log, at.cut)),
      totals,
      contractCount: contracts.length,
      totalsHash,
    }
  }

  async list(platformId: string, query: ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const restated = await this.reader.restatements(at)
    const closes = await Promise.all(
      at.state.closes.map(async (close) => {
        if (!stands(close)) return viewOf(close)
        const steps = await this.reader.steps(at, close)
        const sequences = new Set(steps.flatMap((it) => (it.dated ? [it.sequence] : [])))
        const own = restated.filter((it) => sequences.has(it.step.sequence))
        const approved = own.filter((it) => approvalOf(at.state, it.entry)).length
        return { ...viewOf(close), restatements: { pending: own.length - approved, approved } }
      }),
    )
    return { ...headOf(at), closes }
  }

  /**
   * What waits for a second person, with the first: closes and re-openings, and of each closed period the entries recorded since that
   * nobody has approved.
   */
  async waiting(platformId: string, query: ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const waiting: { period: string; of: 'close' | 'restatement'; by: string }[] = []
    for (const { status, terms, reopening } of at.state.closes) {
      const by = status === 'proposed' ? terms.proposedBy : status === 'reopeningProposed' && reopening?.proposedBy
      if (by) waiting.push({ period: terms.period, of: 'close', by })
    }
    for (const close of at.state.closes.filter(stands)) {
      const steps = (await this.reader.steps(at, close)).filter(isDated)
      const entries = await Promise.all(steps.map((step) => this.reader.entry(at.tables, step)))
      const { period } = close.terms
      for (const it of entries) if (!approvalOf(at.state, it)) waiting.push({ period, of: 'restatement', by: it.actor })
    }
    return waiting
  }

  /** 已结期间 by their days, in order, and windows that rounds have sealed; and from which day on one person may record alone. */
  async periods(platformId: string, query: ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const now = this.recorder.now()
    const { rule } = this.recorder.requested({ actor: '' }, now)
    const waitsBefore = rule && dayOfNumber(shanghaiDayNumber(now) - (rule.datedDays ?? rule.days))
    const windows = rule ? ((await this.settled?.sealed(platformId)) ?? []) : []
    const sealed = windows.map(({ roundNo, from, to }) => ({ round: roundNo, from, to }))
    return { ...headOf(at), periods: closedPeriods(at.state), sealed, waitsBefore }
  }

  /** The stored totals, and what the ledger says today of the same cut: the two are equal for ever. */
  async one(platformId: string, name: string, query: ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const close = newest(at.state, name)
    const { terms } = close
    const { totals, totalsHash, ...again } = await periodTotals(at.tables, at.platform, terms, terms.sequence)
    const equal = sameAs({ totals, totalsHash, ...again }, terms)
    const before = closeBefore(at.state, close)
    return {
      ...headOf(at),
      ...viewOf(close),
      totals: terms.totals,
      checklist: terms.checklist,
      recomputed: { sequence: terms.sequence, totals, totalsHash, equal },
      carriedOver: before && (await carriedOver(at.tables, at.platform, before, close)),
      sinceProposal: close.status === 'proposed' ? await this.sinceProposal.of(at, close) : undefined,
      bankChanges: stands(close) ? (await this.bank.since(at, close)).length : undefined,
      earlier: at.state.closes.filter((it) => it !== close && it.terms.period === terms.period).map(viewOf),
    }
  }

  /** 对账变动，结账后: bank work of the closed days by whoever did it. It moves no total; it is what the checklist no longer says. */
  async bankChanges(platformId: string, name: string, query: ClosesQuery) {
    const at = await this.reader.at(platformId, query)
    const close = newest(at.state, name)
    if (!stands(close) && close.status !== 'proposed') throw new RefusalException([NOT_CLOSED])
    return { ...headerOf(at, close), changes: await this.bank.since(at, close) }
  }

  /** 差异说明: now minus as-closed (or as proposed) in every cell, and the entries that made the difference, each with its effects. */
  async variance(platformId: string, name: string, query: VarianceQuery, knownAt?: number) {
    const { close, all, at, ...answer } = await this.touched('variance', platformId, name, query, () => true, knownAt)
    const bridgeAt = async (cut: number) => (await periodTotals(at.tables, at.platform, close.terms, cut)).bridge
    const [closed, now] = [await bridgeAt(close.terms.sequence), await bridgeAt(at.cut)]
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
    return { ...answer, cells, ties: cells.every((it) => it.difference === it.explained) }
  }

  /** 追溯记录: what was recorded after the close and is dated inside it, waiting for a second person or approved. */
  async restatements(platformId: string, name: string, query: VarianceQuery) {
    const { all, at, close: _, ...answer } = await this.touched('restatements', platformId, name, query, isDated)
    const entries = await Promise.all(all.map((step) => this.reader.entry(at.tables, step)))
    const approved = entries.filter((it) => approvalOf(at.state, it)).length
    return { ...answer, pending: entries.length - approved, approved }
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
    const requested = { list, platformId, period: name, asOf: query.asOf }
    const place = readCursor<{ at: number; cut: number }>(requested, query.cursor)
    const at = await this.reader.at(platformId, place ? { ...query, asOf: String(place.cut) } : query)
    const close = newest((await this.reader.atCut(at, knownAt ?? at.cut)).state, name)
    const shown = stands(close) || (list === 'variance' && close.status === 'proposed')
    if (!shown) throw new RefusalException([NOT_CLOSED])
    const all = (await this.reader.steps(at, close)).filter(wanted)
    const [first, end] = [place?.at ?? 0, (place?.at ?? 0) + Number(query.limit ?? PAGE)]
    const entries = await Promise.all(all.slice(first, end).map((step) => this.reported(at, step)))
    const next = end < all.length ? makeCursor(requested, { at: end, cut: at.cut }) : undefined
    return { close, all, at, ...headerOf(at, close), entries, next }
  }

  private async reported({ tables, state }: PlatformAt, step: ReadStep) {
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
}

const isDated = (step: ReadStep) => step.dated
const headOf = ({ id, tables, cut }: PlatformAt) => ({ platform: id, asOf: cutView(tables, cut) })
const headerOf = (at: PlatformAt, { terms: { period, from, to, sequence } }: Close) => ({
  ...headOf(at),
  period,
  window: { from, to },
  closedAt: sequence,
})

/** Of very many that stand waived the first. */
const MOST_WAIVED = 500

const itemViews = (items: readonly CheckItem[], evidenceOf: ReturnType<typeof evidenceOfPoints>) =>
  mapInTurns(items, async ({ found: _found, carried: _carried, examples, waived, ...it }) => ({
    ...it,
    examples: await mapInTurns(examples, async (one) => ({ ...pointView(one), evidence: await evidenceOf(one.on) })),
    waived: {
      count: waived.length,
      findings: waived.slice(0, MOST_WAIVED).map(({ found, waiver: { reason, since, until } }) => ({
        ...pointView(found),
        ...{ amount: found.amount, reason, since, until },
      })),
    },
  }))
const pointView = ({ zh, en, on: [first] }: ReportedFinding) => ({ zh, en, ...first })

const effectsOf = (effect: Bridge) =>
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

function viewOf({ terms, proposed, closed, ...close }: Close) {
  const { period, from, to, sequence, totalsHash, contractCount, proposedBy } = terms
  return {
    ...{ period, from, to, sequence, totalsHash, contractCount, proposedBy },
    ...close,
    proposed: recorded(proposed),
    closed: recorded(closed),
  }
}

export const NOT_CLOSED = refuse('period-not-closed', { zh: '该期间未结账', en: 'the period is not closed' })
