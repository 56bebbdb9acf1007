import { maybe, oneOf, type ShapeOf, shape, text, whole } from '@pilot-ledger/kernel'

/** How much of each list an answer holds; what there is in all stands beside it. */
export interface Listing {
  readonly rows: number
  /** Only rows after this one, by their number in the file. */
  readonly rowsAfter: number
  readonly faults: number
  readonly notices: number
}

/** `preview` records nothing; `all` records every row or, where one has a fault, none; `good` records the rows without fault. */
export const IMPORT_MODES = ['preview', 'all', 'good'] as const
export type ImportMode = (typeof IMPORT_MODES)[number]

/** How far an import is: rows read, judged, recorded. */
export interface ImportProgress {
  readonly phase: 'reading' | 'checking' | 'recording'
  readonly done: number
  /** Unknown while reading. */
  readonly of?: number
}

export const IMPORTED_FILE = shape({
  name: maybe(text),
  sha256: text,
  bytes: whole,
  /** `invoices`: e-invoices as XML, OFD or PDF, or a ZIP of many. */
  kind: oneOf('xlsx', 'csv', 'ndjson', 'invoices'),
})

export interface ImportRequest {
  readonly platform: string
  readonly mode: ImportMode
  readonly file: ShapeOf<typeof IMPORTED_FILE>
  readonly identity: { readonly actor: string; readonly correlationId: string }
  readonly listing?: Partial<Listing>
  /** For which contracts invoices were chosen to be: another choice makes another import of the same file. */
  readonly chosen?: string
  onProgress?(progress: ImportProgress): void
}
