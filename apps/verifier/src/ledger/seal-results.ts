import { toHex, utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { canonical } from '../json/canonical'
import { isObject, type Json, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { checkSame } from './difference'
import { Fields } from './fields'
import { readLedger } from './ledger'
import { type Entry, placeOf } from './live'
import { type Counting, consequencesOf, Grants, otherRounds, yearOf } from './results'
import { type Assessment, type Round, type Sealed, wholeOf } from './rounds'
import { levelOf, type Scores, scoresOf } from './scoring'
import { cutOf, type Sealing, schemeOf } from './sealing'
import { baseOf, subsidyOf } from './subsidy'
import { type Verified, verifiedOf } from './verified-values'

/** A result made again, beside the one that was sealed. */
export interface Result {
  readonly platform: string
  readonly made: JsonObject
  readonly sealed: Sealed
  readonly rows: number
}

/** Makes the results of these platforms again; of all others only what the entries of the round say is taken. */
export function resultsOf(sealing: Sealing, entries: readonly Entry[], wanted: readonly string[]): readonly Result[] {
  const { round, scheme, results } = sealing
  const cut = cutOf(sealing, entries)
  const ledger = readLedger(entries.filter((it) => it.index < cut))
  const byIndex = new Map(entries.map((it) => [it.index, it]))
  const counting = countingOf(sealing)
  const others = otherRounds(entries, round.id, counting.end)
  const grants = new Grants(entries, counting, others)
  const given = new Map(
    round.assessments.flatMap(({ platform, verification }) =>
      verification
        ? [[platform, new Map(verification.values.map((it) => [it.indicator, it.verified] as const))] as const]
        : [],
    ),
  )
  const scores = scoresOf(scheme, given, round.assessments.length)
  return round.assessments.flatMap((assessment): Result[] => {
    const { platform } = assessment
    const sealed = results.find((it) => it.platform === platform)
    if (!sealed) throw new Failure('seal-unknown', '/of', { platform })
    if (!wanted.includes(platform)) {
      take(grants, round, sealed)
      return []
    }
    const at = placeOf(sealed.entry)
    const stored = wholeOf(sealed, round, at)
    const verified = verifiedOf(sealing, assessment, stored, cut, ledger, byIndex)
    const level = levelOf(scheme, scores, platform)
    const { proposal, confirmedBy } = assessment
    if (!level || !proposal || confirmedBy === undefined) throw new Failure('entry-unreadable', at, { field: 'grade' })
    const sheet = scores.sheets.get(platform)
    const total = sheet?.total ?? '0'
    if (level.code !== proposal.grade || total !== proposal.score)
      throw new Failure('grade-differs', at, { platform, graded: proposal.grade, recomputed: level.code })
    const { id, opened } = round
    const { roundNo } = opened
    const quotas = scheme.levels.some((it) => it.quota) ? scores.quotas.get(platform) : undefined
    const place = opened.relative ? scores.places.get(platform) : undefined
    const noShow = assessment.verification === undefined
    const own = { roundNo, grade: level.code, noShow }
    const consequences =
      scheme.consequences &&
      consequencesOf(scheme.consequences, round, others, (it) => schemeOf(entries, it), own, platform)
    const subsidy = subsidyIn(sealing, assessment, verified.items, scores, grants)
    const made: JsonObject = {
      format: 'pilot-ledger/evaluation-result/1',
      round: { id, roundNo, title: opened.title, sealNo: sealing.sealNo },
      scheme: opened.scheme.said,
      platform,
      ...(!noShow && { window: { ...verified.window } }),
      // Which entry it is, is checked; when that was recorded, only as far as the entries shown tell it.
      cut: stored.cut as Json,
      ...(noShow && { noShow: true }),
      indicators: verified.indicators.map((it) => ({ ...it, score: sheet?.steps.get(String(it.indicator)) as Json })),
      groups: sheet?.groups ?? [],
      total,
      ...(place !== undefined && { place }),
      ...(sheet?.eligibility && { eligibility: sheet.eligibility.said }),
      ...(quotas && { quotas }),
      ...(consequences && { consequences }),
      grade: { code: level.code, zh: level.zh, en: level.en, proposedBy: proposal.by, confirmedBy },
      ...(subsidy && { subsidy }),
    }
    checkSame(made, stored, '')
    if (toHex(sha256(utf8(canonical(made)))) !== sealed.hash) throw new Failure('result-differs', at, { at: 'hash' })
    return [{ platform, made, sealed, rows: verified.rows }]
  })
}

function countingOf({ results, entry }: Sealing): Counting {
  const [{ readTo, byScheme }] = results
  if (readTo === undefined) return { end: entry.index, rule: 'determined' }
  if (readTo > entry.index) throw new Failure('result-differs', placeOf(entry), { at: 'readTo' })
  return { end: readTo, rule: byScheme ? 'byScheme' : 'sealed' }
}

/** What a platform whose result is not made again was granted: as it was sealed. */
function take(grants: Grants, round: Round, { platform, snapshot, entry }: Sealed): void {
  if (!isObject(snapshot.subsidy)) return
  const said = new Fields(snapshot.subsidy, placeOf(entry))
  const f22 = said.parts('lines', (it) => it.text('rule')).includes('f22')
  grants.add(round, platform, said.whole('year'), said.fen('amount'), f22)
}

/** 补助, within what had been granted already. */
function subsidyIn(
  { round, scheme }: Sealing,
  { platform, verification, proposal }: Assessment,
  items: Verified['items'],
  { sheets }: Scores,
  grants: Grants,
): JsonObject | undefined {
  const rule = scheme.subsidy
  if (!rule) return undefined
  const year = yearOf(round, scheme)
  const eligible = sheets.get(platform)?.eligibility?.met
  const base = verification?.values.find((it) => it.indicator === baseOf(scheme))?.verified
  const { said, amount } = subsidyOf(rule, {
    grade: proposal?.grade ?? '',
    ...(eligible !== undefined && { eligible }),
    base,
    items,
    ...grants.before(round, platform, year, rule.f22),
  })
  grants.add(round, platform, year, amount, rule.f22)
  return { ...said, year }
}
