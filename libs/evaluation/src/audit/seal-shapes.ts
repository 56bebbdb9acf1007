import {
  CODE_IN_WORDS,
  instant,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  orNull,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { RESULT_FIELDS } from '../domain/result-now'
import { subsidyLine } from '../rounds/answer-shapes'
import { cut, movedEntry } from './answer-shapes'

/** What the doors of a seal answer. */
export const SEAL = named('Seal', {
  round: text,
  roundNo: text,
  sealNo: whole,
  stands: yesNo,
  results: listOf(
    shape({
      platform: text,
      sealNo: whole,
      sequence: whole,
      hash: text,
      storedHash: text,
      recomputedHash: orNull(text),
      equal: yesNo,
      difference: maybe(shape({ path: text, stored: text, recomputed: text })),
      fault: maybe(text),
    }),
  ),
})
const gradeNamed = CODE_IN_WORDS
const subsidyOfResult = named('SubsidyOfResult', {
  base: maybe(money),
  rate: maybe(text),
  tier: maybe(text),
  computed: money,
  lines: listOf(subsidyLine),
  amount: money,
})
export const SINCE_SEALING = named('SinceSealing', {
  round: text,
  platform: text,
  /** Null while nothing is sealed, or not yet published to a platform's own account. */
  sealNo: orNull(whole),
  hash: orNull(text),
  sealed: orNull(shape({ sequence: whole, recordedAt: orNull(instant), sealedBy: whole })),
  now: cut,
  /** The result as a whole, from the values as they now are: `now` is absent where `cannotSay` says why. */
  result: orNull(
    shape({
      noShow: maybe(yesNo),
      total: shape({ sealed: text, now: maybe(text), difference: maybe(text) }),
      place: maybe(shape({ sealed: maybe(whole), now: maybe(whole) })),
      grade: shape({ sealed: gradeNamed, now: maybe(gradeNamed) }),
      subsidy: maybe(
        shape({
          sealed: subsidyOfResult,
          /** Against what other rounds had granted when it was sealed. */
          now: maybe(subsidyOfResult),
          difference: maybe(money),
          /** Not to a platform: another round's result may not be published yet. */
          grantedElsewhereSince: maybe(
            listOf(shape({ rule: oneOf('bodyAndYearCap', 'f22'), atSealing: money, now: money, rounds: listOf(text) })),
          ),
        }),
      ),
      cannotSay: listOf(shape({ field: oneOf(...RESULT_FIELDS), code: text, zh: text, en: text })),
    }),
  ),
  indicators: listOf(
    shape({
      indicator: text,
      zh: text,
      en: text,
      sealed: text,
      /** Absent where amounts with and without tax would have to be added (H12): `result.cannotSay` says so. */
      now: maybe(text),
      difference: maybe(text),
      sealedPoints: text,
      pointsNow: maybe(text),
      entries: listOf(movedEntry),
    }),
  ),
})
