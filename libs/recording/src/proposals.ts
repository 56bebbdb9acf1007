import {
  approveChange,
  approveEntries,
  type ChangeRequested,
  type Checked,
  type DomainEvent,
  type EntryCorrected,
  type EntryVoided,
  type History,
  type ProposedChange,
  type Recorded,
  rejectChange,
  withdrawChange,
} from '@pilot-ledger/kernel'

/** What becomes of a proposal. */
export type ProposalAnswer =
  | { readonly does: 'approve' }
  | { readonly does: 'reject'; readonly reason: string }
  | { readonly does: 'withdraw' }

/**
 * Decides an answer; `decide` decides the proposed change itself, on the history of now, and `enter` entries that wait, in a
 * stream where new ones may.
 */
export function answerProposal<State, Content extends DomainEvent>(
  history: History<State, Content>,
  proposal: string,
  answer: ProposalAnswer,
  requested: ChangeRequested,
  decide: (change: ProposedChange<Content>) => Checked<readonly (EntryCorrected<Content> | EntryVoided)[]>,
  enter?: (contents: readonly Content[]) => Checked<readonly Content[]>,
): Checked<readonly Recorded<Content>[]> {
  switch (answer.does) {
    case 'approve':
      return enter && history.proposals.get(proposal)?.change.kind === 'entries'
        ? approveEntries(history, proposal, requested, enter)
        : approveChange(history, proposal, requested, decide)
    case 'reject':
      return rejectChange(history, proposal, answer.reason, requested)
    case 'withdraw':
      return withdrawChange(history, proposal, requested)
  }
}
