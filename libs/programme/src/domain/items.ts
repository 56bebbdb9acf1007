import type { BusinessDate, LiveEntry } from '@pilot-ledger/kernel'
import { type EntryData, isOpening, isPublished, type ProgrammeContent } from './entry'
import type { Register, Step } from './register'
import { registerOpenedBy, stepNamed } from './registers'
import { identityOf } from './state'

/** One live entry of an item, with the data it states. */
export interface ItemEntry {
  readonly live: LiveEntry<ProgrammeContent>
  readonly data: EntryData
}
export interface ItemStep extends ItemEntry {
  readonly step: Step
}
/** An item as its live entries make it: what shows and what counts it both start here. */
export interface LiveItem extends ItemEntry {
  readonly register: Register
  readonly steps: ItemStep[]
  /** First day no longer in force. */
  ended?: BusinessDate
}

/** The items of all registers in the order of recording. */
export function liveItems(live: readonly LiveEntry<ProgrammeContent>[]): LiveItem[] {
  const items: LiveItem[] = []
  const latest = new Map<string, LiveItem>()
  for (const entry of live) {
    const { content } = entry
    if (isOpening(content) || isPublished(content)) continue
    const data = content.data as EntryData
    const register = registerOpenedBy(content.type)
    if (register) {
      const item: LiveItem = { register, live: entry, data, steps: [] }
      items.push(item)
      latest.set(placeOf(register, data), item)
      continue
    }
    const named = stepNamed(content.type)
    const item = named && latest.get(placeOf(named.register, data))
    if (!named || !item) continue
    item.steps.push({ step: named.step, live: entry, data })
    if (named.step.ends) item.ended = data.on
  }
  return items
}

export function stepTaken(item: LiveItem, event: string): ItemStep | undefined {
  return item.steps.find((it) => it.step.event === event)
}

function placeOf(register: Register, data: EntryData): string {
  return `${register.kind}\n${identityOf(data.key)}`
}
