import { anyObject, type FieldsOf, instant, listOf, maybe, named, oneOf, text, yesNo } from './answer-shape'
import type { DomainEvent } from './entry'
import type { LiveEntry } from './history'
import { openProposals, type Proposal, targetOf, WAIT_REASON } from './proposals'

const CONTENT = named('EntryContent', { type: text, data: anyObject })
export const PROPOSAL_FIELDS = {
  proposal: text,
  kind: oneOf('correction', 'void', 'entries'),
  proposedBy: text,
  proposedAt: instant,
  /** Of a correction or void: the entry it is about. */
  entry: maybe(text),
  /** Absent when the entry was changed otherwise in the meantime: then nothing can be approved any more. */
  before: maybe(CONTENT),
  content: maybe(CONTENT),
  includeLater: maybe(yesNo),
  reason: maybe(text),
  /** Of entries that wait: what they would say, and why one person may not. */
  contents: maybe(listOf(CONTENT)),
  because: maybe(listOf(WAIT_REASON)),
  /** The import they came with. */
  import: maybe(text),
}

/** Open proposals as a reader sees them: the entry as it stands (`before`) and as it would be (`content`), or the entries that wait. */
export function proposalViews<Content extends DomainEvent>({
  live,
  proposals,
}: {
  readonly live: readonly LiveEntry<Content>[]
  readonly proposals: ReadonlyMap<string, Proposal<Content>>
}): FieldsOf<typeof PROPOSAL_FIELDS>[] {
  return openProposals(proposals).map(({ id, change, proposedBy, proposedAt }) => {
    const requested = { proposal: id, kind: change.kind, proposedBy, proposedAt: new Date(proposedAt).toISOString() }
    if (change.kind === 'entries')
      return { ...requested, contents: change.contents.map(viewOf), because: change.because, import: change.import }
    const target = live.find((it) => it.id === targetOf(change))
    return {
      ...requested,
      entry: targetOf(change),
      before: target && viewOf(target.content),
      content: change.kind === 'correction' ? viewOf(change.content) : undefined,
      includeLater: change.kind === 'void' ? change.includeLater : undefined,
      reason: change.reason,
    }
  })
}

const viewOf = ({ type, data }: DomainEvent) => ({ type, data })
