export type TaxBasis = 'inclusive' | 'exclusive'

/** One thing that a figure is made of. */
export interface Row {
  /** Of the entry that says so, in the log. */
  readonly index: number
  readonly what: string
  readonly day: string
  /** Counted once, however many rows name it. */
  readonly key?: string
  /** As `key`: one legal person, a branch with its head office. */
  readonly party?: string
  readonly fen?: bigint
  readonly taxBasis?: TaxBasis
}

export interface Figure {
  readonly version: number
  readonly zh: string
  readonly en: string
  readonly unit: 'CNY' | 'count'
  /** rows: how many. keys, parties: how many different ones. sum: fen. sumByTax: fen, tax bases never added (H12). */
  readonly measure: 'rows' | 'keys' | 'parties' | 'sum' | 'sumByTax'
}

/** By tax basis where both stand there. */
export type Value = string | { readonly exclusive: string; readonly inclusive: string }

export const fenOf = (rows: readonly Row[]) => rows.reduce((sum, it) => sum + (it.fen ?? 0n), 0n)

export function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** What rows come to. `person`: who a party of a row is. */
export function worth({ measure }: Figure, rows: readonly Row[], person: (row: Row) => string): Value {
  switch (measure) {
    case 'rows':
      return String(rows.length)
    case 'keys':
      return String(new Set(rows.map((it) => it.key)).size)
    case 'parties':
      return String(new Set(rows.map(person)).size)
    case 'sum':
      return yuan(fenOf(rows))
    case 'sumByTax': {
      const of = (basis: TaxBasis) => rows.filter((it) => it.taxBasis === basis)
      const [inclusive, exclusive] = [of('inclusive'), of('exclusive')]
      if (inclusive.length === 0 || exclusive.length === 0) return yuan(fenOf(rows))
      return { exclusive: yuan(fenOf(exclusive)), inclusive: yuan(fenOf(inclusive)) }
    }
  }
}
