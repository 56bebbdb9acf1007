import {
  anyObject,
  day,
  figureValue,
  instant,
  listOf,
  maybe,
  money,
  oneOf,
  orNull,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/http'
import { DOUBLE_KINDS, QUESTION_CODES, WINDOW_NOTES } from './questions'

/** What the doors of the audit answer, field by field. */
const window = shape({ from: day, to: day })
export const cut = shape({ sequence: whole, recordedAt: orNull(instant) })
const warning = shape({ code: text, zh: text, en: text })
const evidence = shape({ sha256: text, kind: text, fileName: text, pages: whole, of: oneOf('contract', 'entry') })
const double = shape({
  kind: oneOf(...Object.keys(DOUBLE_KINDS)),
  zh: text,
  en: text,
  indicator: maybe(text),
  engagement: maybe(text),
  contractNo: maybe(text),
  signedOn: maybe(day),
  platform: maybe(text),
  by: maybe(text),
  document: maybe(text),
  shares: maybe(money),
  totals: maybe(listOf(money)),
  round: maybe(text),
})
export const answeredRow = {
  row: text,
  indicator: text,
  entryId: text,
  sequence: whole,
  kind: text,
  engagement: maybe(text),
  contractNo: maybe(text),
  title: maybe(text),
  client: maybe(shape({ key: text, name: text })),
  serviceCategories: maybe(listOf(text)),
  counts: maybe(text),
  value: figureValue,
  struck: maybe(listOf(shape({ amount: maybe(money), reason: text }))),
  countedTwice: listOf(double),
  window: shape({
    inside: yesNo,
    day,
    by: text,
    ownDay: day,
    signedOn: maybe(day),
    completedOn: maybe(day),
    notes: listOf(oneOf(...Object.keys(WINDOW_NOTES))),
  }),
  related: maybe(
    shape({ by: oneOf('affiliation', 'jointCentre'), sequence: whole, from: day, throughHeadOffice: yesNo }),
  ),
  money: maybe(shape({ signed: maybe(money), invoiced: money, received: money, behind: maybe(money) })),
  recorded: shape({
    recordedAt: instant,
    by: maybe(text),
    days: whole,
    late: yesNo,
    corrected: maybe(shape({ at: instant, by: text, reason: text, sequence: whole })),
    evidence: listOf(evidence),
    pages: whole,
  }),
  warnings: listOf(warning),
  asks: listOf(oneOf(...QUESTION_CODES)),
}
export const movedEntry = shape({
  sequence: whole,
  entryId: text,
  engagement: maybe(text),
  platform: maybe(text),
  stream: maybe(text),
  contractNo: maybe(text),
  revision: whole,
  type: text,
  recordedAt: instant,
  actor: text,
  data: anyObject,
  effect: figureValue,
  how: oneOf('correction', 'void', 'entry'),
})
const indicatorTotals = shape({
  indicator: text,
  zh: text,
  en: text,
  figure: text,
  unit: text,
  basis: text,
  rows: whole,
  value: maybe(figureValue),
  rowsAddUpTo: figureValue,
  ties: yesNo,
  struck: whole,
  verified: maybe(figureValue),
  related: shape({ rows: whole, with: maybe(figureValue), without: maybe(figureValue) }),
  filtered: shape({ rows: whole, value: figureValue }),
  money: shape({ contracts: whole, signed: money, invoiced: money, received: money, behind: money }),
  questions: listOf(shape({ question: text, zh: text, en: text, rows: whole, value: figureValue })),
})
export const changed = shape({
  since: cut,
  until: cut,
  indicators: listOf(shape({ indicator: text, since: figureValue, until: figureValue, entries: listOf(movedEntry) })),
})
export const auditAnswer = {
  platform: text,
  window,
  asOf: cut,
  /** Warnings are of the contracts as they stand now, whatever the cut. */
  warningsAsOf: maybe(cut),
  indicators: listOf(indicatorTotals),
  changed: maybe(changed),
  total: whole,
  rows: listOf(shape(answeredRow)),
  next: maybe(text),
}
export const AUDIT = shape({ ...auditAnswer, catalogueVersion: whole })
