import type { Inspected } from '@pilot-ledger/evidence/inspection'
import type { SheetPlace } from '../spreadsheets'
import type { Finding, InvoiceRead } from './reading/invoice-read'

/** One invoice as it came, from a file of its own or a line of a list, and where it stands. */
export interface SaidInvoice {
  readonly place: SheetPlace & { readonly sheet: string; readonly row: number }
  readonly read?: InvoiceRead
  readonly findings: readonly Finding[]
  /** Of a list: where its fields stand. */
  readonly columns?: Readonly<Record<string, number>>
  /** Of a list: the tax service says that it was reversed. */
  readonly reversed?: 'whole' | 'part'
  /** A line of a list of others' invoices among ours. */
  readonly ofList?: true
  /** The file itself, to become the paper of what it says. */
  readonly file?: {
    readonly name: string
    readonly sha256: string
    readonly bytes: number
    readonly kind?: string
    /** As it was found to be; absent where it is no paper that is kept. */
    readonly paper?: Inspected
  }
}
