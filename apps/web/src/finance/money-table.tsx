import { Table, Tag } from 'antd'
import { t } from 'i18next'
import type { ReactNode } from 'react'
import { type Columns, DataTable } from '../kit/data-table'
import { fenOf, remainder, sumOf, sumOfRows } from '../money/amount'
import { Money, useUnit } from '../money/money'

export interface MoneyRow {
  readonly key: string
  readonly name: string
  readonly values: Readonly<Record<string, string | null>>
}
export interface MoneyColumn {
  readonly code: string
  readonly title: string
  /** The ledger's own total, asked apart from the rows: the two must agree. */
  readonly total?: string | null
}

/**
 * Amounts in rows, the sum of the rows under them, and under that the ledger's own total with the word whether it ties. In
 * 万元 the rounding remainder has a line of its own: rows are never adjusted.
 */
export function MoneyTable({
  rows,
  columns,
  head,
  cell,
}: {
  rows: readonly MoneyRow[]
  columns: readonly MoneyColumn[]
  head: string
  cell: (row: MoneyRow, code: string) => ReactNode
}) {
  const { unit } = useUnit()
  const amounts = (code: string) => rows.map((it) => it.values[code]).filter((it) => typeof it === 'string')
  const table: Columns<MoneyRow> = [
    { title: head, fixed: 'left', width: 220, cell: (it) => it.name },
    ...columns.map(({ code, title }) => ({ title, right: true, width: 130, cell: (it: MoneyRow) => cell(it, code) })),
  ]
  const line = (word: string, value: (column: MoneyColumn) => ReactNode) => (
    <Table.Summary.Row className="total">
      <Table.Summary.Cell index={0}>{word}</Table.Summary.Cell>
      {columns.map((it, i) => (
        <Table.Summary.Cell key={it.code} index={i + 1} align="right">
          {value(it)}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
  const remainders = columns.map(({ code }) => (unit === 'wan' ? remainder(amounts(code)) : undefined))
  return (
    <DataTable
      rowKey="key"
      columns={table}
      rows={rows}
      pageSize={50}
      empty="money.none"
      summary={() => (
        <Table.Summary>
          {line(t('money.rowsTotal'), ({ code }) => (
            <Money value={sumOfRows(rows.map((it) => it.values[code]))} />
          ))}
          {remainders.some((it) => it !== undefined) &&
            line(t('remainder'), ({ code }) => (
              <span className="number">{unit === 'wan' ? (remainder(amounts(code)) ?? '0.00') : ''}</span>
            ))}
          {columns.some((it) => it.total !== undefined) &&
            line(t('money.ledgerTotal'), ({ code, total }) =>
              typeof total === 'string' ? (
                <>
                  <Money value={total} />{' '}
                  {fenOf(total) === fenOf(sumOf(amounts(code))) ? (
                    <Tag color="green">{t('money.ties')}</Tag>
                  ) : (
                    <Tag color="red">{t('money.differs')}</Tag>
                  )}
                </>
              ) : (
                ''
              ),
            )}
        </Table.Summary>
      )}
    />
  )
}
