import { FIGURE } from '@pilot-ledger/figures'
import { CHANGES_FIELDS, FIGURE_ROWS_FIELDS, HEADER_FIELDS, PUBLISHED_FIELDS } from '@pilot-ledger/figures/reporting'
import {
  anyObject,
  CUT,
  day,
  figureValue,
  instant,
  listOf,
  mapOf,
  maybe,
  named,
  oneOf,
  orNull,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'

/** What the doors of this room answer, field by field. */
const header = HEADER_FIELDS
export const PROGRAMMES = named('Programmes', {
  asOf: CUT,
  programmes: listOf(shape({ id: text, name: text, openedOn: day, document: maybe(text), synthetic: maybe(yesNo) })),
})
export const PROGRAMME = named('Programme', {
  id: text,
  asOf: CUT,
  revision: whole,
  programme: maybe(anyObject),
  /** By register (call, application, …): items with their steps. */
  registers: mapOf(listOf(anyObject)),
  published: listOf(anyObject),
  warnings: listOf(shape({ code: text, zh: text, en: text, register: text, key: text, entry: text })),
  proposals: listOf(anyObject),
})
export const PROGRAMME_ENTRIES = named('ProgrammeEntries', {
  programme: text,
  asOf: CUT,
  entries: listOf(
    shape({
      sequence: whole,
      entryId: text,
      revision: whole,
      type: text,
      recordedAt: instant,
      actor: text,
      data: anyObject,
      live: yesNo,
      supersededBy: maybe(text),
    }),
  ),
  next: maybe(text),
})
export const PROGRAMME_FIGURE_VALUES = named('ProgrammeFigures', {
  programme: text,
  ...header,
  figures: listOf(FIGURE),
})
export const PROGRAMME_FIGURE_ROWS = named('ProgrammeFigureRows', { programme: text, ...FIGURE_ROWS_FIELDS })
export const PROGRAMME_CHANGES = named('ProgrammeChanges', { programme: text, ...CHANGES_FIELDS })
export const PROGRAMME_PUBLISHED = named('ProgrammePublished', {
  programme: text,
  ...header,
  published: listOf(shape({ ...PUBLISHED_FIELDS, states: maybe(oneOf('target')), synthetic: maybe(yesNo) })),
})
const measured = { value: text, reached: yesNo, missing: text }
export const TARGETS = named('ProgrammeTargets', {
  programme: text,
  day,
  asOf: CUT,
  targets: listOf(
    shape({
      entry: text,
      key: text,
      title: maybe(text),
      figure: text,
      zh: maybe(text),
      en: maybe(text),
      atLeast: text,
      from: text,
      by: maybe(day),
      daysLeft: maybe(whole),
      scope: oneOf('programme', 'eachPlatform'),
      document: maybe(text),
      synthetic: maybe(yesNo),
      ...measured,
      /** Where the deadline has passed: how it stood then. */
      atDeadline: maybe(shape(measured)),
      platforms: maybe(listOf(shape({ id: text, name: text, host: text, ...measured }))),
    }),
  ),
})
const { source: _source, ...stated } = PUBLISHED_FIELDS
export const LETTER = named('Letter', {
  programme: text,
  name: text,
  ...header,
  document: maybe(text),
  documents: listOf(text),
  verdicts: shape({ agrees: whole, differs: whole, cannotSay: whole }),
  statements: listOf(
    shape({
      ...stated,
      states: maybe(oneOf('target')),
      synthetic: maybe(yesNo),
      programme: maybe(text),
      platform: maybe(text),
      name: maybe(text),
      host: maybe(text),
      document: text,
      publishedOn: day,
      wording: text,
      zh: text,
      en: text,
      ledger: shape({ value: orNull(figureValue), code: text, basis: maybe(text), window: header.window }),
      target: maybe(shape({ ...measured, by: maybe(day), atDeadline: maybe(shape(measured)) })),
      rows: text,
    }),
  ),
})
