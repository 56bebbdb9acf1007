import { type BusinessDate, dayNumber, fenOf, type PartyId, usccCheckDigitHolds } from '@pilot-ledger/kernel'
import { ENGAGEMENT_EVENTS, type EngagementContent, type InvoiceIssued } from './events'
import { DEFAULT_THRESHOLDS, type HighestTaxRate, type WarningNo, type WarningThresholds } from './warnings'

/** What an entry's own warnings depend on beside its content; days as day numbers. */
export interface EntryPlace {
  readonly signedOn: number
  /** The day its chain of corrections began: correcting an old entry does not make it a late one. */
  readonly recordedOn: number
  isClient(party: PartyId): boolean
}

/** The warnings that an entry raises by itself (W1, W2, W4, W8, W10, W12, W13, W17): the one place of these rules. */
export function warningsOfEntry(
  content: EngagementContent,
  { signedOn, recordedOn, isClient }: EntryPlace,
  thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
): readonly WarningNo[] {
  const raised: WarningNo[] = []
  const last = lastDayNumberOf(content)
  if (last !== undefined && recordedOn - last > thresholds.lateEntryDays) raised.push(10)
  switch (content.type) {
    case 'BatchReleased':
    case 'BatchRejected':
      if (dayNumber(content.data.on) < signedOn) raised.push(1)
      break
    case 'DeliverableAccepted':
      if (dayNumber(content.data.acceptedOn) < signedOn) raised.push(1)
      break
    case 'BatchRun':
      if (dayNumber(content.data.startedOn) < signedOn) raised.push(1)
      if (yieldOutside(content.data.yieldPercent)) raised.push(8)
      break
    case 'ContractSigned':
      if (codeFails(content.data.client.id)) raised.push(2)
      break
    case 'ContractAmended': {
      const [delta, previous] = [fenOf(content.data.delta), fenOf(content.data.previousAmount)]
      if ((delta < 0n ? -delta : delta) * 100n > previous * BigInt(thresholds.largeAmendmentPercent)) raised.push(12)
      break
    }
    case 'InvoiceIssued':
      if (taxTooHigh(content.data, thresholds.highestTaxRates)) raised.push(17)
      break
    case 'PaymentReceived':
      if (codeFails(content.data.payer.id)) raised.push(2)
      if (!isClient(content.data.payer.id)) raised.push(4)
      break
    case 'DrugApprovalObtained':
      if (codeFails(content.data.holder.id)) raised.push(2)
      if (approvalNumberDoubtful(content.data)) raised.push(13)
      break
  }
  return raised
}

/** The last day of its business: a finished batch is recorded when it is finished, and is late (W10) from then. */
export function lastDayNumberOf(content: EngagementContent): number | undefined {
  const last = ENGAGEMENT_EVENTS.lastDayOf(content)
  return last === undefined ? undefined : dayNumber(last)
}

function codeFails(id: PartyId): boolean {
  return id.scheme === 'uscc' && !usccCheckDigitHolds(id.value)
}

function yieldOutside(percent: string | undefined): boolean {
  return percent !== undefined && (percent.startsWith('-') || Number(percent) > 100)
}

/** W13: another year than the approval's, or a form that is no longer given (国药准字 with B, T, F or J). */
function approvalNumberDoubtful({ approvalNo, approvedOn }: { approvalNo: string; approvedOn: BusinessDate }): boolean {
  return yearInNumber(approvalNo) !== approvedOn.slice(0, 4) || !/^国药准字[HZS]/.test(approvalNo)
}

/** 国药准字H20240123 → 2024; the legacy form carries a year too. */
function yearInNumber(approvalNo: string): string | undefined {
  return /(\d{4})\d{4}$/.exec(approvalNo)?.[1]
}

/** W17, with one fen of room: the tax is printed rounded. */
function taxTooHigh(data: InvoiceIssued['data'], rates: readonly HighestTaxRate[]): boolean {
  const highest = highestRateOn(data.issuedOn, rates)
  const tax = fenOf(data.tax)
  return (tax - 1n) * 100n > (fenOf(data.total) - tax) * BigInt(highest)
}

/** In percent. */
export function highestRateOn(day: BusinessDate, rates: readonly HighestTaxRate[]): number {
  const rate = rates.find(({ from }) => from <= day)
  if (!rate) throw new Error(`no rate of tax is known for ${day}`)
  return rate.percent
}
