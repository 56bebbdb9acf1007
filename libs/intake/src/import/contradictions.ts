import type { EngagementContent } from '@pilot-ledger/engagements'
import type { Refusal } from '@pilot-ledger/kernel'
import { type Difference, differenceOf, identityOf, ownNumber } from './identity'
import type { Past } from './past'
import { rowsDisagree, sameWithoutNumber } from './refusals'
import type { Row } from './row'

interface Saying {
  readonly row: Row
  readonly content: EngagementContent
}

/** What the rows of one contract say of each other. */
export interface Contradictions {
  /** Rows that say one thing differently: which of them is true nobody has said, so none is recorded. */
  readonly refused: ReadonlyMap<number, { readonly refusal: Refusal; readonly type: EngagementContent['type'] }>
  /** Where one row says all that others of the same thing say, and more: it comes as early as the first of them. */
  readonly early: ReadonlyMap<number, number>
}

const NONE: Contradictions = { refused: new Map(), early: new Map() }

/** Only among what the ledger does not know: what it knows is judged by it. Pure. */
export function contradictionsOf(past: Past, rows: readonly Row[]): Contradictions {
  const groups = sameThings(rows)
  if (groups.length === 0) return NONE
  const knows = knownTo(past, rows)
  const refused = new Map<number, { refusal: Refusal; type: EngagementContent['type'] }>()
  const early = new Map<number, number>()
  for (const all of groups) {
    // What is on the ledger may be said again, as often as it is there.
    const pointer = ownNumber(all[0].content)
    if (pointer !== undefined) {
      const there = Math.max(1, timesKnown(past, all[0].content))
      for (const { row, content } of all.slice(there))
        refused.set(row.n, { refusal: sameWithoutNumber(all[0].row.place, pointer), type: content.type })
      continue
    }
    const group = all.filter((it) => !knows(it.content))
    if (group.length < 2) continue
    const fullest = group.reduce((most, it) => (weight(it.content) > weight(most.content) ? it : most))
    const other = group.find((it) => differenceOf(fullest.content, it.content) !== undefined)
    if (other === undefined) {
      early.set(fullest.row.n, Math.min(...group.map((it) => it.row.n)) - 0.5)
      continue
    }
    for (const it of group) {
      const against = differenceOf(fullest.content, it.content) === undefined ? other : fullest
      const difference = differenceEitherWay(against.content, it.content)
      if (difference === undefined || refused.has(it.row.n)) continue
      refused.set(it.row.n, { refusal: rowsDisagree(difference, against.row.place), type: it.content.type })
    }
  }
  return { refused, early }
}

function timesKnown({ history, gone }: Past, content: EngagementContent): number {
  const identity = identityOf(content)
  const live = history.live.filter((it) => identityOf(it.content) === identity).length
  return live + (gone.get(identity)?.length ?? 0)
}

/** What more than one row says something of, by what it is. */
function sameThings(rows: readonly Row[]): readonly (readonly Saying[])[] {
  if (rows.length < 2) return []
  const first = new Map<string, Saying>()
  const several = new Map<string, Saying[]>()
  for (const row of rows) {
    for (const content of row.contents) {
      const identity = identityOf(content)
      const before = first.get(identity)
      if (before === undefined) first.set(identity, { row, content })
      else {
        const group = several.get(identity) ?? [before]
        group.push({ row, content })
        several.set(identity, group)
      }
    }
  }
  return [...several.values()]
}

function knownTo({ live, gone }: Past, rows: readonly Row[]): (content: EngagementContent) => boolean {
  const knows = (content: EngagementContent) => {
    const identity = identityOf(content)
    if (live.has(identity)) return true
    return gone.get(identity)?.some((it) => differenceOf(it.content, content) === undefined) ?? false
  }
  const anew = rows.some(({ contents: [it] }) => it.type === 'ContractSigned' && !knows(it))
  // Signed anew: what hung on the old contract is another contract's past.
  return (content) => (content.type === 'ContractSigned' || !anew) && knows(content)
}

/** How much a content says: nothing is said by what is left empty, and 否 says no more. */
function weight({ data }: EngagementContent): number {
  let stated = 0
  for (const value of Object.values(data) as unknown[]) {
    if (value === undefined || value === false) continue
    stated += typeof value === 'object' && value !== null && 'id' in value ? 2 : 1
  }
  return stated
}

function differenceEitherWay(there: EngagementContent, here: EngagementContent): Difference | undefined {
  const difference = differenceOf(there, here)
  if (difference) return difference
  const back = differenceOf(here, there)
  return back && { pointer: back.pointer, recorded: back.given, given: back.recorded }
}
