import type { Bodies } from '../../api/ask'

export const COLUMNS = [
  'day',
  'credit',
  'debit',
  'amount',
  'direction',
  'balance',
  'counterparty',
  'counterpartyAccount',
  'reference',
  'purpose',
  'sheet',
] as const
type Columns = Partial<Record<(typeof COLUMNS)[number], string>>
export type Values = {
  account: string
  bank?: string
  holder?: string
  /** As typed: 收、贷 */
  creditWords?: string
  headingRow?: number | null
} & Columns
type ColumnMap = Bodies['POST /api/platforms/{id}/reconciliation/column-maps']['columnMap']

/** A ready map as it is typed. */
export function typedMap(map: Readonly<Record<string, unknown>>): Partial<Values> {
  const named = COLUMNS.map((it) => [it, typeof map[it] === 'string' ? map[it] : undefined])
  const words = Array.isArray(map.creditWords)
    ? { creditWords: map.creditWords.join('、') }
    : { creditWords: undefined }
  return { ...Object.fromEntries(named), ...words, headingRow: undefined }
}

/**
 * What is typed as the map to send; undefined while no day column is named: then the account has none yet. An amount beside a
 * column that says which way has no signs of its own.
 */
export function mapOf({ creditWords = '', headingRow, ...values }: Omit<Values, 'account'>): ColumnMap | undefined {
  const named = COLUMNS.flatMap((it) => (values[it]?.trim() ? [[it, values[it]?.trim()]] : []))
  if (!values.day?.trim()) return undefined
  const words = creditWords.split(/[\s、,，;；/]+/).filter((it) => it !== '')
  const directed = values.direction?.trim() ? { creditWords: words } : { plusMeans: 'credit' }
  const way = values.amount?.trim() ? directed : {}
  return { ...Object.fromEntries(named), ...way, ...(headingRow ? { headingRow } : {}) } as ColumnMap
}
