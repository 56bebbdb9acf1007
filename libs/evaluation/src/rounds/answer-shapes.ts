import {
  anyObject,
  CODE_IN_WORDS,
  CUT,
  day,
  instant,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  orNull,
  RECORDED,
  type ShapeOf,
  sha256,
  shape,
  text,
  textLike,
  WINDOW,
  WORDS,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { SCHEME_FILTERS } from '../domain/scheme'

/** What the doors of this room answer, field by field. */
const asOf = CUT
const window = WINDOW
const words = WORDS
/** A decimal number as text, in the unit beside it. */
const value = textLike('^-?\\d+(\\.\\d+)?$')
const grade = CODE_IN_WORDS

export const STEP = RECORDED
export type StepAnswer = ShapeOf<typeof STEP>

/** A scheme as it was published; on trial nothing of an entry, because there is none. */
export const SCHEME_STEP = named('SchemePublishedOrTried', {
  id: text,
  trial: maybe(yesNo),
  entryId: maybe(text),
  entryIds: maybe(listOf(text)),
  revision: whole,
  position: maybe(text),
})

const published = { version: whole, publishedAt: instant, actor: text, entryId: text, sequence: whole }
const scheme = {
  id: text,
  code: text,
  titles: words,
  issuer: maybe(text),
  sample: maybe(yesNo),
  source: maybe(shape({ document: text, citation: text })),
  contentHash: sha256,
  newest: whole,
  ...published,
}
export const SCHEMES = named('Schemes', { asOf, schemes: listOf(shape(scheme)) })
export const SCHEME = named('Scheme', { asOf, ...scheme, content: anyObject, versions: listOf(shape(published)) })

const schemeRef = named('SchemeRef', { id: text, code: text, version: whole, contentHash: sha256 })
const deadlines = named('Deadlines', { selfAssessment: day, verification: day, reply: day, appeal: day })
const stage = oneOf('assessing', 'sealed', 'published')
const step = oneOf('stating', 'submitted', 'verified', 'graded', 'confirmed')
const cut = { sequence: whole, recordedAt: orNull(instant), final: yesNo }
const round = {
  id: text,
  roundNo: text,
  title: text,
  scheme: schemeRef,
  year: maybe(whole),
  synthetic: maybe(yesNo),
  /** Why its platforms are evaluated again under the same scheme and year; not told to a platform. */
  repeats: maybe(text),
  takingPart: listOf(text),
  deadlines,
  cut: shape({ rule: oneOf('opening', 'day', 'selfAssessmentDeadline'), ...cut }),
  stage,
  openedAt: instant,
  openedBy: text,
}
export const subsidyLine = named('SubsidyLine', {
  rule: oneOf('itemCap', 'eligibility', 'grade', 'bodyAndYearCap', 'f22'),
  limit: maybe(money),
  granted: maybe(money),
  grantedBy: maybe(listOf(text)),
  before: money,
  tookAway: money,
  after: money,
})
const subsidy = named('Subsidy', {
  platform: text,
  grade,
  hash: sha256,
  year: whole,
  base: maybe(money),
  rate: maybe(value),
  tier: maybe(value),
  items: maybe(listOf(shape({ engagement: text, contractNo: text, value: money, computed: money, granted: money }))),
  computed: money,
  lines: listOf(subsidyLine),
  amount: money,
  determined: yesNo,
  payments: listOf(shape({ bankReference: text, amount: money, paidOn: day, voided: maybe(text) })),
  paid: money,
  left: money,
})
export const ROUNDS = named('Rounds', { asOf, rounds: listOf(shape(round)) })
export const ROUND = named('Round', {
  asOf,
  ...round,
  grades: listOf(
    shape({
      code: text,
      zh: text,
      en: text,
      from: value,
      first: maybe(yesNo),
      /** How many of those who take part may have it. */
      most: maybe(whole),
      notEligible: maybe(yesNo),
    }),
  ),
  platforms: listOf(
    shape({
      platform: text,
      name: text,
      step,
      noShow: yesNo,
      replied: yesNo,
      until: day,
      waitsForAnswer: yesNo,
      total: maybe(value),
      place: maybe(whole),
      grade: maybe(grade),
      proposedBy: maybe(text),
      confirmedBy: maybe(text),
    }),
  ),
  results: listOf(shape({ platform: text, name: text, grade })),
  seals: listOf(shape({ sealNo: whole, results: listOf(shape({ platform: text, hash: sha256 })) })),
  publications: listOf(shape({ sealNo: whole, on: day, document: maybe(text) })),
  subsidies: listOf(subsidy),
})

const evidence = listOf(shape({ sha256, fileName: text, pages: whole }))
const scoreStep = named('ScoreStep', {
  indicator: text,
  method: oneOf('share', 'tiers', 'threshold', 'rank', 'none'),
  weight: value,
  value: maybe(value),
  numerator: maybe(value),
  denominator: maybe(value),
  noRatio: maybe(yesNo),
  target: maybe(value),
  ratio: maybe(value),
  cap: maybe(value),
  tier: maybe(value),
  place: maybe(whole),
  points: value,
  pending: maybe(yesNo),
})
const unit = oneOf('CNY', 'count', 'percent', 'points', 'ratio')
const eligibility = named('Eligibility', {
  met: maybe(yesNo),
  lines: listOf(
    shape({
      no: text,
      kind: oneOf('any', 'all', 'atLeast', 'atMost'),
      indicator: maybe(text),
      limit: maybe(value),
      value: maybe(value),
      met: maybe(yesNo),
    }),
  ),
})
export const ASSESSMENT = named('Assessment', {
  asOf,
  round: text,
  roundNo: text,
  platform: text,
  name: text,
  scheme: schemeRef,
  stage,
  step,
  deadlines,
  until: maybe(day),
  reopened: maybe(text),
  window,
  cut: shape(cut),
  groups: listOf(shape({ group: text, zh: text, en: text, weight: value, self: value, points: value })),
  indicators: listOf(
    shape({
      group: text,
      indicator: text,
      zh: text,
      en: text,
      weight: value,
      target: maybe(value),
      source: anyObject,
      scoring: anyObject,
      /** Its own days, where it is counted over others than the round. */
      window: maybe(window),
      unit,
      ledger: maybe(value),
      rows: maybe(whole),
      filtered: maybe(whole),
      claimed: maybe(value),
      reason: maybe(text),
      evidence: maybe(evidence),
      strikes: whole,
      verifiedReason: maybe(text),
      self: scoreStep,
      verified: maybe(value),
      score: maybe(scoreStep),
    }),
  ),
  selfTotal: value,
  total: maybe(value),
  complete: yesNo,
  /** By what is stated, and by what is verified so far. */
  selfEligibility: maybe(eligibility),
  eligibility: maybe(eligibility),
  quotas: maybe(listOf(shape({ grade: text, most: whole, reached: whole, place: whole, within: yesNo }))),
  gradeNames: listOf(grade),
  consequences: maybe(listOf(shape({ zh: text, en: text, times: whole, rounds: listOf(text) }))),
  arithmetic: shape({ verified: words, score: words }),
  replies: listOf(
    shape({
      stage: oneOf('reply', 'appeal'),
      accepts: yesNo,
      text,
      evidence: maybe(evidence),
      answer: maybe(shape({ outcome: oneOf('granted', 'dismissed'), text })),
    }),
  ),
  grade: maybe(shape({ code: text, zh: text, en: text, proposedBy: text })),
  confirmedBy: maybe(text),
  seal: maybe(shape({ sealNo: whole, hash: sha256 })),
  history: listOf(
    shape({ sequence: whole, entryId: text, type: text, recordedAt: instant, actor: text, reason: maybe(text) }),
  ),
})

const row = {
  row: text,
  entryId: text,
  sequence: whole,
  engagement: maybe(text),
  contractNo: maybe(text),
  client: maybe(text),
  kind: text,
  date: day,
  value,
  counts: maybe(text),
  taxBasis: maybe(oneOf('inclusive', 'exclusive')),
  type: text,
  recordedAt: instant,
  actor: text,
}
const strike = named('Strike', {
  strike: text,
  entryId: text,
  engagement: maybe(text),
  date: day,
  value,
  amount: maybe(money),
  reason: text,
  lifted: maybe(text),
})
export const INDICATOR_ROWS = named('IndicatorRows', {
  asOf,
  round: text,
  platform: text,
  indicator: text,
  window,
  cut: shape(cut),
  unit,
  ledger: maybe(value),
  verified: maybe(value),
  total: whole,
  rows: listOf(shape({ ...row, strikes: listOf(strike) })),
  filtered: listOf(shape({ ...row, by: listOf(oneOf(...SCHEME_FILTERS)) })),
  next: maybe(text),
})
