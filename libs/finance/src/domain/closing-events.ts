import type { BusinessDate, DomainEvent, Recorded } from '@pilot-ledger/kernel'
import type { ColumnView } from './bridge'

/** What a close is about: the period, the cut, and what the bridge said there. */
export interface CloseTerms {
  /** Its one name, see `parsePeriod`. */
  readonly period: string
  readonly from: BusinessDate
  readonly to: BusinessDate
  /** The cut: entries up to and with this one count. */
  readonly sequence: number
  /** How the columns are defined; a close of an older definition is recomputed by its own. */
  readonly definition: 1
  readonly totals: readonly ColumnView[]
  readonly contractCount: number
  /** SHA-256 (hex) of the canonical JSON (RFC 8785) of period, totals and every contract's cells. */
  readonly totalsHash: string
}

/** One contract's cells that are not zero, by cell id. */
export interface ContractTotals {
  readonly engagement: string
  readonly cells: Readonly<Record<string, string>>
}

/** 检查单: one item as it stood when the close was proposed. */
export interface CheckedItem {
  readonly item: string
  readonly open: number
  /** Why it is closed all the same. */
  readonly waived?: string
  /** What stands open with a reason, this close's and what earlier ones left; absent in closes of before, and of very many. */
  readonly findings?: readonly WaivedFinding[]
}
/** 豁免的事项: it stands in every checklist until it is settled. */
export interface WaivedFinding {
  readonly finding: string
  /** What was open then, yuan. */
  readonly amount?: string
  readonly reason: string
  /** The period whose close left it open. */
  readonly since: string
  /** The last day for which the reason holds; absent: until it is settled. */
  readonly until?: BusinessDate
}

/** 申请结账. The contracts' totals are kept too, unless there are very many: the hash covers them in any case. */
export type CloseProposed = DomainEvent<
  'CloseProposed',
  CloseTerms & {
    readonly contracts?: readonly ContractTotals[]
    readonly checklist: readonly CheckedItem[]
    readonly proposedBy: string
  }
>
/** What the second person said to have seen of entries recorded for the period after the proposal. */
export interface SeenSince {
  /** Up to and with this one. */
  readonly sequence: number
  readonly entries: number
  /** Of these those dated inside or before: they wait as restatements. */
  readonly restatements: number
  readonly bankChanges: number
}
/** 结账, with both names; `since` where anything had come since the proposal. */
export type PeriodClosed = DomainEvent<
  'PeriodClosed',
  CloseTerms & { readonly proposedBy: string; readonly approvedBy: string; readonly since?: SeenSince }
>
/** 退回结账申请. */
export type CloseRejected = DomainEvent<
  'CloseRejected',
  { readonly period: string; readonly reason: string; readonly rejectedBy: string }
>
/** 申请反结账. */
export type ReopeningProposed = DomainEvent<
  'ReopeningProposed',
  { readonly period: string; readonly reason: string; readonly proposedBy: string }
>
/** 反结账, with both names. */
export type PeriodReopened = DomainEvent<
  'PeriodReopened',
  { readonly period: string; readonly reason: string; readonly proposedBy: string; readonly approvedBy: string }
>
export type ReopeningRejected = DomainEvent<
  'ReopeningRejected',
  { readonly period: string; readonly reason: string; readonly rejectedBy: string }
>
/** 追溯复核: somebody else than who recorded it stands for an entry dated inside a closed period. */
export type RestatementApproved = DomainEvent<
  'RestatementApproved',
  {
    readonly entry: string
    readonly sequence: number
    readonly recordedBy: string
    readonly approvedBy: string
    readonly note?: string
  }
>
export type ClosingContent =
  | CloseProposed
  | PeriodClosed
  | CloseRejected
  | ReopeningProposed
  | PeriodReopened
  | ReopeningRejected
  | RestatementApproved
export type ClosingEvent = Recorded<ClosingContent>
