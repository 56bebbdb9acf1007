import { type BusinessDate, nameKey } from '@pilot-ledger/kernel'
import type { EntryData, ProgrammeFigurePublished, ProgrammeOpened } from './entry'

export interface TakenStep {
  readonly event: string
  readonly data: EntryData
}

/** One thing of a register: as it was opened, with the steps taken since. */
export interface Item {
  readonly kind: string
  /** The key, whatever the typing of its letters, width and spaces. */
  readonly identity: string
  readonly opened: EntryData
  readonly steps: readonly TakenStep[]
  /** First day no longer in force. */
  readonly ended?: BusinessDate
}

export interface ProgrammeState {
  readonly programme?: ProgrammeOpened['data']
  /** In the order of recording. */
  readonly items: readonly Item[]
  readonly published: readonly ProgrammeFigurePublished['data'][]
}

export const UNOPENED: ProgrammeState = { items: [], published: [] }

export function identityOf(key: string | undefined): string {
  return nameKey(key ?? '')
}

/** The newest item under a key: an ended one may have been followed by another. */
export function itemNamed(state: ProgrammeState, kind: string, key: string | undefined): Item | undefined {
  const identity = identityOf(key)
  return state.items.findLast((it) => it.kind === kind && it.identity === identity)
}

export function stepOf(item: Item, event: string): EntryData | undefined {
  return item.steps.find((it) => it.event === event)?.data
}

export function itemsOf(state: ProgrammeState, kind: string): readonly Item[] {
  return state.items.filter((it) => it.kind === kind)
}

/** The day an item begins. */
export function firstDay(data: EntryData): string {
  return data.from ?? data.on ?? ''
}
