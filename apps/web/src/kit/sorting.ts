import { useEffect, useMemo } from 'react'
import { readIn } from './cell'
import { compareKeys, isNothing, sortKeyOf } from './cell-text'
import { type Column, type Columns, keyOf, nameOf, there } from './list-columns'
import { usePageParams } from './loaded'

/** A list of several pages of which the service sorts only some columns: by another, all of its pages are asked for, for one page sorted by itself says what is not so. */
export interface Paging {
  /** All rows are there, and not a page of them. */
  readonly whole: boolean
  readonly want: (whole: boolean) => void
  /** They do not come. */
  readonly failed: boolean
  /** What is asked for: of another question another list. */
  readonly of: string
  /** Rows to a page. */
  readonly pageSize: number
}

/** What the service is asked to sort a list by: in the address, so that a link that is sent shows the same. */
export const useSort = (): string | undefined => usePageParams('sort')[0].sort

/** Names that come later come in one of these. */
const LOOKED_AT = 100

/** A column as it stands in a list: below which head, by what it is known, and whether it is sorted by. */
export interface Leaf<Row> {
  readonly column: Column<Row>
  readonly key: string
  /** `ascending` or `descending` where the list is sorted by it; undefined where it is not; false: nothing to sort by. */
  readonly sorted: Way | undefined | false
  /** It is sorted by it, or, by neither way, stands as it came. */
  readonly sort: (way: Way | undefined) => void
}

export type Way = 'ascending' | 'descending'

/**
 * The columns of a list with what they are sorted by, and its rows in that order: by the service, where it sorts them (`sorts`,
 * by the column's `sort`); else here by what is read in the column, numbers by their size. What it is sorted by stands in the
 * address. Where nothing is read, in a column of buttons, or no head says what it is, there is nothing to sort by.
 */
export function useOrdered<Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  { paged, sorts = false }: { readonly paged?: Paging; readonly sorts?: boolean },
): {
  readonly leaves: readonly Leaf<Row>[]
  readonly ordered: readonly Row[]
  /** It is asked for in an order in which it has not come yet. */
  readonly comes: boolean
  /** As it stands in the address, where it is made here. */
  readonly order: string | undefined
} {
  const flat = there(columns).flatMap((head) =>
    head.below
      ? there(head.below).map((it) => [it, `${keyOf(head)} ${keyOf(it)}`] as const)
      : [[head, keyOf(head)] as const],
  )
  // By its first column: two lists of one place are sorted apart.
  const own = `order.${flat[0]?.[1]}`
  const [{ sort, [own]: order }, choose] = usePageParams('sort', own)
  const leaves = flat.map(([column, here]): Leaf<Row> => {
    const ofService = sorts && column.sort !== undefined
    const key = ofService ? (column.sort as string) : here
    const asked = ofService ? order === undefined && sort : order
    const [rising, falling] = [asked === key, asked === `-${key}`]
    // What the address asks for may be empty on the page at hand, and not on others.
    const isRead = () => rising || falling || rows.some((it) => readIn(column, it) !== '')
    const sortable = ofService || (nameOf(column) !== '' && isRead())
    return {
      column,
      key,
      sorted: !sortable ? false : rising ? 'ascending' : falling ? 'descending' : undefined,
      sort: (way) => {
        const by = way && `${way === 'descending' ? '-' : ''}${key}`
        choose(ofService ? { sort: by, [own]: undefined } : { [own]: by, ...(sorts && { sort: undefined }) })
      },
    }
  })
  const by = leaves.find((it) => it.sorted && !(sorts && it.column.sort !== undefined))
  const want = paged?.want
  const isAsked = by !== undefined
  useEffect(() => want?.(isAsked), [want, isAsked])
  const sorted = paged && !paged.whole ? undefined : by?.sorted
  // What is read changes with the language, and when names come: then in one of the first rows, too.
  const read =
    by &&
    rows
      .slice(0, LOOKED_AT)
      .map((it) => readIn(by.column, it))
      .join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns are made anew each time; what is read in a row is not
  const ordered = useMemo(
    () => (by && sorted ? inOrder(rows, by.column, sorted === 'descending') : rows),
    [rows, by?.key, sorted, read],
  )
  return { leaves, ordered, comes: isAsked && sorted === undefined && !paged?.failed, order }
}

/** Rows that are alike in the column stay as they came, and those with nothing in it come last, whichever way it is sorted. */
function inOrder<Row>(rows: readonly Row[], column: Column<Row>, descending: boolean): readonly Row[] {
  const read = rows.map((row) => [sortKeyOf(readIn(column, row)), row] as const)
  const way = descending ? -1 : 1
  const ordered = read.filter(([it]) => !isNothing(it.text)).sort(([a], [b]) => way * compareKeys(a, b))
  return [...ordered, ...read.filter(([it]) => isNothing(it.text))].map(([, row]) => row)
}
