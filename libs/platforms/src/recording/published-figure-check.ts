import { type Checked, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import type { FigurePublished, PlatformContent, PlatformEvent } from '../domain/events'

/**
 * Whether a published figure can be laid beside the ledger's: its code is one of the catalogue's and its unit fits. The
 * catalogue belongs to the figures, which build on this room, so the app brings the check. Pointers are into the figure's
 * data, e.g. `/figure`.
 */
export type PublishedFigureCheck = (published: FigurePublished['data']) => Refusal | undefined
export const PUBLISHED_FIGURE_CHECK = Symbol('PUBLISHED_FIGURE_CHECK')

/** What was decided, unless it publishes a figure that the catalogue does not know; `at` is where the content stands. */
export function withKnownFigure<Event extends PlatformEvent>(
  decided: Checked<readonly Event[]>,
  check: PublishedFigureCheck,
  content: PlatformContent,
  at = '',
): Checked<readonly Event[]> {
  const refusal = isRefusal(decided) || content.type !== 'FigurePublished' ? undefined : check(content.data)
  return refusal ? { ...refusal, pointer: at + refusal.pointer } : decided
}
