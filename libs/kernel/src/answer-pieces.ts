import { day, instant, listOf, maybe, named, orNull, text, whole } from './answer-shape'

/** Pieces of answers that recur, each one component of the document. */
export const WINDOW = named('Window', { from: day, to: day })
/** As of which entry an answer was computed, and when that was recorded; null before the first. */
export const CUT = named('Cut', { sequence: whole, recordedAt: orNull(instant) })
export const WORDS = named('Words', { zh: text, en: text })
/** A reason, a warning, a grade: a code that is stable, and its words. */
export const CODE_IN_WORDS = named('CodeInWords', { code: text, zh: text, en: text })
export const PARTY = named('Party', {
  id: named('PartyId', { scheme: text, value: text, country: maybe(text) }),
  name: text,
})
/** What every command answers when it was recorded: which entries, and where to wait for them. */
export const RECORDED_FIELDS = { id: text, entryId: text, entryIds: listOf(text), revision: whole, position: text }
export const RECORDED = named('Recorded', RECORDED_FIELDS)
