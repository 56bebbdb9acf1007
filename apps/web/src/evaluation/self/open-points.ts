import type { Bodies } from '../../api/ask'
import { typedAmount } from '../../money/amount'
import type { Assessment, Line } from '../assessment/assessment'
import type { Evidence } from './evidence-input'

export interface OpenPoint {
  readonly kind: 'deadlinePassed' | 'handMissing' | 'evidenceMissing' | 'reasonMissing' | 'noValue' | 'differs'
  readonly line?: Line
  /** What stops the submission; the others are only worth a look. */
  readonly stops: boolean
}

/** A number of the ledger's and one that was stated, equal as numbers: `5` and `5.00`. */
export function sameNumber(a: string | undefined, b: string | undefined): boolean {
  const plain = (it: string) => it.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return a !== undefined && b !== undefined && plain(a) === plain(b)
}

/** What is open before a self-assessment can go in: what stops it first. */
export function openPoints(assessment: Assessment, today: string): readonly OpenPoint[] {
  const until = lastDay(assessment)
  const late: OpenPoint[] = today > until ? [{ kind: 'deadlinePassed', stops: true }] : []
  const points = assessment.indicators.flatMap((line) => ofLine(line).map((it) => ({ ...it, line })))
  return [...late, ...points.filter((it) => it.stops), ...points.filter((it) => !it.stops)]
}

function ofLine({ source, claimed, ledger, reason, evidence }: Line): readonly Omit<OpenPoint, 'line'>[] {
  // Worked out from others, whose own points are told.
  if (source.from === 'ratio') return []
  if (source.from === 'hand') {
    if (claimed === undefined) return [{ kind: 'handMissing', stops: true }]
    return evidence === undefined || evidence.length === 0 ? [{ kind: 'evidenceMissing', stops: true }] : []
  }
  if (claimed === undefined) return ledger === undefined ? [{ kind: 'noValue', stops: true }] : []
  if (sameNumber(ledger, claimed)) return []
  return reason === undefined ? [{ kind: 'reasonMissing', stops: false }] : [{ kind: 'differs', stops: false }]
}

/** The last day for this platform: its own after a re-opening. */
export function lastDay({ until, deadlines }: Pick<Assessment, 'until' | 'deadlines'>): string {
  return until !== undefined && until > deadlines.selfAssessment ? until : deadlines.selfAssessment
}

type ClaimBody = Bodies['POST /api/rounds/{round}/platforms/{id}/assessment']['claims'][number]

/** What the clerk is typing for one indicator. */
export interface Draft {
  readonly value: string
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/** What stands in the form before anything is typed: what was stated, else what the ledger says. */
export function startOf({ claimed, ledger, reason, evidence }: Line): Draft {
  return { value: claimed ?? ledger ?? '', reason: reason ?? '', evidence: evidence ?? [] }
}

/** The claims to send: of what was touched, what differs from what the service holds. */
export function claimsOf(lines: readonly Line[], drafts: Readonly<Record<string, Draft>>): readonly ClaimBody[] {
  return lines.flatMap((line) => {
    const draft = drafts[line.indicator]
    if (draft === undefined) return []
    const value = line.unit === 'CNY' ? typedAmount(draft.value.trim()) : draft.value.trim().normalize('NFKC')
    const reason = draft.reason.trim()
    if (value === '' || (JSON.stringify({ ...draft, value, reason }) === JSON.stringify(startOf(line)) && line.claimed))
      return []
    const asLedger = line.source.from === 'ledger' && sameNumber(line.ledger, value)
    return [
      {
        indicator: line.indicator,
        value,
        // The ledger's own value needs none, and stays the ledger's when that grows.
        ...(reason !== '' && !asLedger && { reason }),
        ...(draft.evidence.length > 0 && { evidence: draft.evidence }),
      },
    ]
  })
}
