import type { DomainEvent } from './entry'
import type { LiveEntry } from './history'
import { openProposals, type Proposal, targetOf } from './proposals'

/** Open proposals as a reader sees them: the entry as it stands (`before`) and as it would be (`content`), or the entries that wait. */
export function proposalViews<Content extends DomainEvent>({
  live,
  proposals,
}: {
  readonly live: readonly LiveEntry<Content>[]
  readonly proposals: ReadonlyMap<string, Proposal<Content>>
}) {
  return openProposals(proposals).map(({ id, change, proposedBy, proposedAt }) => {
    const asked = { proposal: id, kind: change.kind, proposedBy, proposedAt: new Date(proposedAt).toISOString() }
    if (change.kind === 'entries')
      return { ...asked, contents: change.contents.map(viewOf), because: change.because, import: change.import }
    const target = live.find((it) => it.id === targetOf(change))
    return {
      ...asked,
      entry: targetOf(change),
      /** Absent when the entry was changed otherwise in the meantime: then nothing can be approved any more. */
      before: target && viewOf(target.content),
      content: change.kind === 'correction' ? viewOf(change.content) : undefined,
      includeLater: change.kind === 'void' ? change.includeLater : undefined,
      reason: change.reason,
    }
  })
}

const viewOf = ({ type, data }: DomainEvent) => ({ type, data })
