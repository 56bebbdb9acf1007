import type { AnyEventDefinition, Fields } from '@pilot-ledger/kernel'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme/definitions'
import { type Word, wordIn } from '../words/word'

export interface RegisterStep {
  readonly event: string
  readonly fields: Fields
  /** A second one is refused. */
  readonly once: boolean
  /** After it the item is no longer in force. */
  readonly ends: boolean
}
export interface Register {
  readonly kind: string
  readonly event: string
  readonly fields: Fields
  readonly steps: readonly RegisterStep[]
}

/** 登记簿 by the entries that open an item of each, in the order in which people read them. */
const OPENED_BY = {
  call: 'CallOpened',
  application: 'ApplicationReceived',
  nomination: 'ProvincialNominationMade',
  demand: 'DemandPosted',
  listing: 'EquipmentListed',
  member: 'AllianceJoined',
  element: 'ElementLinked',
  upgrade: 'LineUpgraded',
  policy: 'PolicyIssued',
  target: 'TargetSet',
  town: 'TownListed',
}
/** Every other step is taken once (a test holds this to the service's own table). */
const TAKEN_AGAIN = ['SiteVisited', 'ListingRenewed']

/** What each takes and which steps follow, as the definitions of their entries say: a step lies below its item's address. */
export const REGISTERS: readonly Register[] = Object.entries(OPENED_BY).map(([kind, event]) => {
  const { fields, route } = definitionOf(event)
  const below = `${route?.path}/:key/`
  const steps = PROGRAMME_EVENTS.all.filter((it) => it.route?.path.startsWith(below))
  return {
    kind,
    event,
    fields,
    steps: steps.map((it) => ({
      event: it.type,
      fields: it.fields,
      once: !TAKEN_AGAIN.includes(it.type),
      ends: it.route?.path === `${below}end`,
    })),
  }
})

export const registerOf = (kind: string): Register | undefined => REGISTERS.find((it) => it.kind === kind)

export function definitionOf(event: string): AnyEventDefinition {
  return PROGRAMME_EVENTS.of(event)
}

export interface Step {
  /** Absent where only what is published is told. */
  readonly entry?: string
  readonly type: string
  readonly on?: string
  readonly passed?: boolean
  readonly decision?: string
  readonly until?: string
  readonly party?: { readonly name: string }
  readonly [more: string]: unknown
}

/** A step whose entry is told: what can be corrected and voided. */
export type WholeStep = Step & { readonly entry: string }

/** One thing of a register, as the service shows it. */
export interface Item {
  /** The entry that opened it; absent where it concerns another unit and only what is published of it is told. */
  readonly entry?: string
  readonly key: string
  readonly title?: string
  readonly party?: { readonly name: string }
  readonly platform?: string
  readonly element?: string
  readonly from?: string
  readonly on?: string
  readonly until?: string
  readonly ended?: string
  readonly steps: readonly Step[]
  readonly [more: string]: unknown
}

/** Names a thing in an address and in a list: its entry, or its key where no entry is told. */
export function itemName({ entry, key }: Item): string {
  return entry ?? key
}

type Standing = 'notYet' | 'inForce' | 'ended'

/** Whether it stands on a day. Of a date known to the month, its first day counts; a renewal moves the last day. */
export function standingOn(item: Item, day: string): Standing {
  const first = item.from ?? item.on ?? ''
  if (`${first}-01`.slice(0, 10) > day) return 'notYet'
  if (item.ended !== undefined && item.ended <= day) return 'ended'
  const last = lastDay(item, day)
  return last !== undefined && last < day ? 'ended' : 'inForce'
}

/** The last day of its validity as it was known by then; undefined without one. */
export function lastDay(item: Item, day: string): string | undefined {
  const renewal = item.steps.filter((it) => it.type === 'ListingRenewed' && (it.on ?? '') <= day).at(-1)
  return renewal ? renewal.until : item.until
}

/** What happened does not stop standing: only what can end, or runs out, is in force or not. */
export function lasts(register: Register): boolean {
  return 'until' in register.fields || register.steps.some((it) => it.ends)
}

/** How far a thing has come, and how many have come so far: of each step, and of each decision. */
interface Facet {
  readonly name: string
  readonly step: RegisterStep
  readonly decision?: string
  readonly items: readonly Item[]
}

export function facetsOf(register: Register, items: readonly Item[]): Facet[] {
  return register.steps.flatMap((step): Facet[] => {
    const decisions = step.fields.decision && Object.keys(step.fields.decision.form.values ?? {})
    const taken = (wanted?: string) =>
      items.filter((it) =>
        it.steps.some(({ type, decision }) => type === step.event && (wanted === undefined || decision === wanted)),
      )
    if (step.ends) return []
    if (!decisions) return [{ name: step.event, step, items: taken() }]
    return decisions.map((decision) => ({ name: `${step.event}.${decision}`, step, decision, items: taken(decision) }))
  })
}

/** Steps that may follow: none after the end, none twice that is taken once. What else forbids them the service says. */
export function stepsToTake(register: Register, item: Item): readonly RegisterStep[] {
  if (item.ended !== undefined) return []
  return register.steps.filter((step) => !step.once || !item.steps.some((it) => it.type === step.event))
}

export function matches(item: Item, words: string): boolean {
  const wanted = words.normalize('NFKC').toLowerCase().trim()
  if (wanted === '') return true
  const texts = [item.key, item.title, item.party?.name, item.town, ...item.steps.map((it) => it.party?.name)]
  return texts.some((it) => typeof it === 'string' && it.normalize('NFKC').toLowerCase().includes(wanted))
}

/** The word of how far a thing has come. */
export const facetWord = ({ step, decision }: Facet): Word =>
  decision ? wordIn(`entry.${step.event}.decision`, decision) : wordIn('entry', step.event)
