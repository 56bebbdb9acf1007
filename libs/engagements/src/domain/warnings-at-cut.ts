import { dayNumber, type Fen, type Window } from '@pilot-ledger/kernel'
import type { EngagementHistory } from './decide'
import { DEFAULT_THRESHOLDS, type WarningNo, type WarningThresholds } from './warnings'
import { type ContractSums, raisedByEntries, sumsOf, warningsOfSums } from './warnings-of-contract'
import { lastDayNumberOf } from './warnings-of-entry'

/** A contract that stands, as W5 compares it with others of its platform. Days are day numbers, contracts have numbers. */
export interface Deal {
  readonly contract: number
  readonly client: number
  readonly fen: number
  readonly signedOn: number
  /** Of a call-off its framework. */
  readonly parent?: number
}

/** An approval, and every batch of its product on the platform: they may belong to another contract. */
export interface ApprovalSeen {
  readonly on: number
  readonly batches: readonly {
    /** Of a batch of process validation (PPQ) that is completed. */
    readonly validatedOn?: number
  }[]
}

/** What a contract's own entries say of it at a cut. */
export interface ContractSeen {
  /** Warnings that its entries raise by themselves, and W18. */
  readonly raised: Iterable<WarningNo>
  readonly sums: ContractSums<Fen | number>
  readonly signedOn: number
  /** The last day that an entry of it is about. */
  readonly lastActivityOn: number
  /** How many papers are attached. */
  readonly evidence: number
}

/** What stands beside it at the same cut. */
export interface BesideContract {
  readonly deal: Deal
  /** Others that stand and may be the same deal: of its client and amount at least. */
  readonly alike: Iterable<Deal>
  /** The client is related to, or co-building with, the platform on the signing day. */
  readonly related: boolean
  readonly approvals: readonly ApprovalSeen[]
}

/**
 * The doubts (all but W19) about a contract that stands at a cut, in their order: the one place where they are decided, whoever asks. `today` is
 * the day that is asked for, as a day number; without a window nobody can say W11.
 */
export function warningsOf(
  { raised, sums, signedOn, lastActivityOn, evidence, deal, alike, related, approvals }: ContractSeen & BesideContract,
  today: number,
  window: Window | undefined,
  thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
): readonly WarningNo[] {
  const found = new Set(raised)
  for (const it of warningsOfSums(sums, today, thresholds)) found.add(it)
  const when = (holds: boolean, warning: WarningNo) => {
    if (holds) found.add(warning)
  }
  when(anySameDeal(deal, alike, thresholds), 5)
  when(related, 6)
  when(
    approvals.some(({ batches }) => batches.length === 0),
    7,
  )
  when(
    approvals.some((it) => validatedBefore(it) < thresholds.ppqBatches),
    9,
  )
  when(window !== undefined && signedLate(signedOn, lastActivityOn, window, thresholds), 11)
  when(evidence === 0, 14)
  return [...found].sort((a, b) => a - b)
}

/**
 * W5: the same client, amount and nearby date under two numbers. Whether both are counted is another question (H11 leaves out
 * a framework for which call-offs stand): two papers say the same. A framework that is called off whole, at once, is one
 * deal on two papers, and none of it is told twice.
 */
export function isSameDeal(a: Deal, b: Deal, { duplicateDays }: WarningThresholds = DEFAULT_THRESHOLDS): boolean {
  const twoNumbers = a.contract !== b.contract && a.parent !== b.contract && b.parent !== a.contract
  return twoNumbers && a.client === b.client && a.fen === b.fen && Math.abs(a.signedOn - b.signedOn) <= duplicateDays
}

/** What a history says of its contract; undefined for one that was voided, or is not signed yet. */
export function seenOf(
  history: EngagementHistory,
  thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
): ContractSeen | undefined {
  const { state, live } = history
  if (!state.terms) return undefined
  return {
    raised: [...raisedByEntries(history, thresholds)].map(({ warning }) => warning),
    sums: sumsOf(history),
    signedOn: dayNumber(state.terms.signedOn),
    lastActivityOn: Math.max(...live.map(({ content }) => lastDayNumberOf(content) ?? 0)),
    evidence: live.filter(({ content }) => content.type === 'EvidenceAttached').length,
  }
}

function anySameDeal(deal: Deal, alike: Iterable<Deal>, thresholds: WarningThresholds): boolean {
  for (const it of alike) if (isSameDeal(deal, it, thresholds)) return true
  return false
}

/** W9 asks for batches that were completed by the day of the approval. */
function validatedBefore({ on, batches }: ApprovalSeen): number {
  return batches.filter(({ validatedOn }) => validatedOn !== undefined && validatedOn <= on).length
}

function signedLate(
  signedOn: number,
  lastActivityOn: number,
  window: Window,
  { lastDaysOfWindow }: WarningThresholds,
): boolean {
  const [from, to] = [dayNumber(window.from), dayNumber(window.to)]
  return from <= signedOn && signedOn <= to && to - signedOn < lastDaysOfWindow && lastActivityOn <= signedOn
}
