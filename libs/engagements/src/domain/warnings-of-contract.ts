import {
  type DomainEvent,
  dayNumber,
  type Fen,
  fenOf,
  formatAmount,
  type LiveEntry,
  partyKey,
  shanghaiDayNumber,
} from '@pilot-ledger/kernel'
import type { EngagementHistory } from './decide'
import type { EngagementContent, TaxBasis } from './events'
import { evolve } from './evolve'
import { invoicedOnBasis } from './invoiced'
import { type EngagementState, registeredDeal, unsigned } from './state'
import { DEFAULT_THRESHOLDS, type WarningNo, type WarningThresholds, warningWords } from './warnings'
import { highestRateOn, warningsOfEntry } from './warnings-of-entry'

/**
 * What stands on a contract, in fen: as the domain counts them (`sumsOf`) or as the read model does (`sumsFrom`, libs/figures).
 * Every key is named by both, so that neither forgets one.
 */
export interface ContractSums<Amount extends Fen | number> {
  readonly taxBasis: TaxBasis
  readonly amount: Amount
  readonly invoiced: Amount
  readonly received: Amount
  /** The registered deal amount. */
  readonly deal: Amount | undefined
  /** Day number. */
  readonly completedOn: number | undefined
}

/** The warnings that a contract's sums raise (W3, W15, W16) on a day: the one place of these rules. */
export function warningsOfSums<Amount extends Fen | number>(
  { taxBasis, amount, invoiced, received, deal, completedOn }: ContractSums<Amount>,
  today: number,
  { unpaidDays }: WarningThresholds = DEFAULT_THRESHOLDS,
): readonly WarningNo[] {
  const raised: WarningNo[] = []
  // Money comes in with tax: it is held against a contract's amount only where that has it too.
  if (received > invoiced || (taxBasis !== 'exclusive' && received > amount)) raised.push(3)
  if (deal !== undefined && deal !== amount) raised.push(15)
  if (completedOn !== undefined && BigInt(received) === 0n && today - completedOn >= unpaidDays) raised.push(16)
  return raised
}

/**
 * W18: more is invoiced without tax than the contract is, or than its termination settled, by what rounding of its documents
 * makes (H4, H8). What lies further above was recorded under another rule and is no rounding.
 */
export function roundingUsed(state: EngagementState): boolean {
  const { terms, amount, terminated } = state
  if (terms?.taxBasis !== 'exclusive') return false
  const { net, rounding } = invoicedOnBasis(state)
  const justOver = (limit: Fen) => net > limit && net <= limit + rounding
  return (
    (terms.pricing === 'fixed' && justOver(amount)) || (terminated !== undefined && justOver(terminated.settlement))
  )
}

/** What only the whole of a contract's entries tells: see `roundingUsed` and `registeredDeal`. */
export function reportedByAll(contents: Iterable<EngagementContent>): {
  readonly rounding: boolean
  readonly deal?: Fen
} {
  let state = unsigned
  for (const it of contents) state = evolve(state, it)
  return { rounding: roundingUsed(state), deal: registeredDeal(state) }
}

/** A warning that an entry brings, and what it is about. */
export interface BroughtWarning {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly facts?: Readonly<Record<string, string>>
}

/**
 * What one contract's own entries tell of it, new after a change: a warning of an entry where that entry did not bear it
 * before, one of the sums where the contract did not. What rests on other contracts, on relations or on a window (W5–W7, W9,
 * W11) no stream tells, and that paper is missing or not uploaded (W14, W19) is no news about an entry.
 */
export function warningsBrought(
  before: EngagementHistory,
  after: EngagementHistory,
  today: number,
  thresholds: WarningThresholds = DEFAULT_THRESHOLDS,
): readonly BroughtWarning[] {
  const known = raisedBy(before, today, thresholds, after)
  const brought = new Map<WarningNo, LiveEntry<EngagementContent> | undefined>()
  for (const [key, { warning, entry }] of raisedBy(after, today, thresholds, before)) {
    if (!known.has(key)) brought.set(warning, entry)
  }
  return [...brought]
    .sort(([a], [b]) => a - b)
    .map(([it, entry]) => {
      const facts = factsOf(it, after, entry?.content, thresholds)
      return { ...warningWords([it])[0], ...(facts && { facts }) }
    })
}

interface Raised {
  readonly warning: WarningNo
  readonly entry?: LiveEntry<EngagementContent>
}

/** What the entries that stand raise by themselves, and W18. */
export function* raisedByEntries(
  { state, live }: EngagementHistory,
  thresholds: WarningThresholds,
  among = live,
): Generator<Raised> {
  if (!state.terms) return
  const client = partyKey(state.terms.client.id)
  const signedOn = dayNumber(state.terms.signedOn)
  for (const entry of among) {
    const place = {
      signedOn,
      recordedOn: shanghaiDayNumber(entry.originRecordedAt),
      isClient: (party: Parameters<typeof partyKey>[0]) => partyKey(party) === client,
    }
    for (const warning of warningsOfEntry(entry.content, place, thresholds)) yield { warning, entry }
  }
  if (roundingUsed(state)) yield { warning: 18 }
}

/**
 * By the warning and, where one entry raises it, the first of that entry's chain; without what entries raise that stand in the
 * other history as they do here.
 */
function raisedBy(
  history: EngagementHistory,
  today: number,
  thresholds: WarningThresholds,
  other: EngagementHistory,
): Map<string, Raised> {
  const raised = new Map<string, Raised>()
  for (const it of raisedByEntries(history, thresholds, notIn(other, history)))
    raised.set(it.entry ? `${it.warning} ${it.entry.origin}` : String(it.warning), it)
  if (!history.state.terms) return raised
  for (const warning of warningsOfSums(sumsOf(history), today, thresholds)) raised.set(String(warning), { warning })
  return raised
}

/** Only of these two histories can tell differently: under the same terms an entry raises what it raised. */
function notIn(other: EngagementHistory, { state, live }: EngagementHistory): EngagementHistory['live'] {
  if (state.terms !== other.state.terms) return live
  // They begin and end alike, but for what was changed.
  const shorter = Math.min(live.length, other.live.length)
  let [first, last] = [0, 0]
  while (first < shorter && live[first] === other.live[first]) first++
  while (last < shorter - first && live[live.length - 1 - last] === other.live[other.live.length - 1 - last]) last++
  const others = new Set(other.live.slice(first, other.live.length - last))
  return live.slice(first, live.length - last).filter((it) => !others.has(it))
}

export function sumsOf({ state }: Pick<EngagementHistory, 'state'>): ContractSums<Fen> {
  return {
    taxBasis: state.terms?.taxBasis ?? 'inclusive',
    amount: state.amount,
    invoiced: state.netInvoiced,
    received: state.netReceived,
    deal: registeredDeal(state),
    completedOn: state.completedOn === undefined ? undefined : dayNumber(state.completedOn),
  }
}

/** The amounts that a warning is about, where its words alone do not say what to look at. */
function factsOf(
  warning: WarningNo,
  { state }: EngagementHistory,
  content: DomainEvent | undefined,
  { highestTaxRates }: WarningThresholds,
): Readonly<Record<string, string>> | undefined {
  if (warning === 3) {
    const [received, invoiced, amount] = [state.netReceived, state.netInvoiced, state.amount].map(formatAmount)
    return { received, invoiced, amount }
  }
  if (warning === 18)
    return { netInvoiced: formatAmount(invoicedOnBasis(state).net), amount: formatAmount(state.amount) }
  const it = content as EngagementContent | undefined
  if (warning !== 17 || it?.type !== 'InvoiceIssued') return undefined
  const { total, tax, issuedOn } = it.data
  const net = formatAmount(fenOf(total) - fenOf(tax))
  return { tax, net, highestPercent: String(highestRateOn(issuedOn, highestTaxRates)) }
}
