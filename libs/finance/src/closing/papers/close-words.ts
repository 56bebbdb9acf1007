import { GLOSSARY } from '@pilot-ledger/kernel'
import type { ColumnName, TaxBasis } from '../../domain/bridge'

/** What a line of a close's sheet is about. */
export interface Item {
  readonly column: ColumnName
  readonly taxBasis: TaxBasis
}

export const COLUMN_ZH: Readonly<Record<string, string>> = {
  contractAmount: '合同额',
  invoiced: '开票',
  received: '到账',
  outstanding: GLOSSARY.receivable.zh,
  advances: GLOSSARY.advance.zh,
  notYetInvoiced: GLOSSARY.notYetInvoiced.zh,
  currentAmount: GLOSSARY.newContracts.zh,
}
export const PART_ZH: Readonly<Record<string, string>> = {
  opening: '期初',
  closing: '期末',
  signed: '签订',
  amended: '变更',
  amendedAfter: '期后变更',
  invoiced: '开票',
  reversed: '红冲',
  received: '到账',
  refunded: '退款',
  reclassified: '重分类',
}
export const TAX_ZH: Readonly<Record<string, string>> = { inclusive: '含税', exclusive: '不含税' }

/** It belongs to its window: it opens with nothing and is carried nowhere. */
export const isFlow = (column: string) => column === 'currentAmount'

export const itemOf = ({ column, taxBasis }: Item) => `${COLUMN_ZH[column]}（${TAX_ZH[taxBasis]}）`
