import type { BusinessDate, DomainEvent, Recorded, Rules } from '@pilot-ledger/kernel'
import type { BankAccount, ColumnMap } from './bank-account'
import type { StatementFormat, StatementLine } from './statement'

/** Yuan with two decimals, as on the wire. */
type Amount = string

export type BankAccountOpened = DomainEvent<'BankAccountOpened', BankAccount>
export type ColumnMapSet = DomainEvent<
  'ColumnMapSet',
  { readonly account: string; readonly columnMap: ColumnMap; readonly reason?: string }
>
/** 开户日与销户日, as far as they are known; what is not told again is not known any more. */
export type AccountDaysSet = DomainEvent<
  'AccountDaysSet',
  {
    readonly account: string
    readonly openedOn?: BusinessDate
    readonly closedOn?: BusinessDate
    readonly reason?: string
  }
>

/** 对账单导入. Its lines ride along; of a long one the rest follows in `StatementLinesBrought`, and until all is there it does not count. */
export type StatementBrought = DomainEvent<
  'StatementBrought',
  {
    readonly statement: string
    readonly account: string
    readonly sha256: string
    readonly fileName: string
    readonly format: StatementFormat
    readonly bankStatementId?: string
    readonly from: BusinessDate
    readonly to: BusinessDate
    readonly opening: Amount
    readonly closing: Amount
    readonly credits: Amount
    readonly debits: Amount
    readonly lineCount: number
    readonly parts: number
    readonly lines: readonly StatementLine[]
  }
>
export type StatementLinesBrought = DomainEvent<
  'StatementLinesBrought',
  { readonly statement: string; readonly part: number; readonly lines: readonly StatementLine[] }
>
export type StatementVoided = DomainEvent<'StatementVoided', { readonly statement: string; readonly reason: string }>

/** In the order in which they are tried; `manual` is a person's. */
export const MATCHING_RULES = ['reference', 'invoiceKey', 'amountAndPayer', 'amountAndDay'] as const
export type MatchingRule = (typeof MATCHING_RULES)[number]
export const TARGET_KINDS = ['payment', 'refund', 'invoice'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]

export interface LineAllocation {
  readonly line: string
  readonly amount: Amount
}
export interface TargetAllocation {
  /** The entry that opened the chain of corrections of what is matched. */
  readonly target: string
  /** Its live entry when it was matched: another one since means that it was corrected. */
  readonly entry: string
  readonly kind: TargetKind
  readonly contract: string
  readonly amount: Amount
}
/** 匹配. Amounts are without sign; `difference` is what the lines give more than the targets take, and may be negative. */
export type LinesMatched = DomainEvent<
  'LinesMatched',
  {
    readonly match: string
    readonly lines: readonly LineAllocation[]
    readonly targets: readonly TargetAllocation[]
    readonly rule: MatchingRule | 'manual'
    readonly difference: Amount
    readonly tolerance: Amount
    readonly state: 'suggested' | 'confirmed'
    readonly note?: string
  }
>
export type MatchConfirmed = DomainEvent<'MatchConfirmed', { readonly match: string }>
export type MatchUndone = DomainEvent<'MatchUndone', { readonly match: string; readonly reason: string }>

export const ADJUSTMENT_KINDS = ['手续费', '利息', '汇兑', '尾差', '代扣', '其他'] as const
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number]
/** 差异调整: the difference of a match, signed, or a part of a line that is no contract's (a fee inside it). No fen vanishes. */
export type AdjustmentRecorded = DomainEvent<
  'AdjustmentRecorded',
  {
    readonly match?: string
    readonly line?: string
    readonly amount: Amount
    readonly kind: AdjustmentKind
    readonly reason: string
  }
>
/** 非合同款: what is left of a line belongs to no contract (wages, interest, a transfer between own accounts). */
export type LineSetAside = DomainEvent<
  'LineSetAside',
  { readonly line: string; readonly amount: Amount; readonly reason: string }
>
/** 豁免: items of the queues that may stay open, and why. */
export type QueueItemsWaived = DomainEvent<
  'QueueItemsWaived',
  {
    readonly items: readonly string[]
    readonly reason: string
    /** The last day for which the reason holds; absent: until they are settled. */
    readonly until?: BusinessDate
    /** By what each is known again after a correction, and what was open of it; without it a waiver is for the items as they were. */
    readonly findings?: readonly { readonly finding: string; readonly amount?: Amount }[]
  }
>

export type ReconciliationContent =
  | BankAccountOpened
  | ColumnMapSet
  | AccountDaysSet
  | StatementBrought
  | StatementLinesBrought
  | StatementVoided
  | LinesMatched
  | MatchConfirmed
  | MatchUndone
  | AdjustmentRecorded
  | LineSetAside
  | QueueItemsWaived
export type ReconciliationEvent = Recorded<ReconciliationContent>

/**
 * The stream's rules for the kernel's history: which entries live. What they add up to is made once of those (`bookOf`):
 * a state copied at every entry would make a year of statements quadratic.
 */
export const reconciliationRules: Rules<undefined, ReconciliationContent> = {
  initial: undefined,
  evolve: () => undefined,
  refuse: () => undefined,
}
