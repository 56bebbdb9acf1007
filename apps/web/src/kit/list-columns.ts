import type { Key, ReactNode } from 'react'
import { useState } from 'react'
import { t, type Word } from '../words/word'
import { textOf } from './cell-text'

/** One column: the word of its head, and what of a row stands in it, in one of three ways. */
export interface Column<Row> {
  readonly word?: Word
  /** A head that is more than a word. */
  readonly title?: ReactNode
  /** By what it is known where it is chosen, if neither its word nor the service's name for it says that. */
  readonly key?: string
  /** What a head of more than a word is called in a list of columns. */
  readonly called?: string
  readonly width?: number
  readonly className?: string
  /** What is read in it, by which it is sorted and, at its place in the list, taken along, where that is not seen in what `cell` makes. */
  readonly reads?: (row: Row, at?: number) => string
  /** What the service calls it, where it sorts the list: what comes by pages only it can sort. */
  readonly sort?: string
  /** Not shown until somebody chooses it. */
  readonly away?: boolean
  /** Of a number or an amount: the place of the page that it leads to, or what pressing it does, and what stands beside it. */
  readonly to?: (row: Row) => string | undefined
  readonly press?: (row: Row) => (() => void) | undefined
  readonly beside?: (row: Row) => ReactNode
  /** To the right, as numbers that are compared; money always is. */
  readonly right?: boolean
  /** What is read in it is what it is sorted by: small parts without a state are called here, so that their words are seen. */
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
/** What is there of it. */
export const there = <Row>(columns: Columns<Row>): readonly Column<Row>[] =>
  columns.filter((it) => it !== false && it !== undefined)

/** What a column is called where it is chosen, and known by in what was chosen. */
export const nameOf = <Row>({ word, called, title }: Column<Row>): string =>
  called ?? (word === undefined ? textOf(title) : t(word))
/** By what a column is known in what is kept, and in what a list is sorted by. */
export const keyOf = <Row>(it: Column<Row>): string => it.key ?? it.sort ?? it.word ?? nameOf(it)

/** More columns than these are more than one looks at: which of them is chosen. */
const MANY = 6
/** By what the choice of a list without a name is kept: its place, and what its rows are named by. */
export function listName<Row>(place: string, columns: Columns<Row>): string | undefined {
  const all = there(columns)
  if (all.flatMap((it) => there(it.below ?? [it])).length <= MANY) return undefined
  return `${place.split('/')[1]}.${keyOf(all[0])}`
}

const KEPT = 'pilot-ledger.columns'

/** What was chosen in this browser, by list: columns shown or put away against what the list does by itself. */
function kept(list: string): Readonly<Record<string, boolean>> {
  try {
    return JSON.parse(localStorage.getItem(`${KEPT}.${list}`) ?? '{}')
  } catch {
    return {}
  }
}

/** The columns of a list that are shown; which ones is kept in the browser. The first always is: it names the row. */
export function useShownColumns<Row>(list: string | undefined, columns: Columns<Row>) {
  const [chosen, setChosen] = useState(() => (list === undefined ? {} : kept(list)))
  const all = there(columns)
  const shows = (it: Column<Row>, at: number) => at === 0 || (chosen[keyOf(it)] ?? !it.away)
  const choose = (changed: Readonly<Record<string, boolean>>) => {
    setChosen(changed)
    if (list !== undefined) localStorage.setItem(`${KEPT}.${list}`, JSON.stringify(changed))
  }
  return {
    shown: all.filter(shows),
    choices: all.flatMap((it, at) =>
      at === 0 || nameOf(it) === ''
        ? []
        : [
            {
              key: keyOf(it),
              name: nameOf(it),
              shown: shows(it, at),
              turn: (on: boolean) => choose({ ...chosen, [keyOf(it)]: on }),
            },
          ],
    ),
    asAtFirst: () => choose({}),
  }
}

/** The rows chosen in a list: what they add up to, what is taken along of them, and what is done to each. */
export function useChosen<Row>(keyOfRow: (row: Row) => Key, seen: readonly Row[] = []) {
  const [chosen, setChosen] = useState<ReadonlyMap<Key, Row>>(new Map())
  // What a row was when it was chosen may be over; one on another page is as it was seen there.
  const now = new Map(seen.map((it) => [keyOfRow(it), it]))
  return {
    rows: [...chosen].map(([key, row]) => now.get(key) ?? row),
    keys: [...chosen.keys()],
    clear: () => setChosen(new Map()),
    /** These are chosen no more. */
    leave: (rows: readonly Row[]) =>
      setChosen((before) => {
        const gone = new Set(rows.map(keyOfRow))
        return new Map([...before].filter(([key]) => !gone.has(key)))
      }),
    /** Those of another page stay chosen. */
    change: (keys: readonly Key[], rows: readonly (Row | undefined)[]) =>
      setChosen((before) => {
        const known = new Map([...before, ...rows.flatMap((it) => (it ? [[keyOfRow(it), it] as const] : []))])
        return new Map(keys.flatMap((key) => (known.has(key) ? [[key, known.get(key) as Row] as const] : [])))
      }),
  }
}
