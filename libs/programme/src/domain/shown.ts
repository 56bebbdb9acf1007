import { type Party, partyKey } from '@pilot-ledger/kernel'
import type { EntryData, RegisterEntry } from './entry'
import type { LiveItem } from './items'
import type { Register } from './register'
import { registerOpenedBy, stepNamed } from './registers'
import { identityOf } from './state'

/** Whom a reading account stands for: its platforms, and the legal persons that host them. */
export interface Unit {
  readonly platforms: ReadonlySet<string>
  /** By party key. */
  readonly hosts: ReadonlySet<string>
}

/** An item is shown whole to the unit it concerns, and to everybody where its register is issued to everybody. */
export function isWhole({ register, data, steps }: LiveItem, unit: Unit): boolean {
  return register.published === 'all' || [data, ...steps.map((it) => it.data)].some((it) => concerns(it, unit))
}

/**
 * By the platform that an entry names; without one by the unit it names: of two platforms of one host each has its own, and
 * what names only the host concerns both.
 */
function concerns({ platform, party }: EntryData, { platforms, hosts }: Unit): boolean {
  if (platform !== undefined) return platforms.has(platform)
  return party !== undefined && hosts.has(keyOf(party))
}

const keyOf = (party: Party) => partyKey(party.id)

/** What of an item is published to those it does not concern; undefined: nothing, not even that it is there. */
export function publishedPart({ register, data, steps, ended }: LiveItem) {
  const { published } = register
  if (typeof published === 'string') return undefined
  if (published.once && !steps.some((it) => published.once?.(it.step.event, it.data))) return undefined
  return {
    ...only(data, published.fields),
    steps: steps.flatMap(({ step, data: stated }) => {
      const fields = published.steps[step.event]
      return fields ? [{ type: step.event, ...only(stated, fields) }] : []
    }),
    ...(ended !== undefined && { ended }),
  }
}

function only(data: EntryData, fields: readonly (keyof EntryData)[]): EntryData {
  return Object.fromEntries(fields.filter((it) => data[it] !== undefined).map((it) => [it, data[it]]))
}

interface Recorded {
  readonly id: string
  readonly type: string
  readonly data: object
}

/**
 * The ids of the entries that a unit reads in full: of what is issued to everybody (the opening of the programme and the
 * statements of letters with it), and of its own items. A key that was ever another's is not its own: one key may be used
 * again by another unit, and a correction may move an item to another.
 */
export function entriesShown(events: readonly Recorded[], unit: Unit): ReadonlySet<string> {
  const about = new Map<string, readonly RegisterEntry[]>()
  const foreign = new Set<string>()
  for (const event of events) {
    const contents = contentsOf(event, about)
    about.set(event.id, contents)
    for (const { type, data } of contents) {
      const register = registerOpenedBy(type)
      if (register && register.published !== 'all' && !concerns(data, unit)) foreign.add(placeOf(register, data))
    }
  }
  const shown = (content: RegisterEntry) => {
    const register = registerOpenedBy(content.type) ?? stepNamed(content.type)?.register
    return register === undefined || !foreign.has(placeOf(register, content.data))
  }
  return new Set(events.map((it) => it.id).filter((id) => about.get(id)?.every(shown)))
}

/** Every content that an entry states, asks for, or changes: what may be told of it is what may be told of all of them. */
function contentsOf({ type, data }: Recorded, about: ReadonlyMap<string, readonly RegisterEntry[]>): RegisterEntry[] {
  const { change, content, corrects, voids, proposal } = {
    ...data,
    ...changeOf(data),
  } as Meta
  const meta = META.has(type)
  if (!meta) return [{ type, data } as RegisterEntry]
  const named = [corrects, voids, proposal].flatMap((it) => (it === undefined ? [] : (about.get(it) ?? [])))
  return [...named, ...(content ? [content] : []), ...(change?.contents ?? [])]
}

interface Meta {
  readonly change?: { readonly contents?: readonly RegisterEntry[] }
  readonly content?: RegisterEntry
  readonly corrects?: string
  readonly voids?: string
  readonly proposal?: string
}
const changeOf = (data: object) => (data as { readonly change?: Meta }).change ?? {}
const META: ReadonlySet<string> = new Set([
  'EntryCorrected',
  'EntryVoided',
  'ChangeProposed',
  'ChangeApproved',
  'ChangeRejected',
  'ChangeWithdrawn',
])

const placeOf = ({ kind }: Register, { key }: EntryData) => `${kind}\n${identityOf(key)}`
