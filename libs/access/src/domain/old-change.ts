import { type Checked, type DomainEvent, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import { allowed } from './allowed'
import type { Identity } from './identity'

/**
 * 双人复核: a correction or void of an entry that has stood for long may move figures that were already given to others, so a
 * second person must stand for it. One proposes with all its content, another of the right role approves or rejects just
 * that, and the entry carries both names. Pure: the time comes in, what is decided goes out as events.
 */
export interface OldChangeRule {
  /** An entry recorded this many days ago or longer is old. General practice, not law: configuration. */
  readonly days: number
  /** A proposal nobody has answered for so long is over: what was true when it was made may not be now. */
  readonly proposalDays: number
}
export const DEFAULT_OLD_CHANGE_RULE: OldChangeRule = { days: 30, proposalDays: 30 }

export interface ProposedChange {
  readonly engagement: string
  /** Of the contract: for whose clerks and in whose name. */
  readonly platform: string
  readonly kind: 'correction' | 'void'
  /** The entry corrected or voided. */
  readonly entry: string
  /** SHA-256 (hex) of the canonical JSON of the whole request: what is recorded is what was approved, to the letter. */
  readonly contentHash: string
  readonly reason: string
}

export type ChangeProposed = DomainEvent<
  'ChangeProposed',
  ProposedChange & { readonly by: string; readonly at: number }
>
export type ProposalApproved = DomainEvent<'ProposalApproved', { readonly by: string; readonly at: number }>
export type ProposalRejected = DomainEvent<
  'ProposalRejected',
  { readonly by: string; readonly at: number; readonly reason: string }
>
export type ProposalWithdrawn = DomainEvent<'ProposalWithdrawn', { readonly by: string; readonly at: number }>
export type ProposalEvent = ChangeProposed | ProposalApproved | ProposalRejected | ProposalWithdrawn

/** A proposal as far as it has come; undefined before it was made. */
export interface Proposal {
  readonly proposed: ChangeProposed['data']
  readonly answer?: ProposalApproved | ProposalRejected | ProposalWithdrawn
}

export function evolveProposal(proposal: Proposal | undefined, event: ProposalEvent): Proposal {
  if (event.type === 'ChangeProposed') return { proposed: event.data }
  if (!proposal) throw new Error(`${event.type} before anything was proposed`)
  return { ...proposal, answer: event }
}

/** Both names, for the entry. */
export interface TwoPersons {
  readonly proposedBy: string
  readonly proposedAt: number
  readonly approvedBy: string
  readonly approvedAt: number
}

const DAY = 86_400_000

/**
 * Whether the change needs a second person.
 * @param originRecordedAt when the first entry of the chain was recorded, not its latest correction: else correcting an old
 *   entry once, with two persons, would let one person change it again the next day
 */
export function isOldChange(originRecordedAt: number, now: number, rule: OldChangeRule): boolean {
  return now - originRecordedAt >= rule.days * DAY
}

/** What recording asks: nothing to add for a young entry, both names for an approved change, a refusal otherwise. */
export function secondPersonOf(
  change: Omit<ProposedChange, 'reason' | 'platform'> & { readonly originRecordedAt: number },
  proposal: Proposal | undefined,
  now: number,
  rule: OldChangeRule,
): Checked<TwoPersons | undefined> {
  if (!isOldChange(change.originRecordedAt, now, rule)) return undefined
  if (!proposal) return secondPersonNeeded(rule)
  const { proposed, answer } = proposal
  if (answer?.type !== 'ProposalApproved') return answer ? PROPOSAL_CLOSED : secondPersonNeeded(rule)
  const same = (['engagement', 'kind', 'entry', 'contentHash'] as const).every((it) => proposed[it] === change[it])
  if (!same) return PROPOSAL_OF_ANOTHER_CHANGE
  const { by: proposedBy, at: proposedAt } = proposed
  return { proposedBy, proposedAt, approvedBy: answer.data.by, approvedAt: answer.data.at }
}

/** Refusals: those of `allowed` for the change itself. */
export function proposeChange(change: ProposedChange, by: Identity, now: number): Checked<ChangeProposed> {
  const action = change.kind === 'correction' ? 'correctEngagementEntry' : 'voidEngagementEntry'
  const mayChange = allowed(by, action, change.platform)
  if (isRefusal(mayChange)) return mayChange
  return { type: 'ChangeProposed', data: { ...change, by: by.actor, at: now } }
}

/** Refusals: `not-allowed`, `second-person-is-first`, `proposal-closed`, `proposal-expired`. */
export function approveChange(
  proposal: Proposal,
  by: Identity,
  now: number,
  rule: OldChangeRule,
): Checked<ProposalApproved> {
  return second(proposal, by, now, rule) ?? { type: 'ProposalApproved', data: { by: by.actor, at: now } }
}

/** Refusals as `approveChange`, and `text-format` for an empty reason. */
export function rejectChange(
  proposal: Proposal,
  by: Identity,
  reason: string,
  now: number,
  rule: OldChangeRule,
): Checked<ProposalRejected> {
  const refusal = second(proposal, by, now, rule) ?? (reason.trim() === '' ? REASON_MISSING : undefined)
  return refusal ?? { type: 'ProposalRejected', data: { by: by.actor, at: now, reason } }
}

/** By the one who made it. Refusals: `not-your-proposal`, `proposal-closed`. */
export function withdrawChange(proposal: Proposal, by: Identity, now: number): Checked<ProposalWithdrawn> {
  if (proposal.proposed.by !== by.actor) return NOT_YOUR_PROPOSAL
  return proposal.answer ? PROPOSAL_CLOSED : { type: 'ProposalWithdrawn', data: { by: by.actor, at: now } }
}

function second({ proposed, answer }: Proposal, by: Identity, now: number, rule: OldChangeRule): Refusal | undefined {
  const mayApprove = allowed(by, 'approveOldChange', proposed.platform)
  if (isRefusal(mayApprove)) return mayApprove
  // The roles keep them apart today; who changes his role in between is still one person.
  if (proposed.by === by.actor) return SECOND_IS_FIRST
  if (answer) return PROPOSAL_CLOSED
  return now - proposed.at >= rule.proposalDays * DAY ? PROPOSAL_EXPIRED : undefined
}

function secondPersonNeeded({ days }: OldChangeRule): Refusal {
  return refuse('second-person-needed', {
    zh: `登记已满 ${days} 天的记录，更正或作废须经评价人员复核`,
    en: `an entry that has stood for ${days} days is changed only with the approval of an evaluator`,
    facts: { days: String(days) },
  })
}

const SECOND_IS_FIRST = refuse('second-person-is-first', {
  zh: '复核人不得是提出人本人',
  en: 'whoever proposes a change does not approve it',
})
const PROPOSAL_CLOSED = refuse('proposal-closed', {
  zh: '该申请已处理或已撤回',
  en: 'the proposal was answered or withdrawn',
})
const PROPOSAL_EXPIRED = refuse('proposal-expired', {
  zh: '该申请已过期，请重新提出',
  en: 'the proposal is too old; make it anew',
})
const PROPOSAL_OF_ANOTHER_CHANGE = refuse('proposal-of-another-change', {
  zh: '所提交内容与已复核的申请不一致',
  en: 'this is not the change that was approved',
})
const NOT_YOUR_PROPOSAL = refuse('not-your-proposal', {
  zh: '只有提出人可以撤回',
  en: 'only whoever made the proposal withdraws it',
})
const REASON_MISSING = refuse('text-format', {
  pointer: '/reason',
  zh: '退回须说明理由',
  en: 'a rejection gives its reason',
})
