import type { Bodies } from '../../api/ask'
import { typedAmount } from '../../money/typed-amount'
import type { Line } from '../assessment/answers'
import type { Evidence } from './evidence-input'
import { sameNumber } from './open-points'

export type ClaimBody = Bodies['POST /api/rounds/{round}/platforms/{id}/assessment']['claims'][number]

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
