import type { AnyEventDefinition, Refusal } from '@pilot-ledger/kernel'
import type { EntryData } from './entry'
import type { Item, ProgrammeState } from './state'

/** What must have been recorded of the item before, and no later on paper. */
export interface Needed {
  readonly event: string
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** An event as a register calls it. */
interface Called {
  readonly event: string
  readonly zh: string
  readonly en: string
}
export const called = ({ type, zh, en }: AnyEventDefinition): Called => ({ event: type, zh, en })

/** 环节: what is recorded of an item after it was opened. */
export interface Step extends Called {
  /** A second one is refused. */
  readonly once?: true
  /** The item is no longer in force from `on`; its key may be used again. */
  readonly ends?: true
  readonly needs?: readonly Needed[]
  /** What the table cannot say: rules that look at other items or at what was decided. */
  refuse?(state: ProgrammeState, item: Item, data: EntryData): Refusal | undefined
}

/**
 * 公开: what a city publishes of an item, and so a unit that it does not concern reads too; who keeps, evaluates or pays reads
 * all. Judged as an official would who answers for it:
 * - `all`: what is issued to everybody (calls, towns, policies, targets).
 * - `counts`: numbers only, as figures; each item between the unit and the city (demands, links, upgrades).
 * - else these fields and steps, as a list that is published names them, `once` there is something to publish: results, and
 *   never a reason, a review or a visit; who applied or was nominated without a result stays unnamed.
 */
export type Published = 'all' | 'counts' | PublishedPart
export interface PublishedPart {
  readonly fields: readonly (keyof EntryData)[]
  readonly steps: Readonly<Record<string, readonly (keyof EntryData)[]>>
  /** The step that is published, with what it may say; without it an item is published as it stands. */
  once?(type: string, data: EntryData): boolean
}

/** One register of a programme: the event that opens an item, the steps that may follow, and their order. */
export interface Register extends Called {
  readonly kind: string
  readonly steps: readonly Step[]
  readonly published: Published
  refuse?(state: ProgrammeState, data: EntryData): Refusal | undefined
}

/** The end of what stands for a time. */
export const ending = (event: AnyEventDefinition): Step => ({ ...called(event), once: true, ends: true })
