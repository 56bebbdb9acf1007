import type { Refusal } from '@pilot-ledger/kernel'
import type { EntryData } from './entry'
import type { Field, Fields } from './field'
import type { Item, ProgrammeState } from './state'

/** What must have been recorded of the item before, and no later on paper. */
export interface Needed {
  readonly event: string
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** 环节: what is recorded of an item after it was opened. */
export interface Step {
  readonly event: string
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly fields: Fields
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

/**
 * One register of a programme: the word that opens an item, its path in HTTP, its fields and the steps that may follow. The
 * whole mechanism (doors, forms, order, keys, view) comes from this table.
 */
export interface Register {
  readonly kind: string
  readonly event: string
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly fields: Fields
  readonly steps: readonly Step[]
  readonly published: Published
  refuse?(state: ProgrammeState, data: EntryData): Refusal | undefined
}

/** Fields as they recur. */
export const key = (zh: string, example: string): Field => ({ form: 'key', zh, example })
export const title = (zh: string, example?: string): Field => ({ form: 'title', zh, ...(example && { example }) })
export const maybe = (field: Field): Field => ({ ...field, optional: true })
export const day = (zh: string, example = '2025-08-29'): Field => ({ form: 'day', zh, example })
export const since = (zh: string): Field => ({ form: 'dayOrMonth', zh, example: '2025-06' })
export const later = (zh: string): Field => ({ form: 'anyDay', zh, example: '2025-12-31' })
export const party = (zh: string): Field => ({ form: 'party', zh })
export const oneOf = (zh: string, ...values: string[]): Field => ({ form: 'key', zh, values, example: values[0] })
export const reason: Field = { form: 'wording', zh: '原因', example: '期满' }
export const document: Field = { form: 'title', zh: '依据文件', optional: true }
export const synthetic: Field = { form: 'flag', zh: '演示数据', optional: true }

/** The end of what stands for a time. */
export function ending(event: string, path: string, zh: string, en: string): Step {
  return { event, path, zh, en, fields: { on: day('失效首日'), reason, synthetic }, once: true, ends: true }
}
