import { Table, type TableColumnsType, type TableProps } from 'antd'
import { type ComponentRef, type Key, type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { t, type Word, wordIn } from '../words/word'
import { Cards } from './cards'
import { readIn, shown } from './cell'
import { compareTexts } from './cell-text'
import { Defined } from './defined'
import { type Column, type Columns, listName, there, useChosen, useShownColumns } from './list-columns'
import { type Acts, ListTools, type Sums } from './list-tools'
import { usePageParams } from './loaded'
import { momentText } from './moment'
import { Nothing } from './page'

export type { Column, Columns } from './list-columns'

interface Passed<Row> extends Pick<TableProps<Row>, 'rowKey' | 'title' | 'expandable' | 'rowSelection' | 'className'> {
  readonly 'aria-busy'?: boolean
  readonly 'aria-label'?: string
}

/** How the service has sorted a list that comes by pages, and how it is asked to sort it otherwise. */
export interface Sorting {
  /** The column's `sort`; undefined: as the service has them by itself. */
  readonly by?: string
  readonly descending?: boolean
  readonly change: (by: string | undefined, descending: boolean) => void
}

/** In the address, so that a link that is sent shows the same: what the service is asked to sort by, and the list's part of it. */
export function useSorting(): readonly [sort: string | undefined, sorting: Sorting] {
  const [{ sort }, choose] = usePageParams('sort')
  return [
    sort,
    {
      by: sort?.replace('-', ''),
      descending: sort?.startsWith('-'),
      change: (by, descending) => choose({ sort: by && `${descending ? '-' : ''}${by}` }),
    },
  ]
}

/**
 * Every list of the page: bordered, small, wider than its frame only inside itself, its head and its first column in sight,
 * sorted by any column, on a phone a card for each row, and with a word where it is empty. Where there are many columns, or it
 * has a `name`, its columns are chosen, and the choice is kept; with `choosing` its rows are.
 */
export function DataTable<Row extends object>({
  rows,
  columns: given,
  empty,
  foot,
  pageSize,
  fits,
  waiting,
  name,
  choosing,
  paged,
  sorting,
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
  /** By which the columns chosen for it are kept in the browser; a list of many columns has one by itself. */
  name?: string
  /** Rows can be chosen, and what they add up to is said; `acts` does something to each of them (`ForChosen`). */
  choosing?: { readonly sums?: Sums<Row>; readonly acts?: Acts<Row> }
  /** It comes by pages: one page sorted by itself would say what is not so. */
  paged?: boolean
  sorting?: Sorting
}) {
  const { pathname } = useLocation()
  const list = name ?? listName(pathname, given)
  const columns = useShownColumns(list, given)
  const keyOf = (row: Row, at = 0): Key =>
    typeof passed.rowKey === 'function' ? passed.rowKey(row, at) : (row[passed.rowKey as keyof Row] as Key)
  const chosen = useChosen<Row>(keyOf, rows)
  const narrow = isNarrow()
  const table = useReachedByKeyboard()
  if (!rows) return waiting
  const tools = list !== undefined && (
    <ListTools
      name={list}
      columns={columns}
      chosen={choosing && chosen}
      sums={choosing?.sums}
      acts={choosing?.acts}
      all={() => chosen.change([...new Set([...chosen.keys, ...rows.map((it) => keyOf(it))])], rows)}
    />
  )
  if (narrow && !passed.expandable && !passed.rowSelection && !there(given).some((it) => it.below)) {
    const turn = (row: Row, on: boolean) =>
      chosen.change(on ? [...chosen.keys, keyOf(row)] : chosen.keys.filter((it) => it !== keyOf(row)), [row])
    return (
      <>
        {tools}
        <Cards
          rows={rows}
          columns={columns.shown}
          keyOf={keyOf}
          empty={empty}
          foot={rows.length > 0 ? foot : []}
          chosen={choosing && { keys: chosen.keys, turn }}
          label={passed['aria-label']}
        />
      </>
    )
  }
  return (
    <>
      {tools}
      <Table<Row>
        ref={table}
        size="small"
        bordered
        pagination={
          pageSize !== undefined && { defaultPageSize: pageSize, hideOnSinglePage: true, showSizeChanger: false }
        }
        scroll={fits === true ? undefined : { x: typeof fits === 'number' ? fits : 'max-content' }}
        locale={empty === undefined ? undefined : { emptyText: <Nothing what={t(empty)} /> }}
        dataSource={[...rows]}
        columns={drawn(columns.shown, { fixed: fits !== true && !passed.expandable, paged, sorting, rows })}
        showSorterTooltip={false}
        onChange={(_pages, _filters, sorter) => {
          const { columnKey, order } = Array.isArray(sorter) ? sorter[0] : sorter
          sorting?.change(order ? String(columnKey) : undefined, order === 'descend')
        }}
        rowSelection={
          choosing && {
            fixed: true,
            // Its box stands twice, once where nobody sees it and the keyboard still comes.
            hideSelectAll: true,
            preserveSelectedRowKeys: true,
            selectedRowKeys: chosen.keys,
            onChange: (keys, of) => chosen.change(keys, of),
          }
        }
        summary={
          foot && rows.length > 0
            ? () => <Foot lines={foot} columns={columns.shown} before={choosing ? 1 : 0} />
            : undefined
        }
        {...passed}
      />
    </>
  )
}

/** A long table scrolls inside itself: where none of its cells is a stop for the keyboard, its frame is one. */
function useReachedByKeyboard() {
  const table = useRef<ComponentRef<typeof Table>>(null)
  // Whatever was drawn: another list has other cells, and another height.
  useEffect(() => {
    const frame = table.current?.nativeElement.querySelector<HTMLElement>('.ant-table-content')
    if (!frame) return
    const seen = new ResizeObserver(() => {
      const scrolls = frame.scrollHeight > frame.clientHeight || frame.scrollWidth > frame.clientWidth
      if (scrolls && !frame.querySelector('a, button, input, [tabindex]')) frame.tabIndex = 0
      else frame.removeAttribute('tabindex')
    })
    for (const it of [frame, ...frame.children]) seen.observe(it)
    return () => seen.disconnect()
  })
  return table
}

function Foot<Row>({
  lines,
  columns,
  before,
}: {
  lines: readonly ReactNode[]
  columns: Columns<Row>
  /** Columns before the first: that in which rows are chosen. */
  before: number
}) {
  const each = there(columns).flatMap((it) => there(it.below ?? [it]))
  const first = each.findIndex((it) => it.foot)
  const until = first < 0 ? each.length : first
  return (
    <Table.Summary>
      {lines.map((name, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their line
        <Table.Summary.Row key={line} className="total">
          <Table.Summary.Cell index={0} colSpan={before + until}>
            {name}
          </Table.Summary.Cell>
          {each.slice(until).map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <Table.Summary.Cell key={at} index={before + until + at} align="right">
              {it.foot?.(line)}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      ))}
    </Table.Summary>
  )
}

interface Drawing<Row> {
  readonly rows: readonly Row[]
  /** The first column stays in sight. */
  readonly fixed: boolean
  readonly paged?: boolean
  readonly sorting?: Sorting
}

function drawn<Row>(columns: readonly Column<Row>[], drawing: Drawing<Row>): TableColumnsType<Row> {
  return columns.map((it, at) => {
    const {
      word,
      title = word === undefined ? '' : <Defined text={t(word)} reached={false} />,
      right,
      below,
      cell,
      number,
      money,
      foot,
      sort,
      away,
      called,
      reads,
      ...looks
    } = it
    if (below) return { title, children: drawn(there(below), { ...drawing, fixed: false }) }
    const render = (_: unknown, row: Row, line: number) => shown(it, row, line)
    const fixed = drawing.fixed && at === 0 ? ('left' as const) : looks.fixed
    return { ...looks, fixed, title, render, align: right || money ? 'right' : undefined, ...sorted(it, drawing) }
  })
}

/**
 * By the service, where the list comes by pages; else by what is read in the column, numbers by their size. Where nothing is
 * read, in a column of buttons, there is nothing to sort by.
 */
function sorted<Row>(it: Column<Row>, { paged, sorting, rows }: Drawing<Row>) {
  if (sorting) {
    if (it.sort === undefined) return {}
    const order = sorting.by !== it.sort ? null : sorting.descending ? ('descend' as const) : ('ascend' as const)
    return { key: it.sort, sorter: true, sortOrder: order }
  }
  if (paged || it.sorter) return {}
  if (!rows.some((row) => readIn(it, row) !== '')) return {}
  return { sorter: (a: Row, b: Row) => compareTexts(readIn(it, a), readIn(it, b)) }
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
  const all = there(columns)
  const side = ({ right, money }: Column<Row>) => (right || money ? 'right' : undefined)
  return (
    <Scrolled label={label}>
      <table className={`changed ${className}`}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {all.map((it, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <th key={at} scope="col" className={side(it)}>
                {it.word === undefined ? it.title : <Defined text={t(it.word)} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={keyOf(row)}>
              {all.map((it, at) => {
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
              <th scope="row" colSpan={all.length - 1}>
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
export const contractColumn = (platform?: string, asOf?: string) =>
  ({
    word: 'figure.contract',
    width: 150,
    cell: (entry: Parameters<typeof EntryLink>[0]['entry']) => EntryLink({ entry, platform, asOf }),
  }) as const

/** To where an entry is recorded: its contract, opened at it, or the register of the platform. */
export function EntryLink({
  entry: { engagement, entryId, contractNo },
  platform,
  asOf,
}: {
  entry: { readonly engagement?: string; readonly entryId: string; readonly contractNo?: string }
  platform?: string
  /** The moment looked at: what is opened is seen as of it too. */
  asOf?: string
}) {
  const then = asOf === undefined ? '' : `&asOf=${encodeURIComponent(asOf)}`
  if (engagement !== undefined)
    return <Link to={`/contracts/${engagement}?entry=${entryId}${then}`}>{contractNo ?? engagement}</Link>
  return platform === undefined ? t('page.register') : <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
}

/** A phone in the hand: then a table shows less beside each other and more under each other. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 640px)').matches
}
