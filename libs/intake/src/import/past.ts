import {
  type EngagementContent,
  type EngagementEvent,
  type EngagementHistory,
  engagementRules,
} from '@pilot-ledger/engagements'
import {
  addTo,
  asIfApproved,
  type ChangeRequested,
  type Entry,
  foldHistory,
  isCorrection,
  isProposalEvent,
  isVoid,
  waitingEntries,
} from '@pilot-ledger/kernel'
import { identityOf } from './identity'

/** What was said once and no longer holds. */
export interface Gone {
  readonly content: EngagementContent
  readonly since: 'corrected' | 'voided'
}

/** What is known of a contract before a file is read: its history, and every thing it says or once said, by identity. */
export interface Past {
  /** Entries of it wait for a second person; the history is as it would be with them. */
  readonly waits: ReadonlyMap<string, EngagementContent>
  readonly history: EngagementHistory
  readonly revision: number
  readonly live: ReadonlyMap<string, EngagementContent>
  readonly gone: ReadonlyMap<string, readonly Gone[]>
  /** How often the number was signed, or entries of it were put before a second person: a voided one may be signed anew, and what it said before is then another contract's. */
  readonly signings: number
}

export function pastOf(entries: readonly Entry<EngagementEvent>[], requested?: ChangeRequested): Past {
  const recorded = foldHistory(engagementRules, entries)
  const waiting = requested ? waitingEntries(recorded, requested) : []
  const history = asIfApproved(engagementRules, recorded, waiting)
  const contents = waiting.flatMap((it) => it.change.contents)
  const waits = new Map(contents.map((it) => [identityOf(it), it]))
  const live = new Map(history.live.map((it) => [identityOf(it.content), it.content]))
  let signings = [...history.proposals.values()].filter((it) => it.change.kind === 'entries').length
  // Each chain of corrections: all it ever said, the present name of it, and whether it still stands.
  let chains: Chain[] = []
  const byName = new Map<string, Chain>()
  for (const { id, event } of entries) {
    if (isProposalEvent(event)) continue
    if (isVoid(event)) {
      const chain = byName.get(event.data.voids)
      if (chain) chain.voided = true
      continue
    }
    if (isCorrection<EngagementContent>(event)) {
      const chain = byName.get(event.data.corrects)
      chain?.stated.push(event.data.content)
      if (chain) byName.set(id, chain)
      continue
    }
    const content = event as EngagementContent
    if (content.type === 'ContractSigned') {
      signings++
      chains = []
    }
    const chain: Chain = { stated: [content], voided: false }
    chains.push(chain)
    byName.set(id, chain)
  }
  return { waits, history, revision: history.revision, live, gone: goneOf(chains), signings }
}

interface Chain {
  readonly stated: EngagementContent[]
  voided: boolean
}

function goneOf(chains: readonly Chain[]): ReadonlyMap<string, readonly Gone[]> {
  const gone = new Map<string, Gone[]>()
  for (const { stated, voided } of chains) {
    for (const content of voided ? stated : stated.slice(0, -1)) {
      addTo(gone, identityOf(content), { content, since: voided ? 'voided' : 'corrected' })
    }
  }
  return gone
}
