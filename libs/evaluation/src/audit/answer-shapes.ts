import { ENTRY_FIELDS, EVIDENCE_OF_ROW } from '@pilot-ledger/figures/reporting'
import {
  CODE_IN_WORDS,
  CUT,
  day,
  figureValue,
  instant,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  orNull,
  RECORDED_FIELDS,
  shape,
  text,
  WINDOW,
  WORDS,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { DOUBLE_KINDS, QUESTION_CODES, WINDOW_NOTES } from './questions'

/** What the doors of the audit answer, field by field. */
const window = WINDOW
const basis = oneOf('inclusive', 'exclusive')
export const cut = CUT
const warning = CODE_IN_WORDS
const evidence = EVIDENCE_OF_ROW
const double = named('CountedTwice', {
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
  registrationNo: maybe(text),
  round: maybe(text),
  more: maybe(yesNo),
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
  otherRounds: listOf(text),
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
    shape({ by: oneOf('affiliation', 'jointCentre', 'host'), sequence: whole, from: day, throughHeadOffice: yesNo }),
  ),
  money: maybe(
    shape({ signed: maybe(money), taxBasis: maybe(basis), invoiced: money, received: money, behind: maybe(money) }),
  ),
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
export const movedEntry = named('MovedEntry', {
  ...ENTRY_FIELDS,
  effect: figureValue,
  how: oneOf('correction', 'void', 'entry'),
  /** Of a row that was struck: it moves nothing. */
  struck: maybe(yesNo),
})
/** By tax basis, where both stand there and are not added (H12). */
const parts = listOf(shape({ taxBasis: basis, value: money }))
const requested = { zh: text, en: text, rows: whole, value: maybe(figureValue), parts: maybe(parts) }
const indicatorTotals = named('AuditedIndicator', {
  indicator: text,
  zh: text,
  en: text,
  figure: text,
  unit: text,
  basis: text,
  rows: whole,
  value: orNull(figureValue),
  refused: maybe(shape({ code: text, zh: text, en: text, parts })),
  rowsAddUpTo: orNull(figureValue),
  /** Absent where the value is refused. */
  ties: maybe(yesNo),
  struck: whole,
  verified: maybe(figureValue),
  verifiedParts: maybe(parts),
  related: shape({
    rows: whole,
    with: maybe(figureValue),
    without: maybe(figureValue),
    withoutParts: maybe(parts),
  }),
  filtered: shape({ rows: whole, value: maybe(figureValue), parts: maybe(parts) }),
  money: shape({
    contracts: whole,
    signed: maybe(money),
    signedParts: maybe(parts),
    invoiced: money,
    received: money,
    behind: maybe(money),
    behindParts: maybe(parts),
  }),
  /** How many rows each finding concerns; `usual`: more than half of them. */
  findings: listOf(shape({ finding: text, rows: whole, usual: yesNo })),
  questions: listOf(
    shape({
      ...requested,
      question: text,
      /** Of `countedTwice`: in which ways; a row may be counted twice in several. */
      kinds: maybe(listOf(shape({ ...requested, kind: oneOf(...Object.keys(DOUBLE_KINDS)) }))),
    }),
  ),
})
export const changed = named('AuditChange', {
  since: cut,
  until: cut,
  /** Null where amounts with and without tax would have been added (H12). */
  indicators: listOf(
    shape({ indicator: text, since: orNull(figureValue), until: orNull(figureValue), entries: listOf(movedEntry) }),
  ),
})
export const auditAnswer = {
  platform: text,
  window,
  asOf: cut,
  indicators: listOf(indicatorTotals),
  changed: maybe(changed),
  total: whole,
  rows: listOf(shape(answeredRow)),
  next: maybe(text),
}
export const AUDIT = named('Audit', { ...auditAnswer, catalogueVersion: whole })
export const ROUND_AUDIT = named('RoundAudit', { ...auditAnswer, round: text, window: orNull(window), final: yesNo })
const statement = named('SampleStatement', {
  code: text,
  zh: text,
  en: text,
  left: maybe(whole),
  examined: maybe(whole),
  from: maybe(whole),
})
const outcome = named('SampleOutcome', {
  examined: whole,
  errors: whole,
  errorRate: maybe(text),
  examinedValue: figureValue,
  wrong: figureValue,
  statement,
  projections: listOf(shape({ name: text, zh: text, en: text, wrong: figureValue })),
})
const sampleHead = {
  sample: text,
  indicator: text,
  cut: whole,
  seed: text,
  method: oneOf('count', 'money'),
  size: whole,
  strataBy: maybe(text),
  bands: maybe(listOf(money)),
  statementFrom: whole,
  population: shape({ rows: whole, money: figureValue, hash: text }),
  strata: listOf(shape({ name: text, rows: whole, money: figureValue, allotted: whole })),
  drawnRows: whole,
  found: whole,
  outcome,
}
export const SAMPLE_DRAWN = named('SampleDrawn', { ...RECORDED_FIELDS, sample: text })
export const SAMPLES = named('Samples', { round: text, platform: text, samples: listOf(shape(sampleHead)) })
const fileRef = named('FileRef', { sha256: text, fileName: text, pages: whole })
const finding = {
  kind: oneOf('none', 'error'),
  wrong: maybe(figureValue),
  note: maybe(text),
  /** Why it took the place of the one before. */
  reason: maybe(text),
  evidence: maybe(listOf(fileRef)),
  by: text,
  at: instant,
}
export const SAMPLE = named('Sample', {
  round: text,
  platform: text,
  ...sampleHead,
  asOf: cut,
  algorithm: WORDS,
  redrawn: shape({ populationHash: orNull(text), samePopulation: yesNo, sameRows: yesNo }),
  rows: listOf(
    shape({
      platform: text,
      row: text,
      entryId: text,
      engagement: maybe(text),
      amount: figureValue,
      stratum: text,
      hits: whole,
      contractNo: maybe(text),
      client: maybe(text),
      kind: maybe(text),
      date: maybe(day),
      finding: maybe(shape({ ...finding, superseded: maybe(listOf(shape(finding))) })),
    }),
  ),
})
