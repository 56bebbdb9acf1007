import { Table, type TableColumnsType, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '../money/money'
import { t, type Word, wordIn } from '../words/word'
import { momentText } from './moment'
import { Nothing } from './page'

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
  /** What stands under it in a line of totals; the first lines of the list's `foot` name them. */
  readonly foot?: (line: number) => ReactNode
  /** What stands below a head of several columns. */
  readonly below?: Columns<Row>
}

/** A column that only some see is `condition && { … }`. */
export type Columns<Row> = readonly (Column<Row> | false | undefined)[]

interface Passed<Row> extends Pick<TableProps<Row>, 'rowKey' | 'title' | 'expandable' | 'rowSelection' | 'className'> {
  readonly 'aria-busy'?: boolean
  readonly 'aria-label'?: string
}

/** Every list of the page: bordered, small, wider than its frame only inside itself, and with a word where it is empty. */
export function DataTable<Row extends object>({
  rows,
  columns,
  empty,
  foot,
  pageSize,
  fits,
  waiting,
  ...passed
}: Passed<Row> & {
  /** Undefined while they have not come: then `waiting` stands there. */
  rows: readonly Row[] | undefined
  waiting?: ReactNode
  columns: Columns<Row>
  /** The names of the lines under the rows; what stands in them the columns say. */
  foot?: readonly ReactNode[]
  /** The word for a list without rows. */
  empty?: Word
  /** Rows to a page, where the list comes whole; without it all are shown. */
  pageSize?: number
  /** It never needs more width than there is: true, or the width from which it scrolls. */
  fits?: boolean | number
}) {
  if (!rows) return waiting
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
      summary={foot && rows.length > 0 ? () => <Foot lines={foot} columns={columns} /> : undefined}
      {...passed}
    />
  )
}

function Foot<Row>({ lines, columns }: { lines: readonly ReactNode[]; columns: Columns<Row> }) {
  const there = columns.flatMap((it) => (it ? (it.below ?? it) : [])).filter((it) => it !== false && it !== undefined)
  const first = there.findIndex((it) => it.foot)
  return (
    <Table.Summary>
      {lines.map((name, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their line
        <Table.Summary.Row key={line} className="total">
          <Table.Summary.Cell index={0} colSpan={first}>
            {name}
          </Table.Summary.Cell>
          {there.slice(first).map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <Table.Summary.Cell key={at} index={first + at} align="right">
              {it.foot?.(line)}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      ))}
    </Table.Summary>
  )
}

function drawn<Row>(columns: Columns<Row>): TableColumnsType<Row> {
  return columns
    .filter((it) => it !== false && it !== undefined)
    .map((it) => {
      const { word, title = word === undefined ? '' : t(word), right, below, cell, number, money, foot, ...looks } = it
      if (below) return { title, children: drawn(below) }
      const render = (_: unknown, row: Row, at: number) => shown(it, row, at)
      return { ...looks, title, render, align: right || money ? ('right' as const) : undefined }
    })
}

function shown<Row>({ cell, number, money }: Column<Row>, row: Row, at: number): ReactNode {
  if (money) return <Money value={money(row)} />
  if (number) return <span className="number">{number(row)}</span>
  return cell?.(row, at)
}

/** A small table of a sheet, the first column naming its rows; wider than its frame only inside itself. */
export function PlainTable<Row>({
  label,
  rows,
  keyOf,
  columns,
  caption,
  className = '',
  total,
}: {
  label: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  columns: Columns<Row>
  caption?: string
  className?: string
  /** The last line: what it is the sum of, and the sum in the last column. */
  total?: { readonly word: Word; readonly value: ReactNode }
}) {
  const there = columns.filter((it) => it !== false && it !== undefined)
  const side = ({ right, money }: (typeof there)[number]) => (right || money ? 'right' : undefined)
  return (
    <Scrolled label={label}>
      <table className={`changed ${className}`}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {there.map((it, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <th key={at} scope="col" className={side(it)}>
                {it.word === undefined ? it.title : t(it.word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={keyOf(row)}>
              {there.map((it, at) => {
                const Cell = at === 0 ? 'th' : 'td'
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
                  <Cell key={at} scope={at === 0 ? 'row' : undefined} className={side(it)}>
                    {shown(it, row, line)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr className="total">
              <th scope="row" colSpan={there.length - 1}>
                {t(total.word)}
              </th>
              <td className="right">
                <strong>{total.value}</strong>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </Scrolled>
  )
}

/** A table without links that may be wider than the screen: reached and scrolled with the keyboard too. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the stop nobody could scroll it with the keyboard
    <section className="scrolled" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

/** The columns that lists of entries have in common. */
export const SEQUENCE = {
  word: 'figure.sequence',
  right: true,
  width: 80,
  cell: (it: { readonly sequence: number }) => it.sequence,
} as const
export const DATE = { word: 'figure.date', width: 100, number: (it: { readonly date: string }) => it.date } as const
export const WHAT = {
  word: 'figure.what',
  width: 140,
  cell: (it: { readonly type: string }) => t(wordIn('entry', it.type)),
} as const
export const RECORDED = {
  word: 'figure.recorded',
  width: 230,
  number: (it: { readonly recordedAt: string; readonly actor: string }) => `${momentText(it.recordedAt)} ${it.actor}`,
} as const
/** To the entry on its contract, or to the register of the platform. */
export const contractColumn = (platform?: string) =>
  ({
    word: 'figure.contract',
    width: 150,
    cell: (it: Parameters<typeof EntryLink>[0]['entry']) => <EntryLink entry={it} platform={platform} />,
  }) as const

/** To where an entry is recorded: its contract, opened at it, or the register of the platform. */
export function EntryLink({
  entry: { engagement, entryId, contractNo },
  platform,
}: {
  entry: { readonly engagement?: string; readonly entryId: string; readonly contractNo?: string }
  platform?: string
}) {
  if (engagement !== undefined)
    return <Link to={`/contracts/${engagement}?entry=${entryId}`}>{contractNo ?? engagement}</Link>
  return platform === undefined ? t('page.register') : <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
}

/** A phone in the hand: then a table shows less beside each other and more under each other. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 640px)').matches
}
