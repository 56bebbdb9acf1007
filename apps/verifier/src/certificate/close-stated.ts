import type { Json } from '../json/json'
import type { Window } from '../ledger/platform'
import { ID, type Shape, windowIn } from './shape'

/** docs/certificate.md says what each member means. */
export interface CloseStated {
  readonly of: { readonly platform: string; readonly period: string }
  readonly window: Window
  /** The number of the entry that closed it. */
  readonly entry: number
  readonly status: 'closed' | 'reopened'
  readonly totals: readonly Json[]
}

export function readClose(it: Shape): CloseStated {
  return {
    of: it.part('of', (its) => ({ platform: its.matching('platform', ID), period: its.text('period') })),
    window: it.part('window', windowIn),
    entry: it.whole('entry'),
    status: it.oneOf('status', 'closed', 'reopened'),
    totals: it.list('totals', (value) => value),
  }
}
