import { Pagination } from 'antd'
import { type Key, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { t, type Word, wordIn } from '../words/word'
import { CardOrder, Cards } from './cards'
import { classOf, useCells } from './cell'
import type { Choosing } from './choice-box'
import { Defined } from './defined'
import { type Columns, listName, there, useChosen, useShownColumns } from './list-columns'
import { type Acts, ListTools, type Sums } from './list-tools'
import { momentText } from './moment'
import { type Opens, RowsTable } from './rows-table'
import { type Paging, useOrdered } from './sorting'

export type { Column, Columns } from './list-columns'
export { useSort } from './sorting'

/**
 * Every list of the page: bordered, small, wider than its frame only inside itself, its head and its first column in sight,
 * sorted by any column, on a phone a card for each row, and with a word where it is empty. Where there are many columns, or it
 * has a `name`, its columns are chosen, and the choice is kept; with `choosing` its rows are.
 */
export function DataTable<Row extends object>({
  rows,
  columns: given,
  rowKey,
  waiting,
  name,
  choosing,
  boxes,
  busy,
  seen: seenBy,
  pageSize,
  paged,
  sorts,
  ...looks
}: {
  /** Undefined while they have not come: then `waiting` stands there. */
  rows: readonly Row[] | undefined
  /** The part of a row that no other has. */
  rowKey: keyof Row | ((row: Row, at: number) => Key)
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
  /** Rows are chosen, and what is done with them is the caller's. */
  boxes?: Choosing<Row>
  /** It comes by pages (`usePaged`). */
  paged?: Paging
  /** The service sorts it by the columns that have a `sort` (`useSort`). */
  sorts?: boolean
  opens?: Opens<Row>
  /** Above it, inside its frame. */
  title?: ReactNode
  label?: string
  /** What stands there is of before. */
  busy?: boolean
  /** The rows of the page that is seen are put here: of a list turned here, what a person sees is not all of it. */
  seen?: RefObject<readonly Row[]>
}) {
  const { pathname } = useLocation()
  const list = name ?? listName(pathname, given)
  const columns = useShownColumns(list, given)
  const keyOf = (row: Row, at = 0): Key => (typeof rowKey === 'function' ? rowKey(row, at) : (row[rowKey] as Key))
  const chosen = useChosen<Row>(keyOf, rows)
  const narrow = isNarrow()
  const own = useRef<readonly Row[]>([])
  const seen = seenBy ?? own
  const { leaves, ordered, comes, order } = useOrdered(rows ?? [], columns.shown, { paged, sorts })
  const { from, onPage, turns } = useTurned(
    ordered,
    pageSize ?? (paged?.whole ? paged.pageSize : undefined),
    `${order} ${paged?.of}`,
  )
  useEffect(() => {
    seen.current = onPage
  })
  if (!rows) return waiting
  const asCards = narrow && !looks.opens && !boxes && !there(given).some((it) => it.below)
  const tools = list !== undefined && (
    <ListTools
      name={list}
      columns={columns}
      chosen={choosing && chosen}
      sums={choosing?.sums}
      acts={choosing?.acts}
      all={() => {
        chosen.change([...new Set([...chosen.keys, ...onPage.map((it) => keyOf(it))])], onPage)
      }}
    />
  )
  const how = { rows: onPage, from, columns: columns.shown, keyOf, choosing: choosing ? chosen : boxes }
  return (
    <>
      {tools}
      {asCards ? (
        <>
          {rows.length > 1 && <CardOrder leaves={leaves} />}
          <Cards {...how} {...looks} />
        </>
      ) : (
        <RowsTable {...how} {...looks} leaves={leaves} busy={busy} comes={comes} />
      )}
      {turns}
    </>
  )
}

/** A list that is here is seen by pages: those of the page that is turned to, and what turns it; of another question or in another order from the first. */
function useTurned<Row>(rows: readonly Row[], pageSize: number | undefined, of: string) {
  const [turned, turn] = useState({ of, to: 1 })
  const pages = pageSize === undefined ? 1 : Math.max(1, Math.ceil(rows.length / pageSize))
  const page = turned.of === of ? Math.min(turned.to, pages) : 1
  const from = pageSize === undefined ? 0 : (page - 1) * pageSize
  const turns = pages > 1 && (
    <Pagination
      size="small"
      align="end"
      className="rows-pages"
      current={page}
      pageSize={pageSize}
      total={rows.length}
      showSizeChanger={false}
      onChange={(to) => turn({ of, to })}
    />
  )
  return { from, onPage: pageSize === undefined ? rows : rows.slice(from, from + pageSize), turns }
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
  const shown = useCells()
  return (
    <Scrolled label={label}>
      <table className={`changed ${className}`}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {all.map((it, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <th key={at} scope="col" className={classOf(it)}>
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
                  <Cell key={at} scope={at === 0 ? 'row' : undefined} className={classOf(it)}>
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
