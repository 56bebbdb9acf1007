import type { BusinessDate } from './business-date'
import { shanghaiDay } from './business-date'
import { canonicalJson } from './canonical-json'
import type { EventDefinitions } from './definition/event'
import type { Words } from './definition/form'
import type { DomainEvent, Entry, Json } from './entry'
import { isProposalEvent, type Proposal, type ProposalEvent, withProposalEvent } from './proposals'
import { type Refusal, refuse, refusedBelow } from './refusal'

/** Of a change that one person proposed and another approved: whose actor the entry bears is the second. */
interface TwoPersons {
  /** The `ChangeProposed` it carries out. */
  readonly approves?: string
  readonly proposedBy?: string
}

/** 更正: the entry named is replaced by the whole new content. */
export type EntryCorrected<Content extends DomainEvent = DomainEvent> = DomainEvent<
  'EntryCorrected',
  { readonly corrects: string; readonly content: Content; readonly reason: string } & TwoPersons
>
/** 作废: the entry named is taken out. */
export type EntryVoided = DomainEvent<'EntryVoided', { readonly voids: string; readonly reason: string } & TwoPersons>

/** What is recorded beside contents in any stream, and how it is called. */
export const CHANGE_EVENTS: Readonly<Record<Exclude<Recorded<never>, never>['type'], Words>> = {
  EntryCorrected: ['更正', 'Correction'],
  EntryVoided: ['作废', 'Void'],
  ChangeProposed: ['变更申请', 'Change proposed'],
  ChangeApproved: ['登记复核', 'Entries approved'],
  ChangeRejected: ['申请退回', 'Proposal rejected'],
  ChangeWithdrawn: ['申请撤回', 'Proposal withdrawn'],
}

/** What a stream holds: contents, corrections of them, and proposals of corrections. */
export type Recorded<Content extends DomainEvent> =
  | Content
  | EntryCorrected<Content>
  | EntryVoided
  | ProposalEvent<Content>

/** An entry that counts: its content is the newest of its chain of corrections, its place that of the first. */
export interface LiveEntry<Content extends DomainEvent> {
  /** The entry that gave it its present content: what a further correction or void must name. */
  readonly id: string
  /** Revision of that entry. */
  readonly revision: number
  readonly recordedAt: number
  /** The entry that opened the chain; equal to `id` while nothing was corrected. */
  readonly origin: string
  readonly originRevision: number
  readonly originRecordedAt: number
  readonly content: Content
}

/** How contents change a state and what they must not do; pure. `today` is the Shanghai day of the recording. */
export interface Rules<State, Content extends DomainEvent> {
  /** The definitions of the contents: the shapes in which they are written. Absent: all are in their first. */
  readonly events?: Pick<EventDefinitions, 'find'>
  readonly initial: State
  evolve(state: State, content: Content): State
  /** The first rule the content breaks in this state, or undefined. */
  refuse(state: State, content: Content, today: BusinessDate): Refusal | undefined
  /**
   * The same of an entry that stands, where another changes: only what depends on the entries before it, and first what every
   * entry of any time obeys. Absent: `refuse`.
   */
  refuseStanding?(state: State, content: Content, recordedOn: BusinessDate): Refusal | undefined
}

/** A stream folded: the state, the entries that count in their order, and what superseded the others. */
export interface History<State, Content extends DomainEvent> {
  readonly state: State
  readonly live: readonly LiveEntry<Content>[]
  /** Entry id → id of the correction or void that took its place. */
  readonly superseded: ReadonlyMap<string, string>
  /** Proposed changes by the entry that proposed them; they change nothing until another person approves. */
  readonly proposals: ReadonlyMap<string, Proposal<Content>>
  /** Last revision folded, -1 for none. */
  readonly revision: number
}

export function emptyHistory<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
): History<State, Content> {
  return { state: rules.initial, live: [], superseded: new Map(), proposals: new Map(), revision: -1 }
}

export function foldHistory<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  entries: Iterable<Entry<Recorded<Content>>>,
): History<State, Content> {
  // First what stands, then the state from it once: folding anew at each correction would make a long stream with many of
  // them cubic, and everybody waits while one contract is read.
  const standing = new Map<string, LiveEntry<Content>>()
  const superseded = new Map<string, string>()
  // The present name of each chain: a correction takes the place of what it corrects, not the end of the line.
  const places = new Map<string, string>()
  let proposals: ReadonlyMap<string, Proposal<Content>> = new Map()
  let last = -1
  for (const { event, id, revision, recordedAt, ...rest } of entries) {
    last = revision
    proposals = withProposalEvent(proposals, { event, id, revision, recordedAt, ...rest })
    if (isProposalEvent(event)) continue
    if (isCorrection<Content>(event) || isVoid(event)) {
      const target = isCorrection(event) ? event.data.corrects : event.data.voids
      superseded.set(target, id)
      const place = places.get(target)
      const old = place === undefined ? undefined : standing.get(place)
      if (place === undefined || old === undefined) continue
      places.delete(target)
      if (isVoid(event)) {
        standing.delete(place)
        continue
      }
      standing.set(place, { ...old, id, revision, recordedAt, content: event.data.content })
      places.set(id, place)
      continue
    }
    standing.set(id, freshEntry({ event: event as Content, id, revision, recordedAt, ...rest }))
    places.set(id, id)
  }
  const live = [...standing.values()]
  return { state: stateOf(rules, live), live, superseded, proposals, revision: last }
}

/** One entry more. A correction or void refolds the whole corrected history, so that no trace of the old content stays in the state. */
export function extend<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  entry: Entry<Recorded<Content>>,
): History<State, Content> {
  const { event, id, revision, recordedAt } = entry
  const proposals = withProposalEvent(history.proposals, entry)
  if (isProposalEvent(event)) return { ...history, proposals, revision }
  if (isCorrection(event) || isVoid(event)) {
    const target = isCorrection(event) ? event.data.corrects : event.data.voids
    const live = isCorrection(event)
      ? history.live.map((it) =>
          it.id === target ? { ...it, id, revision, recordedAt, content: event.data.content } : it,
        )
      : history.live.filter((it) => it.id !== target)
    const superseded = new Map(history.superseded).set(target, id)
    const judged = accepted.get(event)
    const known = judged?.history === history && judged.rules === rules
    const state = known ? (judged.state as State) : stateOf(rules, live)
    return { state, live, superseded, proposals, revision }
  }
  return {
    state: rules.evolve(history.state, event as Content),
    live: [...history.live, freshEntry(entry as Entry<Content>)],
    superseded: history.superseded,
    proposals,
    revision,
  }
}

function freshEntry<Content extends DomainEvent>(entry: Entry<Content>): LiveEntry<Content> {
  const { id, revision, recordedAt, event } = entry
  return {
    id,
    revision,
    recordedAt,
    origin: id,
    originRevision: revision,
    originRecordedAt: recordedAt,
    content: event,
  }
}

/**
 * Decides one content, correction or void against a history. A correction names a live entry of the same stream, keeps its
 * type and changes something; the corrected history is folded again and every entry in it must obey the rules (H13). Entries
 * that were accepted on their day are judged as of that day, the new content as of today (H9).
 */
export function refuseNext<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  event: Recorded<Content>,
  today: BusinessDate,
): Refusal | undefined {
  if (isProposalEvent(event)) return undefined
  if (!isCorrection(event) && !isVoid(event)) return rules.refuse(history.state, event as Content, today)
  const target = isCorrection(event) ? event.data.corrects : event.data.voids
  const at = history.live.findIndex((it) => it.id === target)
  if (at === -1) return notLive(history, target, isCorrection(event))
  if (isCorrection(event) && event.data.content.type !== history.live[at].content.type)
    return typeChanged(history.live[at].content.type)
  const corrected = isCorrection(event)
    ? history.live.map((it, i) => (i === at ? { ...it, content: event.data.content } : it))
    : history.live.filter((_, i) => i !== at)
  let state = rules.initial
  let tolerated: ReadonlyMap<string, string> | undefined
  for (let i = 0; i < corrected.length; i++) {
    const it = corrected[i]
    const isNew = isCorrection(event) && i === at
    const refusal = isNew ? rules.refuse(state, it.content, today) : refuseStanding(rules, state, it)
    if (refusal) {
      tolerated ??= standingFaults(rules, history.live)
      if (isNew || tolerated.get(it.id) !== refusal.code) return brokenBy(refusal, it, isNew)
    }
    state = rules.evolve(state, it.content)
  }
  const nothing = isCorrection(event) ? changesNothing(history.live[at].content, event.data.content) : undefined
  if (!nothing) accepted.set(event, { rules, history, state })
  return nothing
}

/** Changes that were judged on a history, and the state with them: who records such a change would fold all of it once more. */
const accepted = new WeakMap<object, { readonly rules: object; readonly history: object; readonly state: unknown }>()

/**
 * The live entries that lean on this one: without it, and without those of them that come before, they would break a rule.
 * In their order.
 */
export function leaningOn<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  history: History<State, Content>,
  target: string,
): readonly LiveEntry<Content>[] {
  const leaning: LiveEntry<Content>[] = []
  let tolerated: ReadonlyMap<string, string> | undefined
  let state = rules.initial
  for (const it of history.live) {
    if (it.id === target) continue
    const refusal = refuseStanding(rules, state, it)
    if (refusal) {
      tolerated ??= standingFaults(rules, history.live)
      if (tolerated.get(it.id) !== refusal.code) {
        leaning.push(it)
        continue
      }
    }
    state = rules.evolve(state, it.content)
  }
  return leaning
}

/**
 * By entry, the rule it breaks as it stands: it was accepted when the rules were milder. A change elsewhere is not answerable
 * for it, and two such entries must not keep each other from being corrected.
 */
function standingFaults<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  live: readonly LiveEntry<Content>[],
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>()
  let state = rules.initial
  for (const it of live) {
    const refusal = refuseStanding(rules, state, it)
    if (refusal) faults.set(it.id, refusal.code)
    state = rules.evolve(state, it.content)
  }
  return faults
}

function refuseStanding<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  state: State,
  { content, recordedAt }: LiveEntry<Content>,
): Refusal | undefined {
  const recordedOn = shanghaiDay(recordedAt)
  return rules.refuseStanding
    ? rules.refuseStanding(state, content, recordedOn)
    : rules.refuse(state, content, recordedOn)
}

/** A correction that says what stands already would cost a second person's time, and stand in the log as a change. */
function changesNothing(old: DomainEvent, fresh: DomainEvent): Refusal | undefined {
  if (canonicalJson(old.data as Json) !== canonicalJson(fresh.data as Json)) return undefined
  return refuse('correction-changes-nothing', {
    rule: 'H13',
    pointer: '/content',
    zh: '更正后的内容与现行记录相同',
    en: 'the entry says this already: the correction changes nothing',
  })
}

export function isCorrection<C extends DomainEvent>(event: DomainEvent): event is EntryCorrected<C> {
  return event.type === 'EntryCorrected'
}

export function isVoid(event: DomainEvent): event is EntryVoided {
  return event.type === 'EntryVoided'
}

function stateOf<State, Content extends DomainEvent>(
  rules: Rules<State, Content>,
  live: readonly LiveEntry<Content>[],
): State {
  return live.reduce((state, it) => rules.evolve(state, it.content), rules.initial)
}

function notLive(history: { superseded: ReadonlyMap<string, string> }, target: string, correcting: boolean): Refusal {
  const by = history.superseded.get(target)
  const pointer = correcting ? '/corrects' : '/voids'
  if (by === undefined) {
    return refuse('unknown-entry', {
      rule: 'H13',
      pointer,
      zh: '所指记录不在本流水中',
      en: 'no such entry in this stream',
      facts: { entry: target },
    })
  }
  return refuse('entry-not-live', {
    rule: 'H13',
    pointer,
    zh: '所指记录已被更正或作废，请指向现行记录',
    en: 'the entry has been corrected or voided already; name the live one',
    facts: { entry: target, supersededBy: by },
  })
}

function typeChanged(type: string): Refusal {
  return refuse('correction-changes-type', {
    rule: 'H13',
    pointer: '/content/type',
    zh: '更正不得改变记录类型，请作废后另行登记',
    en: 'a correction keeps the type of the entry; void it and record anew',
    facts: { type },
  })
}

/** Says which entry of the corrected history breaks which rule; faults of the new content keep their pointer. */
function brokenBy(refusal: Refusal, entry: LiveEntry<DomainEvent>, isNewContent: boolean): Refusal {
  if (isNewContent) return refusedBelow('/content/data', refusal)
  const { others: _, ...first } = refusal
  return { ...first, pointer: '', facts: { ...refusal.facts, entry: entry.id, entryType: entry.content.type } }
}
