import { type BusinessDate, dayNumber, shanghaiDay } from './business-date'
import type { DomainEvent } from './entry'
import type { History, Recorded, Rules } from './history'
import { type ChangeRequested, isOver, proposalOfAnother, UNKNOWN_PROPOSAL } from './old-change'
import { oneOfEachKind, openProposals, type Proposal, type ProposedEntries, type WaitReason } from './proposals'
import { type Checked, isRefusal, type Refusal } from './refusal'

/** What is to be recorded on a history, or why not. Called on histories that are not yet, too. */
type Decide<State, Content extends DomainEvent> = (history: History<State, Content>) => Checked<readonly Content[]>

/** Whether a day lies further back than what one person may record alone. */
export function isLongAgo(day: BusinessDate, today: BusinessDate, days: number): boolean {
  return dayNumber(today) - dayNumber(day) > days
}

/**
 * 双人复核 of new entries: recorded by one person, or put before a second where one of them is dated where it must wait
 * (`asked.waits`), or where it leans on something that waits. What waits holds its number, as what is recorded does, and what
 * could not be recorded if all that waits were approved does not wait either.
 */
export function recordOrPropose<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  decide: Decide<State, Content>,
  requested: ChangeRequested,
  more: Pick<ProposedEntries, 'import'> = {},
): Checked<readonly Recorded<Content>[]> {
  const now = decide(history)
  if (requested.rule === undefined) return now
  const because = isRefusal(now) ? [] : reasonsOf(now, requested)
  const waiting = waitingEntries(history, requested)
  const later = waiting.length > 0 ? decide(asIfApproved(rules, history, waiting)) : now
  if (isRefusal(later)) {
    if (isRefusal(now)) return now
    const numberWaits = later.rule === 'H6'
    return because.length > 0 || numberWaits ? whatWaits(later, waiting) : now
  }
  if (!isRefusal(now) && because.length === 0) return now
  const reasons = isRefusal(now) ? [...reasonsOf(later, requested), LEANS] : because
  return [{ type: 'ChangeProposed', data: { change: { kind: 'entries', contents: later, because: reasons, ...more } } }]
}

/**
 * Entries that waited, decided again on the history of now. Refusals: those of the decision and of `proposalOfAnother`.
 */
export function approveEntries<State, Content extends DomainEvent>(
  history: History<State, Content>,
  id: string,
  requested: ChangeRequested,
  decide: (contents: readonly Content[]) => Checked<readonly Content[]>,
): Checked<readonly Recorded<Content>[]> {
  const proposal = proposalOfAnother(history, id, requested)
  if (isRefusal(proposal)) return proposal
  const { change, proposedBy } = proposal
  if (change.kind !== 'entries') return UNKNOWN_PROPOSAL
  const decided = decide(change.contents)
  if (isRefusal(decided)) return decided
  return [{ type: 'ChangeApproved', data: { proposal: id, proposedBy } }, ...decided]
}

/** Contents one after the other, each on what those before it made of the history. */
export function decideInOrder<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  contents: readonly Content[],
  decide: (history: History<State, Content>, content: Content) => Checked<unknown>,
): Checked<readonly Content[]> {
  let before = history
  for (const content of contents) {
    const decided = decide(before, content)
    if (isRefusal(decided)) return decided
    before = { ...before, state: rules.evolve(before.state, content) }
  }
  return contents
}

/** Entries that wait and can still be approved, oldest first. */
export function waitingEntries<Content extends DomainEvent>(
  { proposals }: Pick<History<unknown, Content>, 'proposals'>,
  { now, rule }: Pick<ChangeRequested, 'now' | 'rule'>,
): readonly (Proposal<Content> & { readonly change: ProposedEntries<Content> })[] {
  return openProposals(proposals).flatMap((it) =>
    it.change.kind === 'entries' && !(rule !== undefined && isOver(it, now, rule))
      ? [{ ...it, change: it.change }]
      : [],
  )
}

/** The history as it would be with all that waits. What has become impossible since it was proposed is left out whole. */
export function asIfApproved<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  waiting: ReturnType<typeof waitingEntries<Content>>,
): History<State, Content> {
  let before = history
  for (const { change, proposedAt } of waiting) {
    const today = shanghaiDay(proposedAt)
    const decided = decideInOrder(
      rules,
      before,
      change.contents,
      (it, content) => rules.refuse(it.state, content, today) ?? content,
    )
    if (isRefusal(decided)) continue
    before = { ...before, state: change.contents.reduce((state, it) => rules.evolve(state, it), before.state) }
  }
  return before
}

/** Why contents wait, one reason of each kind. */
export function reasonsOf(contents: readonly DomainEvent[], { waits }: ChangeRequested): readonly WaitReason[] {
  return oneOfEachKind(contents.flatMap((it) => waits?.(it) ?? []))
}

const LEANS: WaitReason = { code: 'leans-on-waiting' }

/** Says that what stands in the way is no entry yet. */
function whatWaits<Content extends DomainEvent>(
  refusal: Refusal,
  waiting: ReturnType<typeof waitingEntries<Content>>,
): Refusal {
  return { ...refusal, facts: { ...refusal.facts, waiting: waiting.map((it) => it.id).join(' ') } }
}
