import { day, maybe, named, oneOf, type ShapeOf, text } from './answer-shape'
import type { DomainEvent, Entry } from './entry'
import { withEntry } from './grown'

/** A correction or a void as one person asks for it: what the doors of both take. */
export type ProposedChange<Content extends DomainEvent = DomainEvent> =
  | { readonly kind: 'correction'; readonly corrects: string; readonly content: Content; readonly reason: string }
  | { readonly kind: 'void'; readonly voids: string; readonly reason: string; readonly includeLater?: boolean }

/** Why entries wait for a second person: a code of the ledger's own, and what it is about. */
export const WAIT_REASON = named('WaitReason', {
  code: oneOf('dated-long-ago', 'period-closed', 'window-sealed', 'leans-on-waiting'),
  /** The business day that makes them wait. */
  day: maybe(day),
  /** The closed period, the sealed round. */
  what: maybe(text),
  /** The framework that counts on that day, where the entry moves it and is not dated so itself. */
  framework: maybe(text),
})
export type WaitReason = ShapeOf<typeof WAIT_REASON>

/** One reason of each kind: an import has thousands of days. */
export function oneOfEachKind(reasons: readonly WaitReason[]): readonly WaitReason[] {
  const kindOf = ({ code, what = '', framework }: WaitReason) => `${code} ${what} ${framework !== undefined}`
  return [...new Map(reasons.map((it) => [kindOf(it), it])).values()]
}

/** Entries that one person asks for, decided together in this order: they state nothing until another stands for them. */
export interface ProposedEntries<Content extends DomainEvent = DomainEvent> {
  readonly kind: 'entries'
  readonly contents: readonly Content[]
  readonly because: readonly WaitReason[]
  /** The import they came with, of which all is answered at once. */
  readonly import?: string
}

/** 变更申请. It stands in the stream it concerns, so that answering it and carrying it out is one append. */
export type ChangeProposed<Content extends DomainEvent = DomainEvent> = DomainEvent<
  'ChangeProposed',
  { readonly change: ProposedChange<Content> | ProposedEntries<Content> }
>
/** 登记复核: the entries proposed follow it in the same append. */
export type ChangeApproved = DomainEvent<'ChangeApproved', { readonly proposal: string; readonly proposedBy: string }>
/** 申请退回, by the second person. */
export type ChangeRejected = DomainEvent<'ChangeRejected', { readonly proposal: string; readonly reason: string }>
/** 申请撤回, by the one who proposed. */
export type ChangeWithdrawn = DomainEvent<'ChangeWithdrawn', { readonly proposal: string }>
export type ProposalEvent<Content extends DomainEvent = DomainEvent> =
  | ChangeProposed<Content>
  | ChangeApproved
  | ChangeRejected
  | ChangeWithdrawn

export interface Proposal<Content extends DomainEvent = DomainEvent> {
  /** The entry that proposed it. */
  readonly id: string
  readonly change: ProposedChange<Content> | ProposedEntries<Content>
  readonly proposedBy: string
  /** Milliseconds since 1970. */
  readonly proposedAt: number
  readonly revision: number
  readonly open: boolean
}

const TYPES: ReadonlySet<string> = new Set<ProposalEvent['type']>([
  'ChangeProposed',
  'ChangeApproved',
  'ChangeRejected',
  'ChangeWithdrawn',
])

/** Entries that state no fact: they wait for a second person, or are his answer. */
export function isProposalEvent(event: DomainEvent): event is ProposalEvent {
  return TYPES.has(event.type)
}

/** The live entry that a change names; entries that wait name none. */
export function targetOf(change: ProposedChange | ProposedEntries): string | undefined {
  return change.kind === 'correction' ? change.corrects : change.kind === 'void' ? change.voids : undefined
}

/** The proposals after one entry more; the same map where the entry concerns none. */
export function withProposalEvent<Content extends DomainEvent>(
  proposals: ReadonlyMap<string, Proposal<Content>>,
  { event, id, actor, recordedAt, revision }: Entry,
): ReadonlyMap<string, Proposal<Content>> {
  if (event.type === 'ChangeProposed') {
    const { change } = (event as ChangeProposed<Content>).data
    const proposal = { id, change, proposedBy: actor, proposedAt: recordedAt, revision, open: true }
    return withEntry(proposals, id, proposal)
  }
  if (proposals.size === 0) return proposals
  const { proposal, approves } = event.data as { readonly proposal?: string; readonly approves?: string }
  const answered =
    event.type === 'ChangeApproved' || event.type === 'ChangeRejected' || event.type === 'ChangeWithdrawn'
      ? proposal
      : event.type === 'EntryCorrected' || event.type === 'EntryVoided'
        ? approves
        : undefined
  const found = answered === undefined ? undefined : proposals.get(answered)
  if (!found?.open) return proposals
  return withEntry(proposals, found.id, { ...found, open: false })
}

/** Those that wait for an answer, oldest first. */
export function openProposals<Content extends DomainEvent>(
  proposals: ReadonlyMap<string, Proposal<Content>>,
): readonly Proposal<Content>[] {
  return [...proposals.values()].filter((it) => it.open)
}
