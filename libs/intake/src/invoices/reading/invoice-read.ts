import type { InvoiceIssued, InvoiceKey } from '@pilot-ledger/engagements'
import type { BusinessDate, Fen } from '@pilot-ledger/kernel'

/** Who a paper names, as far as it does: an OFD may state numbers and no names. */
export interface NamedParty {
  readonly taxId?: string
  readonly name?: string
}

export interface InvoiceLine {
  readonly name: string
  /** Without tax. */
  readonly amount: Fen
  readonly tax: Fen
  /** Per cent, as the ledger writes a rate: `6`, `1.5`; absent where none is stated (免税, 不征税, ***). */
  readonly rate?: string
}

export type InvoiceKind = NonNullable<InvoiceIssued['data']['invoiceKind']>

/** One invoice as its file, or a line of the tax service's list, says it. Of a red letter all amounts are negative. */
export interface InvoiceRead {
  /** Fully electronic: 20 digits. */
  readonly number: string
  /** Of a traditional one, whose number has 8 digits: lists name them too. */
  readonly code?: string
  readonly kind?: InvoiceKind
  readonly seller: NamedParty
  readonly buyer: NamedParty
  readonly lines: readonly InvoiceLine[]
  readonly withoutTax: Fen
  readonly tax: Fen
  readonly total: Fen
  readonly issuedOn: BusinessDate
  readonly remark: string
  /** Of a red letter: the figures (`invoiceFigures`) of the blue invoice it names, where it names one. */
  readonly reverses?: string
}

/** What is said of an invoice beside what it says. A `fault` keeps it from being proposed. */
export interface Finding {
  readonly is: 'fault' | 'notice'
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly found?: string
  readonly facts?: Readonly<Record<string, string>>
}

export const keyOf = ({ number, code }: Pick<InvoiceRead, 'number' | 'code'>): InvoiceKey =>
  code === undefined ? { kind: 'digital', number } : { kind: 'traditional', code, number }

export const isRed = ({ total }: Pick<InvoiceRead, 'total'>): boolean => total < 0n

/** The rate of all lines, where they have one. */
export function rateOf({ lines }: Pick<InvoiceRead, 'lines'>): string | undefined {
  const [first] = lines
  return first && lines.every((it) => it.rate === first.rate) ? first.rate : undefined
}
