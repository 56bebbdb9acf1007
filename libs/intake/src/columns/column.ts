import type { EngagementContent } from '@pilot-ledger/engagements'

/**
 * What a cell may hold. `text` words · `identifier` a number somebody gave (contract, batch, bank slip) · `amount` yuan, more
 * than zero by the domain's rule · `signedAmount` with a minus allowed · `decimal` a plain decimal · `percent` a decimal, 98.6 and
 * 98.6% the same · `rate` a rate of tax, 13%, 13 and 0.13 the same · `integer` · `day` · `choice` one of `choices` · `list` several,
 * split by 、；; or a line break, each one of `choices` where there are some · `code` capital letters and digits (统一社会信用代码,
 * approval numbers) · `digits` figures only · `hex` a check sum.
 */
export type ColumnType =
  | 'text'
  | 'identifier'
  | 'amount'
  | 'signedAmount'
  | 'decimal'
  | 'percent'
  | 'rate'
  | 'integer'
  | 'day'
  | 'choice'
  | 'list'
  | 'code'
  | 'digits'
  | 'hex'

export interface Choice {
  readonly code: string
  readonly zh: string
  readonly aliases?: readonly string[]
}

/** Another field of the row is filled, with one of these where they are named. */
export interface Condition {
  readonly field: string
  readonly is?: readonly string[]
}

export type EventType = EngagementContent['type']

export interface Column {
  /** Its name in a record and in NDJSON. */
  readonly field: string
  readonly zh: string
  readonly en: string
  /** What people write above it. */
  readonly aliases: readonly string[]
  readonly type: ColumnType
  /** The column and every cell of it; or a cell where a condition holds. */
  readonly required: boolean | Condition
  /** Where the condition does not hold the cell stays empty. */
  readonly only?: Condition
  /** An amount where a minus says what the row says already: it is left off. */
  readonly minusMeansNothing?: Condition
  readonly choices?: readonly Choice[]
  /** What an empty cell, or a sheet without the column, means. Said on the explanation sheet. */
  readonly byDefault?: string
  /** A cell merged over several rows says the same in each of them; never so for what would be counted twice. */
  readonly mayMerge: boolean
  readonly note: { readonly zh: string; readonly en: string }
  /** In the template's sample row; empty for none. */
  readonly sample: string
  readonly width: number
  /** Where what it says stands in the content of each event of the sheet: `client/id/value`. */
  readonly of: Readonly<Partial<Record<EventType, string>>>
}

export interface SheetOf<Kind extends string> {
  /** NDJSON names it so. */
  readonly kind: Kind
  /** The sheet's name in the template, and its file name there. */
  readonly zh: string
  readonly en: string
  readonly file: string
  readonly aliases: readonly string[]
  readonly note: { readonly zh: string; readonly en: string }
  readonly columns: readonly Column[]
  /** Headings of the ledger's own lists that it works out itself: read over, with a word. */
  readonly workedOut: readonly string[]
  /** Two fields of which a row fills one at most. */
  readonly either?: readonly [string, string]
  /** The events that a row is, each where its condition holds. */
  readonly says: readonly { readonly type: EventType; readonly when?: Condition }[]
}
