import { type Checked, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import type { FigurePublished } from '../domain/events'

/**
 * Whether a published figure can be laid beside the ledger's: its code is one of the catalogue's and its unit fits. The
 * catalogue belongs to the figures, which build on this room, so the app brings the check. Pointers are into the figure's
 * data, e.g. `/figure`.
 */
export type PublishedFigureCheck = (published: FigurePublished['data']) => Refusal | undefined
export const PUBLISHED_FIGURE_CHECK = Symbol('PUBLISHED_FIGURE_CHECK')

/** What was decided, unless it names a figure that the catalogue does not know; `at` is where the content stands. */
export function withKnownFigure<Decided>(
  decided: Checked<Decided>,
  unknown: Refusal | undefined,
  at = '',
): Checked<Decided> {
  return isRefusal(decided) || !unknown ? decided : { ...unknown, pointer: at + unknown.pointer }
}
