import { useState } from 'react'
import { readIn } from './cell'
import { compareTexts } from './cell-text'
import { type Column, type Columns, keyOf, there } from './list-columns'
import { usePageParams } from './loaded'

/** How a list is sorted, and how it is sorted otherwise: by a column's `key`, or undefined: as it came. */
interface Order {
  readonly by?: string
  readonly descending?: boolean
  readonly change: (by: string | undefined, descending: boolean) => void
}

/** A list of several pages that is sorted here: then all of its pages are asked for, for one page sorted by itself says what is not so. */
export interface Paging {
  /** All rows are there, and not a page of them. */
  readonly whole: boolean
  readonly want: (whole: boolean) => void
  /** Rows to a page. */
  readonly pageSize: number
}

/** How the service has sorted a list that comes by pages, and how it is asked to sort it otherwise: by the column's `sort`. */
export type Sorting = Order

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

/** A column as it stands in a list: below which head, by what it is known, and whether it is sorted by. */
export interface Leaf<Row> {
  readonly column: Column<Row>
  readonly key: string
  /** `ascending` or `descending` where the list is sorted by it; undefined where it is not; false: nothing to sort by. */
  readonly sorted: 'ascending' | 'descending' | undefined | false
  /** Rising first, then falling, then as it came. */
  readonly turn: () => void
}

/**
 * The columns of a list with what they are sorted by, and its rows in that order: by the service, where it sorts them; else by
 * what is read in the column, numbers by their size. Where nothing is read, in a column of buttons, there is nothing to sort by;
 * nor in a list of several pages of which not all can be had (`paged`: true).
 */
export function useOrdered<Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  { paged, sorting }: { readonly paged?: boolean | Paging; readonly sorting?: Sorting },
): { readonly leaves: readonly Leaf<Row>[]; readonly ordered: readonly Row[] } {
  const [own, setOwn] = useState<{ by?: string; descending: boolean }>({ descending: false })
  const paging = typeof paged === 'object' ? paged : undefined
  const change = (by: string | undefined, descending: boolean) => {
    setOwn({ by, descending })
    paging?.want(by !== undefined)
  }
  const order: Order = sorting ?? { ...own, change }
  const leafOf = (column: Column<Row>, above = ''): Leaf<Row> => {
    const key = sorting ? (column.sort ?? '') : `${above}${keyOf(column)}`
    const sortable = sorting
      ? column.sort !== undefined
      : paged !== true && (column.sorter || rows.some((it) => readIn(column, it) !== ''))
    const on = sortable && order.by === key
    return {
      column,
      key,
      sorted: !sortable ? false : !on ? undefined : order.descending ? 'descending' : 'ascending',
      turn: () => (on && order.descending ? order.change(undefined, false) : order.change(key, on)),
    }
  }
  const leaves = there(columns).flatMap((head) =>
    head.below ? there(head.below).map((it) => leafOf(it, `${keyOf(head)} `)) : [leafOf(head)],
  )
  const by = sorting || paging?.whole === false ? undefined : leaves.find((it) => it.sorted)
  return { leaves, ordered: by ? inOrder(rows, by.column, by.sorted === 'descending') : rows }
}

/** Rows that are alike in the column stay as they came, whichever way it is sorted. */
function inOrder<Row>(rows: readonly Row[], column: Column<Row>, descending: boolean): readonly Row[] {
  const way = descending ? -1 : 1
  if (column.sorter) {
    const { sorter } = column
    return [...rows].sort((a, b) => way * sorter(a, b))
  }
  return rows
    .map((row) => [readIn(column, row), row] as const)
    .sort(([a], [b]) => way * compareTexts(a, b))
    .map(([, row]) => row)
}
