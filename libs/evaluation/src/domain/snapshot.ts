import { canonicalPieces, type Json, type Steps, type Window } from '@pilot-ledger/kernel'
import type { ResultRowsSealed, ResultSealed, RoundOpened } from '../definitions'
import type { ConsequenceLine } from './consequences'
import type { CountedRow } from './counted'
import type { EligibilityAnswer } from './eligibility'
import type { QuotaLine } from './quota'
import { type Assessment, heldStrikes } from './round-state'
import { type Grade, indicatorsOf, type SchemeContent } from './scheme'
import type { ScoreSheet, ScoreStep } from './scoring'
import type { SubsidyAnswer } from './subsidy'
import type { BehindBy } from './verification'

/** 封存 of one platform's result: enough to do all its arithmetic again, from the rows to the subsidy. */
export interface Snapshot {
  readonly format: 'pilot-ledger/evaluation-result/1'
  readonly round: { readonly id: string; readonly roundNo: string; readonly title: string; readonly sealNo: number }
  readonly scheme: RoundOpened['data']['scheme']
  readonly platform: string
  readonly window?: Window
  /** `sequence`: up to which entry the ledger was read. */
  readonly cut: { readonly sequence: number; readonly recordedAt: string }
  /** Nothing was submitted: no values, the grade by rule. */
  readonly noShow?: true
  readonly indicators: readonly SealedIndicator[]
  readonly groups: ScoreSheet['groups']
  readonly total: string
  /** Among the participants, where the scheme ranks. */
  readonly place?: number
  /** Where the scheme asks it: each condition with its value. */
  readonly eligibility?: EligibilityAnswer
  /** Grades for so many that this one reached. */
  readonly quotas?: readonly QuotaLine[]
  /** Where the scheme has them: those that this result brings about. */
  readonly consequences?: readonly ConsequenceLine[]
  readonly grade: Pick<Grade, 'code' | 'zh' | 'en'> & { readonly proposedBy: string; readonly confirmedBy: string }
  readonly subsidy?: SubsidyAnswer & { readonly year: number }
}

export interface SealedIndicator {
  readonly indicator: string
  /** Its own days, where it has some beside the round's. */
  readonly window?: Window
  readonly claimed: string
  readonly reason?: string
  readonly ledger?: string
  readonly rows: readonly CountedRow[]
  readonly strikes: readonly {
    readonly strike: string
    readonly row: string
    readonly amount?: string
    readonly reason: string
  }[]
  readonly verified: string
  readonly score: ScoreStep
}

export interface SnapshotParts {
  readonly roundId: string
  readonly opened: RoundOpened['data']
  readonly sealNo: number
  readonly scheme: SchemeContent
  readonly assessment: Assessment
  readonly cut: Snapshot['cut']
  readonly behind: BehindBy
  /** Absent for a no-show. */
  readonly sheet?: ScoreSheet
  readonly place?: number
  readonly quotas?: readonly QuotaLine[]
  readonly consequences?: readonly ConsequenceLine[]
  readonly grade: Grade
  readonly subsidy?: Snapshot['subsidy']
}

/** The snapshot of one platform: the same parts give the same text, on any replica, for ever. */
export function snapshotOf(parts: SnapshotParts): Snapshot {
  const { roundId, opened, sealNo, scheme, assessment, cut, sheet, place, quotas, consequences, grade, subsidy } = parts
  const { verification, proposal, confirmedBy } = assessment
  const indicators = verification === undefined ? [] : indicatorsOf(scheme).map((it) => sealed(it.code, parts))
  return {
    format: 'pilot-ledger/evaluation-result/1',
    round: { id: roundId, roundNo: opened.roundNo, title: opened.title, sealNo },
    scheme: opened.scheme,
    platform: assessment.platform,
    ...(verification && { window: verification.window }),
    cut,
    ...(verification === undefined && { noShow: true as const }),
    indicators,
    groups: sheet?.groups ?? [],
    total: sheet?.total ?? '0',
    ...(place !== undefined && { place }),
    ...(sheet?.eligibility && { eligibility: sheet.eligibility }),
    ...(quotas && { quotas }),
    ...(consequences && { consequences }),
    grade: {
      code: grade.code,
      zh: grade.zh,
      en: grade.en,
      proposedBy: proposal?.by ?? '',
      confirmedBy: confirmedBy ?? '',
    },
    ...(subsidy && { subsidy }),
  }
}

function sealed(code: string, { assessment, behind, sheet }: SnapshotParts): SealedIndicator {
  const value = assessment.verification?.values.find((it) => it.indicator === code)
  const claim = assessment.claims.find((it) => it.indicator === code)
  const score = sheet?.steps.find((it) => it.indicator === code)
  const days = behind.get(code)?.window
  if (!value || !score) throw new Error(`${code} is not verified: nothing can be sealed`)
  return {
    indicator: code,
    ...(days && { window: { from: days.from, to: days.to } }),
    claimed: value.claimed,
    ...(claim?.reason !== undefined && { reason: claim.reason }),
    ...(value.ledger !== undefined && { ledger: value.ledger }),
    rows: (behind.get(code)?.rows ?? []).map(stored),
    strikes: heldStrikes(assessment, code).map(({ strike, row, amount, reason }) => ({
      strike,
      row,
      ...(amount !== undefined && { amount }),
      reason,
    })),
    verified: value.verified,
    score,
  }
}

/** A row as it is kept: without what only this process knows of it. */
function stored({
  row,
  entryId,
  sequence,
  engagement,
  contractNo,
  client,
  kind,
  date,
  value,
  counts,
  taxBasis,
}: CountedRow) {
  const kept = { row, entryId, sequence, engagement, contractNo, client, kind, date, value, counts, taxBasis }
  return Object.fromEntries(Object.entries(kept).filter(([, it]) => it !== undefined)) as unknown as CountedRow
}

/** What is hashed (SHA-256, hex), in pieces: the canonical form (RFC 8785) of the whole snapshot, every row in it. */
export function canonicalSnapshot(snapshot: Snapshot): Iterable<string> {
  return canonicalPieces(snapshot as unknown as Json)
}

/** Longest text of rows in one entry, and of rows that still ride in the result's own entry. */
const MOST_BYTES = 700_000

/** Where the subsidy's items stand among rows by indicator; no code of an indicator begins so. */
const ITEMS = '/subsidy/items'

export interface SplitSnapshot {
  readonly snapshot: Snapshot
  /** Rows by part, each short enough for an entry; empty where they ride in the snapshot. */
  readonly parts: readonly ResultRowsSealed['data']['rows'][]
}

/** Rows and a subsidy's items that are too long for one entry are kept in entries of their own, before the result that they belong to. */
export function* splitSnapshot(snapshot: Snapshot, inline: number, most = MOST_BYTES): Steps<SplitSnapshot> {
  const { subsidy } = snapshot
  const items = subsidy?.items ?? []
  const fits = yield* fitIn(inline, [...snapshot.indicators.map((it) => it.rows), items])
  if (fits && bytesOf(snapshot.indicators) + bytesOf(items) <= inline) return { snapshot, parts: [] }
  const parts: { indicator: string; rows: object[] }[][] = []
  let room = 0
  for (const { indicator, rows } of [...snapshot.indicators, { indicator: ITEMS, rows: items }]) {
    for (const row of rows) {
      yield
      const bytes = bytesOf(row)
      if (bytes > room) {
        parts.push([])
        room = most
      }
      room -= bytes
      const part = parts[parts.length - 1]
      const last = part[part.length - 1]
      if (last?.indicator === indicator) last.rows.push(row)
      else part.push({ indicator, rows: [row] })
    }
  }
  const indicators = snapshot.indicators.map((it) => ({ ...it, rows: [] }))
  return { snapshot: { ...snapshot, indicators, ...(subsidy?.items && { subsidy: { ...subsidy, items: [] } }) }, parts }
}

/** The whole snapshot again, rows from their parts in order: what the hash was made of. */
export function assembleSnapshot(
  sealedResult: ResultSealed['data'],
  kept: readonly ResultRowsSealed['data'][],
): Snapshot {
  const snapshot = sealedResult.snapshot as Snapshot
  if (sealedResult.rowParts === undefined) return snapshot
  const own = kept
    .filter((it) => it.platform === sealedResult.platform && it.hash === sealedResult.hash)
    .sort((a, b) => a.part - b.part)
  const rowsOf = <Row>(indicator: string) =>
    own.flatMap((it) => it.rows.filter((of) => of.indicator === indicator).flatMap((of) => of.rows as Row[]))
  const indicators = snapshot.indicators.map((it) => ({ ...it, rows: rowsOf<CountedRow>(it.indicator) }))
  const { subsidy } = snapshot
  const items = rowsOf<NonNullable<SubsidyAnswer['items']>[number]>(ITEMS)
  // Results sealed before items were kept in parts have theirs in the snapshot still.
  return { ...snapshot, indicators, ...(subsidy && items.length > 0 && { subsidy: { ...subsidy, items } }) }
}

/** Whether lists by themselves do; of very long ones that is known before they are written out as a whole. */
function* fitIn(bytes: number, lists: readonly (readonly object[])[]): Steps<boolean> {
  let room = bytes
  for (const list of lists)
    for (const it of list) {
      yield
      room -= bytesOf(it)
      if (room < 0) return false
    }
  return true
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
