import {
  type EngagementContent,
  type EngagementEvent,
  type EngagementHistory,
  engagementRules,
} from '@pilot-ledger/engagements'
import { type Entry, foldHistory, isCorrection, isProposalEvent, isVoid } from '@pilot-ledger/kernel'
import { identityOf } from './identity'

/** What was said once and no longer holds. */
export interface Gone {
  readonly content: EngagementContent
  readonly since: 'corrected' | 'voided'
}

/** What is known of a contract before a file is read: its history, and every thing it says or once said, by identity. */
export interface Past {
  readonly history: EngagementHistory
  readonly revision: number
  readonly live: ReadonlyMap<string, EngagementContent>
  readonly gone: ReadonlyMap<string, readonly Gone[]>
  /** How often the number was signed: a voided one may be signed anew, and what it said before is then another contract's. */
  readonly signings: number
}

export function pastOf(entries: readonly Entry<EngagementEvent>[]): Past {
  const history = foldHistory(engagementRules, entries)
  const live = new Map(history.live.map((it) => [identityOf(it.content), it.content]))
  let signings = 0
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
      chain?.said.push(event.data.content)
      if (chain) byName.set(id, chain)
      continue
    }
    const content = event as EngagementContent
    if (content.type === 'ContractSigned') {
      signings++
      chains = []
    }
    const chain: Chain = { said: [content], voided: false }
    chains.push(chain)
    byName.set(id, chain)
  }
  return { history, revision: history.revision, live, gone: goneOf(chains), signings }
}

interface Chain {
  readonly said: EngagementContent[]
  voided: boolean
}

function goneOf(chains: readonly Chain[]): ReadonlyMap<string, readonly Gone[]> {
  const gone = new Map<string, Gone[]>()
  for (const { said, voided } of chains) {
    for (const content of voided ? said : said.slice(0, -1)) {
      const identity = identityOf(content)
      const known = gone.get(identity) ?? []
      known.push({ content, since: voided ? 'voided' : 'corrected' })
      gone.set(identity, known)
    }
  }
  return gone
}
