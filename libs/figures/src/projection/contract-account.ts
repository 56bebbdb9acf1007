import {
  type EngagementContent,
  lastDayNumberOf,
  type WarningThresholds,
  warningsOfEntry,
} from '@pilot-ledger/engagements'
import { dayNumber, shanghaiDayNumber } from '@pilot-ledger/kernel'
import { CONTRACT_STATE, type Store } from '../columns/store'
import { fenNumber, partyNumber } from './contract-facts'

export const bit = (warning: number) => 1 << (warning - 1)

/**
 * Adds one live entry to a contract's row, in its place: whose terms (signing day, client …) are there already. `recordedAt` is
 * when the chain of corrections began: correcting an old entry does not make it a late one. The caller marks the row as changed.
 */
export function account(
  tables: Store,
  contract: number,
  content: EngagementContent,
  recordedAt: number,
  thresholds: WarningThresholds,
): void {
  const columns = tables.contracts.at(contract)
  const last = lastDayNumberOf(content)
  if (last !== undefined && last > columns.lastActivityOn[contract]) columns.lastActivityOn[contract] = last
  switch (content.type) {
    case 'ContractSigned':
      columns.original[contract] = fenNumber(content.data.amount)
      columns.current[contract] = columns.original[contract]
      columns.state[contract] = CONTRACT_STATE.active
      break
    case 'ContractAmended':
      columns.current[contract] += fenNumber(content.data.delta)
      break
    case 'TechContractRegistered':
      columns.deal[contract] = fenNumber(content.data.dealAmount)
      break
    case 'InvoiceIssued':
      columns.invoiced[contract] += fenNumber(content.data.share)
      break
    case 'InvoiceReversed':
      columns.invoiced[contract] -= fenNumber(content.data.amount)
      break
    case 'PaymentReceived':
      columns.received[contract] += fenNumber(content.data.share)
      break
    case 'PaymentRefunded':
      columns.received[contract] -= fenNumber(content.data.amount)
      break
    case 'DrugApprovalObtained':
      columns.approvals[contract]++
      break
    case 'ContractCompleted':
      columns.state[contract] = CONTRACT_STATE.completed
      columns.completedOn[contract] = dayNumber(content.data.on)
      break
    case 'ContractSuspended':
      columns.state[contract] = CONTRACT_STATE.suspended
      break
    case 'ContractResumed':
      // Completed on a day before it stood still, it stays completed.
      if (columns.state[contract] === CONTRACT_STATE.suspended) columns.state[contract] = CONTRACT_STATE.active
      break
    case 'ContractTerminated':
      columns.state[contract] = CONTRACT_STATE.terminated
      break
    case 'EvidenceAttached':
      columns.evidence[contract]++
      break
  }
  const isClient = (party: Parameters<typeof partyNumber>[1]) =>
    partyNumber(tables, party) === tables.keyOfScoped(columns.client[contract])
  const place = {
    signedOn: columns.signedOn[contract],
    recordedOn: shanghaiDayNumber(recordedAt),
    isClient,
  }
  for (const it of warningsOfEntry(content, place, thresholds)) columns.warnings[contract] |= bit(it)
}
