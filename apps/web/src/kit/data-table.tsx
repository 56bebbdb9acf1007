import { Table, type TableColumnsType, type TableProps } from 'antd'
import { t } from 'i18next'
import type { ReactNode } from 'react'
import { Money } from '../money/money'
import type { Word } from '../words/word'
import { Nothing } from './states'

/** One column: the word of its head, and what of a row stands in it, in one of three ways. */
export interface Column<Row> {
  readonly word?: Word
  /** A head that is more than a word. */
  readonly title?: ReactNode
  readonly width?: number
  readonly fixed?: 'left'
  readonly className?: string
  readonly sorter?: (a: Row, b: Row) => number
  /** To the right, as numbers that are compared; money always is. */
  readonly right?: boolean
  readonly cell?: (row: Row, at: number) => ReactNode
  /** A day, a number, an identifier: digits of one width, on one line. */
  readonly number?: (row: Row) => ReactNode
  readonly money?: (row: Row) => string | null | undefined
  /** What stands below a head of several columns. */
  readonly below?: Columns<Row>
}

/** A column that only some see is `condition && { … }`. */
export type Columns<Row> = readonly (Column<Row> | false | undefined)[]

interface Passed<Row>
  extends Pick<TableProps<Row>, 'rowKey' | 'title' | 'summary' | 'expandable' | 'rowSelection' | 'className'> {
  readonly 'aria-busy'?: boolean
  readonly 'aria-label'?: string
}

/** Every list of the page: bordered, small, wider than its frame only inside itself, and with a word where it is empty. */
export function DataTable<Row extends object>({
  rows,
  columns,
  empty,
  pageSize,
  fits,
  ...passed
}: Passed<Row> & {
  rows: readonly Row[]
  columns: Columns<Row>
  /** The word for a list without rows. */
  empty?: Word
  /** Rows to a page, where the list comes whole; without it all are shown. */
  pageSize?: number
  /** It never needs more width than there is: true, or the width from which it scrolls. */
  fits?: boolean | number
}) {
  return (
    <Table<Row>
      size="small"
      bordered
      pagination={
        pageSize !== undefined && { defaultPageSize: pageSize, hideOnSinglePage: true, showSizeChanger: false }
      }
      scroll={fits === true ? undefined : { x: typeof fits === 'number' ? fits : 'max-content' }}
      locale={empty === undefined ? undefined : { emptyText: <Nothing what={t(empty)} /> }}
      dataSource={[...rows]}
      columns={drawn(columns)}
      {...passed}
    />
  )
}

function drawn<Row>(columns: Columns<Row>): TableColumnsType<Row> {
  return columns
    .filter((it) => it !== false && it !== undefined)
    .map((it) => {
      const { word, title = word === undefined ? '' : t(word), right, below, cell, number, money, ...looks } = it
      if (below) return { title, children: drawn(below) }
      const render = (_: unknown, row: Row, at: number) => shown(it, row, at)
      return { ...looks, title, render, align: right || money ? ('right' as const) : undefined }
    })
}

export function shown<Row>({ cell, number, money }: Column<Row>, row: Row, at: number): ReactNode {
  if (money) return <Money value={money(row)} />
  if (number) return <span className="number">{number(row)}</span>
  return cell?.(row, at)
}
