import type { DomainEvent } from './entry'
import type { EntryCorrected, EntryVoided, History, LiveEntry } from './history'
import {
  type ChangeProposed,
  type ChangeRejected,
  type ChangeWithdrawn,
  openProposals,
  type Proposal,
  type ProposedChange,
  targetOf,
  type WaitReason,
} from './proposals'
import { type Checked, isRefusal, type Refusal, refuse } from './refusal'

/**
 * 双人复核: a correction or void of an entry that has stood for long may move figures that were already given to others, so a
 * second person must stand for it: one proposes it with all its content, another approves or rejects just that, and the
 * entry bears both names. General practice, not law: the numbers are configuration.
 */
export interface OldChangeRule {
  /** An entry recorded this many days ago or longer is old; 0: every entry. */
  readonly days: number
  /** What is dated more days ago than this waits too; absent: the same limit. */
  readonly datedDays?: number
  /** A proposal that nobody has answered for so long is over: what was true when it was made may not be now. */
  readonly proposalDays: number
}
export const DEFAULT_OLD_CHANGE_RULE: OldChangeRule = { days: 30, proposalDays: 30 }

/** Who asks, when (milliseconds since 1970), under which rule; without a rule there are no two identities to ask. */
export interface ChangeRequested {
  readonly by: string
  readonly now: number
  readonly rule?: OldChangeRule
  /** Why a content is no one person's to say, by the days it is dated. */
  readonly waits?: (content: DomainEvent) => WaitReason | undefined
}

type Change<Content extends DomainEvent> = EntryCorrected<Content> | EntryVoided
type Decided<Content extends DomainEvent> = Checked<readonly Change<Content>[]>

const DAY = 86_400_000

/**
 * The events of a change that one person may make alone; `second-person-needed` where one of the entries they touch is old, or
 * is dated or becomes dated where a new entry would wait: else what waits would be recorded for today and corrected.
 * An entry is as old as the first of its chain: else correcting an old entry once, with two persons, would let one person
 * change it again the next day.
 */
export function byOnePerson<State, Content extends DomainEvent>(
  history: History<State, Content>,
  decided: Decided<Content>,
  requested: ChangeRequested,
): Decided<Content> {
  const { now, rule } = requested
  if (isRefusal(decided) || rule === undefined) return decided
  const old = oldest(history, decided)
  if (old === undefined || !isOld(old, now, rule)) {
    const why = waitOfDays(history, decided, requested)
    return why ? refuseAlone(why) : decided
  }
  return refuse('second-person-needed', {
    zh: `登记已满 ${rule.days} 天的记录，更正或作废须经他人复核`,
    en: `an entry that has stood for ${rule.days} days is changed only when a second person approves`,
    facts: { days: String(rule.days), entry: old.id },
  })
}

/**
 * A change put before a second person. It has been decided like one made directly (`decided`), so what could not be recorded
 * is not proposed either. Refusals: those of the change, `second-person-not-needed`, `proposal-exists`.
 */
export function proposeChange<State, Content extends DomainEvent>(
  history: History<State, Content>,
  change: ProposedChange<Content>,
  decided: Decided<Content>,
  requested: ChangeRequested,
): Checked<readonly [ChangeProposed<Content>]> {
  if (isRefusal(decided)) return decided
  const { now, rule } = requested
  const old = oldest(history, decided)
  if (rule === undefined || old === undefined) return NOT_NEEDED
  if (!isOld(old, now, rule) && waitOfDays(history, decided, requested) === undefined) return NOT_NEEDED
  const rival = openProposals(history.proposals).find(
    (it) => targetOf(it.change) === targetOf(change) && !isOver(it, now, rule),
  )
  if (rival) {
    return refuse('proposal-exists', {
      zh: '该记录已有待复核的变更申请',
      en: 'a change of this entry waits for approval already',
      facts: { proposal: rival.id, proposedBy: rival.proposedBy },
    })
  }
  return [{ type: 'ChangeProposed', data: { change } }]
}

/** The proposal that somebody means to answer. Refusals: `unknown-proposal`, `proposal-closed`. */
export function proposalToAnswer<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
): Checked<Proposal<Content>> {
  const found = history.proposals.get(id)
  if (!found) return UNKNOWN_PROPOSAL
  return found.open ? found : PROPOSAL_CLOSED
}

/**
 * Carries the proposed change out, decided again on the history of now: both names are on each entry of it. Refusals: those of
 * `proposalToAnswer` and of the change, `second-person-is-first`, `proposal-expired`, `proposal-outdated`.
 */
export function approveChange<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
  requested: ChangeRequested,
  decide: (change: ProposedChange<Content>) => Decided<Content>,
): Decided<Content> {
  const proposal = proposalOfAnother(history, id, requested)
  if (isRefusal(proposal)) return proposal
  if (proposal.change.kind === 'entries') return UNKNOWN_PROPOSAL
  const decided = decide(proposal.change)
  if (isRefusal(decided)) return decided
  // A void that takes the later entries along would take what nobody had seen when it was proposed.
  if (touchedBy(history, decided).some((it) => it.revision > proposal.revision)) return PROPOSAL_OUTDATED
  return decided.map((it) => ({
    ...it,
    data: { ...it.data, approves: proposal.id, proposedBy: proposal.proposedBy },
  })) as readonly Change<Content>[]
}

/** Refusals as `approveChange`, without those of the change; an expired proposal can be rejected. */
export function rejectChange<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
  reason: string,
  requested: ChangeRequested,
): Checked<readonly [ChangeRejected]> {
  const proposal = proposalToAnswer(history, id)
  if (isRefusal(proposal)) return proposal
  if (proposal.proposedBy === requested.by) return SECOND_IS_FIRST
  return [{ type: 'ChangeRejected', data: { proposal: id, reason } }]
}

/** By the one who made it. Refusals: those of `proposalToAnswer`, `not-your-proposal`. */
export function withdrawChange<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
  { by }: ChangeRequested,
): Checked<readonly [ChangeWithdrawn]> {
  const proposal = proposalToAnswer(history, id)
  if (isRefusal(proposal)) return proposal
  if (proposal.proposedBy !== by) return NOT_YOUR_PROPOSAL
  return [{ type: 'ChangeWithdrawn', data: { proposal: id } }]
}

/** Whether a proposal can no longer be approved. */
export function isOver({ proposedAt }: Proposal, now: number, rule: OldChangeRule): boolean {
  return now - proposedAt >= rule.proposalDays * DAY
}

/** What another person proposed, still to be answered. Refusals as `approveChange`, without those of the change. */
export function proposalOfAnother<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
  { by, now, rule }: ChangeRequested,
): Checked<Proposal<Content>> {
  const proposal = proposalToAnswer(history, id)
  if (isRefusal(proposal)) return proposal
  // The roles keep them apart; who changes his role in between is still one person.
  if (proposal.proposedBy === by) return SECOND_IS_FIRST
  return rule !== undefined && isOver(proposal, now, rule) ? PROPOSAL_EXPIRED : proposal
}

/** The entries that a change replaces or takes out. */
function touchedBy<State, Content extends DomainEvent>(
  { live }: History<State, Content>,
  changes: readonly Change<Content>[],
): readonly LiveEntry<Content>[] {
  const touched = new Set(changes.map(({ type, data }) => (type === 'EntryCorrected' ? data.corrects : data.voids)))
  return live.filter((it) => touched.has(it.id))
}

/** Of them the one that has stood longest. */
function oldest<State, Content extends DomainEvent>(
  history: History<State, Content>,
  changes: readonly Change<Content>[],
): LiveEntry<Content> | undefined {
  return touchedBy(history, changes).reduce<LiveEntry<Content> | undefined>(
    (before, it) => (before && before.originRecordedAt <= it.originRecordedAt ? before : it),
    undefined,
  )
}

/** Why the days of what a change takes out or puts in make it two persons' business. */
function waitOfDays<State, Content extends DomainEvent>(
  history: History<State, Content>,
  changes: readonly Change<Content>[],
  { waits }: ChangeRequested,
): WaitReason | undefined {
  if (waits === undefined) return undefined
  const before = touchedBy(history, changes).map((it) => it.content)
  const after = changes.flatMap((it) => (it.type === 'EntryCorrected' ? [it.data.content] : []))
  for (const content of [...before, ...after]) {
    const why = waits(content)
    if (why) return why
  }
  return undefined
}

function refuseAlone({ code, ...facts }: WaitReason): Refusal {
  const why =
    facts.framework === undefined
      ? {
          zh: '业务日期过早，或在已结账期间、已封存的统计期内，更正或作废须经他人复核',
          en: 'dated too long ago, in a closed period or in a sealed window: changed only when a second person approves',
        }
      : {
          zh: `将改变框架协议 ${facts.framework} 签订日所在统计期的数字，更正或作废须经他人复核`,
          en: `moves what counts on the days of framework ${facts.framework}: changed only when a second person approves`,
        }
  return refuse('second-person-needed', { ...why, facts: { because: code, ...facts } })
}

function isOld({ originRecordedAt }: LiveEntry<DomainEvent>, now: number, { days }: OldChangeRule): boolean {
  return now - originRecordedAt >= days * DAY
}

const NOT_NEEDED: Refusal = refuse('second-person-not-needed', {
  zh: '该变更无须复核，请直接更正或作废',
  en: 'this change needs no second person: correct or void directly',
})
export const UNKNOWN_PROPOSAL = refuse('unknown-proposal', { zh: '没有此变更申请', en: 'there is no such proposal' })
const PROPOSAL_CLOSED = refuse('proposal-closed', {
  zh: '该申请已复核、退回或撤回',
  en: 'the proposal was approved, rejected or withdrawn',
})
const PROPOSAL_EXPIRED = refuse('proposal-expired', {
  zh: '该申请已过期，请重新提出',
  en: 'the proposal is too old; make it anew',
})
const PROPOSAL_OUTDATED = refuse('proposal-outdated', {
  zh: '提出申请后又有新记录会被一并作废，请退回或撤回后重新提出',
  en: 'entries recorded since the proposal would be voided with it; reject or withdraw it and propose anew',
})
const SECOND_IS_FIRST = refuse('second-person-is-first', {
  zh: '复核人不得是提出人本人',
  en: 'whoever proposes a change does not approve or reject it',
})
const NOT_YOUR_PROPOSAL = refuse('not-your-proposal', {
  zh: '只有提出人可以撤回',
  en: 'only whoever made the proposal withdraws it',
})
