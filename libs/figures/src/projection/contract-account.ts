import type { EngagementContent } from '@pilot-ledger/engagements'
import {
  type BusinessDate,
  dayNumber,
  type PartyId,
  shanghaiDayNumber,
  usccCheckDigitHolds,
} from '@pilot-ledger/kernel'
import { CONTRACT_STATE, type ContractRow, type Tables } from '../read-model/tables'
import { fenNumber, partyNumber } from './contract-facts'

/** The days and shares at which a warning is raised: configuration, not law (DOMAIN: general practice). */
export interface BitThresholds {
  readonly lateEntryDays: number
  readonly largeAmendmentPercent: number
}

export const bit = (warning: number) => 1 << (warning - 1)

/**
 * Adds one live entry to a contract's row, whose terms (signing day, client …) are there already. `recordedAt` is when the
 * chain of corrections began: correcting an old entry does not make it a late one.
 */
export function account(
  tables: Tables,
  row: ContractRow,
  content: EngagementContent,
  recordedAt: number,
  thresholds: BitThresholds,
): void {
  const day = businessDay(content)
  if (day !== undefined) {
    const number = dayNumber(day)
    const last = Math.max(number, lastDayOf(content))
    row.lastActivityOn = Math.max(row.lastActivityOn, last)
    if (shanghaiDayNumber(recordedAt) - last > thresholds.lateEntryDays) row.warnings |= bit(10)
    if (WORK.has(content.type) && number < row.signedOn) row.warnings |= bit(1)
  }
  switch (content.type) {
    case 'ContractSigned':
      row.original = fenNumber(content.data.amount)
      row.current = row.original
      row.state = CONTRACT_STATE.active
      checkCode(row, content.data.client.id)
      break
    case 'ContractAmended': {
      const delta = fenNumber(content.data.delta)
      const previous = fenNumber(content.data.previousAmount)
      row.current += delta
      if (Math.abs(delta) * 100 > previous * thresholds.largeAmendmentPercent) row.warnings |= bit(12)
      break
    }
    case 'TechContractRegistered':
      row.deal = fenNumber(content.data.dealAmount)
      break
    case 'BatchRun':
      if (yieldOutside(content.data.yieldPercent)) row.warnings |= bit(8)
      break
    case 'InvoiceIssued':
      row.invoiced += fenNumber(content.data.share)
      break
    case 'InvoiceReversed':
      row.invoiced -= fenNumber(content.data.amount)
      break
    case 'PaymentReceived':
      row.received += fenNumber(content.data.share)
      checkCode(row, content.data.payer.id)
      if (partyNumber(tables, content.data.payer.id) !== tables.keyOfScoped(row.client)) row.warnings |= bit(4)
      break
    case 'PaymentRefunded':
      row.received -= fenNumber(content.data.amount)
      break
    case 'DrugApprovalObtained':
      row.approvals++
      checkCode(row, content.data.holder.id)
      if (approvalNumberDoubtful(content.data)) row.warnings |= bit(13)
      break
    case 'ContractCompleted':
      row.state = CONTRACT_STATE.completed
      row.completedOn = dayNumber(content.data.on)
      break
    case 'ContractTerminated':
      row.state = CONTRACT_STATE.terminated
      break
    case 'EvidenceAttached':
      row.evidence++
      break
  }
}

/** Work on the contract: dated before signing it is 先做后签 (W1). */
const WORK = new Set<EngagementContent['type']>(['BatchRun', 'BatchReleased', 'BatchRejected', 'DeliverableAccepted'])

/** The day an entry's business happened; undefined for evidence, which has none. */
export function businessDay(content: EngagementContent): BusinessDate | undefined {
  switch (content.type) {
    case 'ContractSigned':
      return content.data.signedOn
    case 'ContractAmended':
      return content.data.amendedOn
    case 'TechContractRegistered':
      return content.data.registeredOn
    case 'BatchRun':
      return content.data.startedOn
    case 'DeliverableAccepted':
      return content.data.acceptedOn
    case 'InvoiceIssued':
      return content.data.issuedOn
    case 'PaymentReceived':
      return content.data.receivedOn
    case 'DrugApprovalObtained':
      return content.data.approvedOn
    case 'EvidenceAttached':
      return undefined
    default:
      return content.data.on
  }
}

function checkCode(row: ContractRow, id: PartyId): void {
  if (id.scheme === 'uscc' && !usccCheckDigitHolds(id.value)) row.warnings |= bit(2)
}

function yieldOutside(percent: string | undefined): boolean {
  return percent !== undefined && (percent.startsWith('-') || Number(percent) > 100)
}

/** 国药准字H20240123 → 2024; the legacy form carries a year too. */
/** A finished batch is recorded when it is finished; it is late (W10) measured from then, not from its start. */
function lastDayOf(content: EngagementContent): number {
  const done = content.type === 'BatchRun' ? content.data.completedOn : undefined
  return done === undefined ? 0 : dayNumber(done)
}

/** W13: another year than the approval's, or a form that is no longer given (国药准字 with B, T, F or J). */
function approvalNumberDoubtful({ approvalNo, approvedOn }: { approvalNo: string; approvedOn: BusinessDate }): boolean {
  return yearInNumber(approvalNo) !== approvedOn.slice(0, 4) || !/^国药准字[HZS]/.test(approvalNo)
}

function yearInNumber(approvalNo: string): string | undefined {
  return /(\d{4})\d{4}$/.exec(approvalNo)?.[1]
}
