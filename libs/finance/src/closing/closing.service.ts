import { Injectable } from '@nestjs/common'
import { FiguresService } from '@pilot-ledger/figures/reporting'
import {
  type BusinessDate,
  type Checked,
  isRefusal,
  type Refusal,
  refuse,
  refuseNext,
  streamName,
} from '@pilot-ledger/kernel'
import type { Decider, Deciding, Submission } from '@pilot-ledger/recording'
import type { CloseProposed, ClosingContent } from '../definitions/closing'
import { type Period, parsePeriod } from '../domain/closing-period'
import { APPROVED_ALREADY, closingRules, UNKNOWN_CLOSE } from '../domain/closing-rules'
import { approvalOf, type ClosingState, closeOf, lastClosed, stands } from '../domain/closing-state'
import { BankChanges } from './bank-changes'
import { Checklist, waived } from './checklist'
import { ClosingReader, type PlatformAt } from './closing-reader'
import type { CloseProposalDto } from './dtos'
import { DEFINITION, keptWith, type PeriodTotals, periodTotals, sameAs } from './period-totals'
import { isNothing, refuseUnseen, SinceProposal } from './since-proposal'

type On = Submission<ClosingState, ClosingContent>
type Decision = Decider<ClosingState, ClosingContent>

/** An answer of a person: to a proposal, to one to open again, to a restatement. */
interface Reasoned {
  readonly period: string
  readonly reason: string
}

/** 结账: what finance proposes and a second person approves. What it takes from the figures it takes before it decides. */
@Injectable()
export class ClosingService implements Deciding<ClosingState, ClosingContent> {
  readonly rules = closingRules

  constructor(
    private readonly figures: FiguresService,
    private readonly reader: ClosingReader,
    private readonly checklist: Checklist,
    private readonly sinceProposal: SinceProposal,
    private readonly bank: BankChanges,
  ) {}

  streamOf(platform: string): string {
    return streamName('closing', platform)
  }

  /** Refusals: `period-format`, `cut-beyond-the-log`, `totals-differ`, `totals-moved`, those of the checklist and the rules. */
  async propose(body: CloseProposalDto, { subject, identity }: On): Promise<Checked<Decision>> {
    const at = await this.reader.at(subject)
    const period = parsePeriod(body.period, '/period')
    const terms = isRefusal(period) ? period : await this.termsOf(at, period, body)
    return isRefusal(terms)
      ? terms
      : judged(() => ({ type: 'CloseProposed', data: { ...terms, proposedBy: identity.actor } }))
  }

  private async termsOf(
    at: PlatformAt,
    period: Period,
    { sequence, totalsHash, waivers = [] }: CloseProposalDto,
  ): Promise<Checked<Omit<CloseProposed['data'], 'proposedBy'>>> {
    const { tables, platform } = at
    if (sequence > at.cut) return beyond(sequence, at.cut)
    const then = await this.reader.atCut(at, sequence)
    // Its opening is the last closing: as of a cut at which that was not signed there is none.
    if (lastClosed(at.state)?.terms.period !== lastClosed(then.state)?.terms.period) return TOTALS_MOVED
    const seen = await periodTotals(tables, platform, period, sequence)
    if (seen.totalsHash !== totalsHash) return totalsDiffer(seen, totalsHash)
    if ((await periodTotals(tables, platform, period, at.cut)).totalsHash !== totalsHash) return TOTALS_MOVED
    const checkedAt = async (it: PlatformAt) => waived(await this.checklist.of(it, period), waivers, period)
    const checked = await checkedAt(then)
    if (isRefusal(checked)) return checked
    // Statements move no total: without this a cut from before they were brought would have empty queues.
    const now = then === at ? checked : await checkedAt(at)
    if (isRefusal(now)) return now
    return {
      ...period,
      sequence,
      definition: DEFINITION,
      totals: seen.totals,
      contractCount: seen.contracts.length,
      ...keptWith(seen.contracts),
      totalsHash,
      checklist: checked,
    }
  }

  /**
   * The totals are worked out again at the proposal's own cut and must be those proposed; what has come since must have been
   * seen. Refusals: `totals-differ`, `entries-since-proposal`, and those of the rules.
   */
  async approve(
    { period: name, seen }: { readonly period: string; readonly seen?: number },
    { subject, identity, history }: On,
  ): Promise<Checked<Decision>> {
    const { state } = await history()
    const at = { ...(await this.reader.at(subject)), state }
    const { tables, platform, cut } = at
    const proposed = this.proposedOf(state, name)
    if (isRefusal(proposed)) return proposed
    if (proposed.sequence > cut) return beyond(proposed.sequence, cut)
    const again = await periodTotals(tables, platform, proposed, proposed.sequence)
    const close = closeOf(state, proposed.period)
    const since = close?.status === 'proposed' ? await this.sinceProposal.of(at, close) : undefined
    if (!sameAs(again, proposed)) return totalsDiffer(again, proposed.totalsHash)
    if (seen !== undefined && seen > cut) return beyond(seen, cut)
    const { contracts: _kept, checklist: _checked, ...terms } = proposed
    const closed = { ...terms, approvedBy: identity.actor }
    return judged((state, today) => {
      // Who may not sign at all, or signs what is answered already, is told that first.
      const refused = closingRules.refuse(state, { type: 'PeriodClosed', data: closed }, today)
      const unseen = refused ?? (since && refuseUnseen(since, seen))
      if (unseen) return unseen
      if (since === undefined || isNothing(since)) return { type: 'PeriodClosed', data: closed }
      const { last: _last, totalsMoved: _moved, ...counted } = since
      return { type: 'PeriodClosed', data: { ...closed, since: { ...counted, sequence: seen ?? counted.sequence } } }
    })
  }

  reject({ period, reason }: Reasoned, on: On) {
    return this.onPeriod(period, on, (period) => ({
      type: 'CloseRejected',
      data: { period, reason, rejectedBy: on.identity.actor },
    }))
  }

  proposeReopening({ period, reason }: Reasoned, on: On) {
    return this.onPeriod(period, on, (period) => ({
      type: 'ReopeningProposed',
      data: { period, reason, proposedBy: on.identity.actor },
    }))
  }

  rejectReopening({ period, reason }: Reasoned, on: On) {
    return this.onPeriod(period, on, (period) => ({
      type: 'ReopeningRejected',
      data: { period, reason, rejectedBy: on.identity.actor },
    }))
  }

  approveReopening({ period }: Pick<Reasoned, 'period'>, on: On) {
    return this.onPeriod(period, on, (period, state) => {
      const { reason = '', proposedBy = '' } = closeOf(state, period)?.reopening ?? {}
      return { type: 'PeriodReopened', data: { period, reason, proposedBy, approvedBy: on.identity.actor } }
    })
  }

  /** Refusals: `unknown-restatement`, `second-person-is-first`, `approval-exists`. */
  async approveRestatement({ entry, note }: { readonly entry: string; readonly note?: string }, on: On) {
    const at = await this.reader.at(on.subject)
    const all = await this.reader.restatements(at)
    const found = all.find((it) => it.entry.entryId === entry)?.entry ?? (await this.bankChange(at, entry))
    if (!found) return UNKNOWN_RESTATEMENT
    const data = { entry, sequence: found.sequence, recordedBy: found.actor, approvedBy: on.identity.actor }
    return judged((state) =>
      // What two persons recorded needs no third: whoever stood for it has approved it.
      approvalOf(state, found)
        ? APPROVED_ALREADY
        : { type: 'RestatementApproved', data: { ...data, ...(note === undefined ? {} : { note }) } },
    )
  }

  /** Bank work of closed days that is for two persons, beside whichever close it stands. */
  private async bankChange(at: PlatformAt, entry: string) {
    for (const close of at.state.closes.filter(stands)) {
      const found = (await this.bank.since(at, close)).find((it) => it.entryId === entry && it.second)
      if (found) return found
    }
    return undefined
  }

  private proposedOf(state: ClosingState, name: string): Checked<CloseProposed['data']> {
    const period = parsePeriod(name)
    if (isRefusal(period)) return period
    return closeOf(state, period.period)?.terms ?? UNKNOWN_CLOSE
  }

  private async onPeriod(
    name: string,
    { subject }: On,
    contentOf: (period: string, state: ClosingState) => ClosingContent,
  ) {
    await this.figures.platformAt(subject, {})
    const period = parsePeriod(name)
    return isRefusal(period) ? period : judged((state) => contentOf(period.period, state))
  }
}

/** What is recorded next, where the rules of closes have nothing against it. */
const judged =
  (contentOf: (state: ClosingState, today: BusinessDate) => Checked<ClosingContent>): Decision =>
  (history, today) => {
    const content = contentOf(history.state, today)
    return isRefusal(content) ? content : (refuseNext(closingRules, history, content, today) ?? [content])
  }

const beyond = (sequence: number, head: number): Refusal =>
  refuse('cut-beyond-the-log', {
    pointer: '/sequence',
    zh: '序号大于统计已计入的记录',
    en: 'the figures have not taken in such an entry',
    facts: { sequence: String(sequence), head: String(head) },
  })
const totalsDiffer = ({ totalsHash }: PeriodTotals, given: string): Refusal =>
  refuse('totals-differ', {
    pointer: '/totalsHash',
    zh: '该序号的合计与所报不一致，请重新查看检查单',
    en: 'the totals at this sequence are not those given; read the checklist again',
    facts: { given, found: totalsHash },
  })
const TOTALS_MOVED = refuse('totals-moved', {
  pointer: '/sequence',
  zh: '该序号之后又有记录改变了本期合计，请按现状重新申请',
  en: 'entries after this sequence have moved the period’s totals; propose what stands now',
})
const UNKNOWN_RESTATEMENT = refuse('unknown-restatement', {
  zh: '没有此追溯记录',
  en: 'no such entry restates a closed period',
})
