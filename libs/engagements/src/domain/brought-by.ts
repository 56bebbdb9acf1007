import {
  type Entry,
  extend,
  isRefusal,
  openProposals,
  type ProposedEntries,
  shanghaiDay,
  shanghaiDayNumber,
} from '@pilot-ledger/kernel'
import { decideChange, type EngagementChange, type EngagementHistory } from './decide'
import type { EngagementContent, EngagementEvent } from './events'
import { engagementRules } from './rules'
import { type BroughtWarning, warningsBrought } from './warnings-of-contract'

/** What is told with the answer of a command, beside that it is recorded. */
export interface Brought {
  readonly warnings: readonly BroughtWarning[]
  /** What a void took along beside the entry it names: those that leaned on it, newest first. */
  readonly takenAlong?: readonly { readonly entry: string; readonly type: string }[]
}

/**
 * What events bring, decided on a history and recorded at `now` (milliseconds since 1970). What waits for a second person is
 * told as if it were recorded: nobody else will look at it before it is approved.
 */
export function broughtBy(before: EngagementHistory, events: readonly EngagementEvent[], now: number): Brought {
  const proposed = events[0]?.type === 'ChangeProposed' ? events[0].data.change : undefined
  const start = proposed?.kind === 'entries' ? withWaiting(before, now) : before
  const after = recorded(start, proposed ? carriedOut(before, proposed, now) : events, now)
  const taken = events.slice(0, -1).flatMap((it) => (it.type === 'EntryVoided' ? [it.data.voids] : []))
  const takenAlong = taken.map((entry) => ({
    entry,
    type: before.live.find((it) => it.id === entry)?.content.type ?? '',
  }))
  return {
    warnings: warningsBrought(start, after, shanghaiDayNumber(now)),
    ...(takenAlong.length > 0 && { takenAlong }),
  }
}

function carriedOut(
  history: EngagementHistory,
  change: EngagementChange | ProposedEntries<EngagementContent>,
  now: number,
): readonly EngagementEvent[] {
  if (change.kind === 'entries') return change.contents
  const decided = decideChange(history, change, shanghaiDay(now))
  return isRefusal(decided) ? [] : decided
}

/** With the entries that wait already: new ones may lean on them. */
function withWaiting(history: EngagementHistory, now: number): EngagementHistory {
  const waiting = openProposals(history.proposals).flatMap(({ change }) =>
    change.kind === 'entries' ? change.contents : [],
  )
  const today = shanghaiDay(now)
  return waiting.reduce(
    // What has become impossible since it was proposed will not be approved either.
    (before, it) => (engagementRules.refuse(before.state, it, today) ? before : recorded(before, [it], now)),
    history,
  )
}

function recorded(history: EngagementHistory, events: readonly EngagementEvent[], now: number): EngagementHistory {
  return events.reduce<EngagementHistory>((before, event) => {
    const revision = before.revision + 1
    const entry: Entry<EngagementEvent> = { id: `new-${revision}`, revision, recordedAt: now, actor: '', event }
    return extend(engagementRules, before, entry)
  }, history)
}
