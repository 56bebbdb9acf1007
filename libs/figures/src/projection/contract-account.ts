import {
  type EngagementContent,
  lastDayNumberOf,
  type WarningThresholds,
  warningsOfEntry,
} from '@pilot-ledger/engagements'
import { dayNumber, shanghaiDayNumber } from '@pilot-ledger/kernel'
import { CONTRACT_STATE, type ContractRow, type Store } from '../columns/store'
import { fenNumber, partyNumber } from './contract-facts'

export const bit = (warning: number) => 1 << (warning - 1)

/**
 * Adds one live entry to a contract's row, whose terms (signing day, client …) are there already. `recordedAt` is when the
 * chain of corrections began: correcting an old entry does not make it a late one.
 */
export function account(
  tables: Store,
  row: ContractRow,
  content: EngagementContent,
  recordedAt: number,
  thresholds: WarningThresholds,
): void {
  const last = lastDayNumberOf(content)
  if (last !== undefined) row.lastActivityOn = Math.max(row.lastActivityOn, last)
  switch (content.type) {
    case 'ContractSigned':
      row.original = fenNumber(content.data.amount)
      row.current = row.original
      row.state = CONTRACT_STATE.active
      break
    case 'ContractAmended':
      row.current += fenNumber(content.data.delta)
      break
    case 'TechContractRegistered':
      row.deal = fenNumber(content.data.dealAmount)
      break
    case 'InvoiceIssued':
      row.invoiced += fenNumber(content.data.share)
      break
    case 'InvoiceReversed':
      row.invoiced -= fenNumber(content.data.amount)
      break
    case 'PaymentReceived':
      row.received += fenNumber(content.data.share)
      break
    case 'PaymentRefunded':
      row.received -= fenNumber(content.data.amount)
      break
    case 'DrugApprovalObtained':
      row.approvals++
      break
    case 'ContractCompleted':
      row.state = CONTRACT_STATE.completed
      row.completedOn = dayNumber(content.data.on)
      break
    case 'ContractSuspended':
      row.state = CONTRACT_STATE.suspended
      break
    case 'ContractResumed':
      row.state = CONTRACT_STATE.active
      break
    case 'ContractTerminated':
      row.state = CONTRACT_STATE.terminated
      break
    case 'EvidenceAttached':
      row.evidence++
      break
  }
  const isClient = (party: Parameters<typeof partyNumber>[1]) =>
    partyNumber(tables, party) === tables.keyOfScoped(row.client)
  const place = {
    signedOn: row.signedOn,
    recordedOn: shanghaiDayNumber(recordedAt),
    isClient,
  }
  for (const it of warningsOfEntry(content, place, thresholds)) row.warnings |= bit(it)
}
