import { Injectable } from '@nestjs/common'
import type { Tables } from '@pilot-ledger/figures'
import { FiguresService } from '@pilot-ledger/figures/reporting'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  type Checked,
  type History,
  isRefusal,
  type Refusal,
  refuse,
  refuseNext,
  roomStream,
} from '@pilot-ledger/kernel'
import { type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import type { CloseProposed, ClosingContent } from '../domain/closing-events'
import { type Period, parsePeriod } from '../domain/closing-period'
import { APPROVED_ALREADY, closingRules, UNKNOWN_CLOSE } from '../domain/closing-rules'
import { approvalOf, type ClosingState, closeOf, lastClosed, stands } from '../domain/closing-state'
import { BankChanges } from './bank-changes'
import { Checklist, waived } from './checklist'
import { ClosingReader } from './closing-reader'
import type { CloseProposalDto } from './dtos'
import { DEFINITION, keptWith, type PeriodTotals, periodTotals, sameAs } from './period-totals'
import { isNothing, refuseUnseen, SinceProposal } from './since-proposal'

type ClosingHistory = History<ClosingState, ClosingContent>
type Decide = (history: ClosingHistory, today: BusinessDate) => Checked<ClosingContent>

/** 结账: what finance proposes and a second person approves. What it takes from the figures it takes before it decides. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly figures: FiguresService,
    private readonly reader: ClosingReader,
    private readonly checklist: Checklist,
    private readonly sinceProposal: SinceProposal,
    private readonly bank: BankChanges,
    private readonly recorder: Recorder,
  ) {}

  /** Refusals: `period-format`, `cut-beyond-the-log`, `totals-differ`, `totals-moved`, those of the checklist and the rules. */
  async propose(platformId: string, body: CloseProposalDto, identity: CommandIdentity): Promise<Checked<RecordAnswer>> {
    const { tables, platform } = await this.figures.platformAt(platformId, {})
    const period = parsePeriod(body.period, '/period')
    const terms = isRefusal(period) ? period : await this.termsOf(tables, platform, period, body)
    // A refusal is an answer of the decision: a request repeated under its key gets its first answer all the same.
    return this.record(platformId, identity, () =>
      isRefusal(terms) ? terms : { type: 'CloseProposed', data: { ...terms, proposedBy: identity.actor } },
    )
  }

  private async termsOf(
    tables: Tables,
    platform: number,
    period: Period,
    { sequence, totalsHash, waivers = [] }: CloseProposalDto,
  ): Promise<Checked<Omit<CloseProposed['data'], 'proposedBy'>>> {
    if (sequence > tables.sequence) return beyond(sequence, tables.sequence)
    const last = lastClosed(await this.reader.state(tables.platformIds.text(platform), tables.sequence))
    const then = lastClosed(await this.reader.state(tables.platformIds.text(platform), sequence))
    // Its opening is the last closing: as of a cut at which that was not signed there is none.
    if (last?.terms.period !== then?.terms.period) return TOTALS_MOVED
    const seen = periodTotals(tables, platform, period, sequence)
    if (seen.totalsHash !== totalsHash) return totalsDiffer(seen, totalsHash)
    if (periodTotals(tables, platform, period, tables.sequence).totalsHash !== totalsHash) return TOTALS_MOVED
    const checkedAt = async (cut: number) => {
      const state = await this.reader.state(tables.platformIds.text(platform), cut)
      return waived(await this.checklist.of(tables, platform, period, cut, state), waivers, period)
    }
    const checked = await checkedAt(sequence)
    if (isRefusal(checked)) return checked
    // Statements move no total: without this a cut from before they were brought would have empty queues.
    const now = sequence === tables.sequence ? checked : await checkedAt(tables.sequence)
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
    platformId: string,
    name: string,
    identity: CommandIdentity,
    seen?: number,
  ): Promise<Checked<RecordAnswer>> {
    const { tables, platform, cut } = await this.figures.platformAt(platformId, {})
    const { history } = await this.recorder.load(roomStream('closing', platformId), closingRules)
    const asked = this.proposedOf(history.state, name)
    const again =
      isRefusal(asked) || asked.sequence > tables.sequence
        ? undefined
        : periodTotals(tables, platform, asked, asked.sequence)
    const close = isRefusal(asked) ? undefined : closeOf(history.state, asked.period)
    const since =
      again && close?.status === 'proposed'
        ? await this.sinceProposal.of(tables, platform, history.state, close, cut)
        : undefined
    return this.record(platformId, identity, ({ state }, today) => {
      const proposed = this.proposedOf(state, name)
      if (isRefusal(proposed)) return proposed
      if (again === undefined) return beyond(proposed.sequence, tables.sequence)
      if (!sameAs(again, proposed)) return totalsDiffer(again, proposed.totalsHash)
      if (seen !== undefined && seen > cut) return beyond(seen, cut)
      const { contracts: _kept, checklist: _checked, ...terms } = proposed
      const closed = { ...terms, approvedBy: identity.actor }
      // Who may not sign at all, or signs what is answered already, is told that first.
      const refused = closingRules.refuse(state, { type: 'PeriodClosed', data: closed }, today)
      const unseen = refused ?? (since && refuseUnseen(since, seen))
      if (unseen) return unseen
      if (since === undefined || isNothing(since)) return { type: 'PeriodClosed', data: closed }
      const { last: _last, totalsMoved: _moved, ...counted } = since
      return { type: 'PeriodClosed', data: { ...closed, since: { ...counted, sequence: seen ?? counted.sequence } } }
    })
  }

  async reject(platformId: string, name: string, reason: string, identity: CommandIdentity) {
    const by = identity.actor
    return this.onPeriod(platformId, name, identity, (period) => ({
      type: 'CloseRejected',
      data: { period, reason, rejectedBy: by },
    }))
  }

  async proposeReopening(platformId: string, name: string, reason: string, identity: CommandIdentity) {
    return this.onPeriod(platformId, name, identity, (period) => ({
      type: 'ReopeningProposed',
      data: { period, reason, proposedBy: identity.actor },
    }))
  }

  async rejectReopening(platformId: string, name: string, reason: string, identity: CommandIdentity) {
    return this.onPeriod(platformId, name, identity, (period) => ({
      type: 'ReopeningRejected',
      data: { period, reason, rejectedBy: identity.actor },
    }))
  }

  async approveReopening(platformId: string, name: string, identity: CommandIdentity) {
    return this.onPeriod(platformId, name, identity, (period, state) => {
      const { reason = '', proposedBy = '' } = closeOf(state, period)?.reopening ?? {}
      return { type: 'PeriodReopened', data: { period, reason, proposedBy, approvedBy: identity.actor } }
    })
  }

  /** Refusals: `unknown-restatement`, `second-person-is-first`, `approval-exists`. */
  async approveRestatement(platformId: string, entry: string, note: string | undefined, identity: CommandIdentity) {
    const { tables, platform, cut } = await this.figures.platformAt(platformId, {})
    const state = await this.reader.state(platformId, cut)
    const all = await this.reader.restatements(tables, platform, state, cut)
    const found =
      all.find((it) => it.entry.entryId === entry)?.entry ??
      (await this.bankChange(tables, state, cut, platformId, entry))
    return this.record(platformId, identity, ({ state }) => {
      if (!found) return UNKNOWN_RESTATEMENT
      const { sequence, actor: recordedBy } = found
      // What two persons recorded needs no third: whoever stood for it has approved it.
      if (approvalOf(state, found)) return APPROVED_ALREADY
      const data = { entry, sequence, recordedBy, approvedBy: identity.actor }
      return { type: 'RestatementApproved', data: { ...data, ...(note === undefined ? {} : { note }) } }
    })
  }

  /** Bank work of closed days that is for two persons, beside whichever close it stands. */
  private async bankChange(tables: Tables, state: ClosingState, cut: number, platformId: string, entry: string) {
    for (const close of state.closes.filter(stands)) {
      const changes = await this.bank.since(tables, platformId, state, close, cut)
      const found = changes.find((it) => it.entryId === entry && it.second)
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
    platformId: string,
    name: string,
    identity: CommandIdentity,
    contentOf: (period: string, state: ClosingState) => ClosingContent,
  ) {
    await this.figures.platformAt(platformId, {})
    return this.record(platformId, identity, ({ state }) => {
      const period = parsePeriod(name)
      return isRefusal(period) ? period : contentOf(period.period, state)
    })
  }

  private record(platformId: string, identity: CommandIdentity, decide: Decide): Promise<Checked<RecordAnswer>> {
    return this.recorder.record<ClosingState, ClosingContent>({
      ...identity,
      stream: roomStream('closing', platformId),
      rules: closingRules,
      decide: (history, today) => {
        const content = decide(history, today)
        if (isRefusal(content)) return content
        return refuseNext(closingRules, history, content, today) ?? [content]
      },
    })
  }
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
