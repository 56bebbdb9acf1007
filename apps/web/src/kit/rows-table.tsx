import { type Key, type ReactNode, useEffect, useRef, useState } from 'react'
import { t, type Word } from '../words/word'
import { classOf, useCells } from './cell'
import { ChoiceBox, type Choosing } from './choice-box'
import { Defined } from './defined'
import { type Column, type Columns, there } from './list-columns'
import { Nothing } from './page'
import type { Leaf, Way } from './sorting'

/** A row opened below itself. */
export type Opens<Row> = (row: Row) => ReactNode

/**
 * The browser's own table, because a list of a thousand cells is drawn in a quarter of the time that a library's takes for it:
 * bordered, wider than its frame only inside itself, its head and its first column in sight, sorted at its heads.
 */
export function RowsTable<Row>({
  rows,
  from,
  columns,
  leaves,
  keyOf,
  empty,
  foot,
  fits,
  choosing,
  opens,
  title,
  label,
  busy,
  comes,
}: {
  /** Those that are seen, in their order. */
  rows: readonly Row[]
  /** How many come before them. */
  from: number
  /** Those that are shown. */
  columns: Columns<Row>
  leaves: readonly Leaf<Row>[]
  keyOf: (row: Row, at: number) => Key
  empty?: Word
  foot?: readonly ReactNode[]
  fits?: boolean | number
  choosing?: Choosing<Row>
  opens?: Opens<Row>
  title?: ReactNode
  label?: string
  busy?: boolean
  /** Sorted, as its head says, it is when all of it has come. */
  comes: boolean
}) {
  const frame = useReachedByKeyboard()
  const shown = useCells()
  const [opened, setOpened] = useState<ReadonlySet<Key>>(new Set())
  const before = (choosing ? 1 : 0) + (opens ? 1 : 0)
  const stays = fits !== true && !opens
  const open = (key: Key) =>
    setOpened((now) => new Set(now.has(key) ? [...now].filter((it) => it !== key) : [...now, key]))
  return (
    <div
      className={`rows-table${stays ? ' stays' : ''}${choosing ? ' chosen-from' : ''}${comes ? ' comes' : ''}`}
      aria-busy={busy || comes}
    >
      {comes && (
        <p className="rows-coming" role="status">
          {t('list.comes')}
        </p>
      )}
      {title !== undefined && <div className="rows-title">{title}</div>}
      <div className="rows-frame" ref={frame}>
        <table aria-label={label} style={widthOf(fits)}>
          <colgroup>
            {choosing && <col style={{ width: 36 }} />}
            {opens && <col style={{ width: 40 }} />}
            {leaves.map(({ column, key }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order, and two may be known by one word
              <col key={`${key} ${at}`} style={{ width: column.width }} />
            ))}
          </colgroup>
          <Head columns={columns} leaves={leaves} before={before} />
          <tbody>
            {rows.length === 0 && (
              <tr>
                <td colSpan={before + leaves.length}>
                  <Nothing what={t(empty ?? 'list.nothing')} />
                </td>
              </tr>
            )}
            {rows.map((row, line) => {
              const key = keyOf(row, from + line)
              const chosen = choosing?.keys.includes(key)
              const isOpen = opened.has(key)
              return [
                <tr key={key} data-row-key={key} className={chosen ? 'chosen' : undefined}>
                  {choosing && (
                    <td className="choice">
                      <ChoiceBox choosing={choosing} row={row} of={key} />
                    </td>
                  )}
                  {opens && (
                    <td className="choice">
                      <button
                        type="button"
                        className="opens"
                        aria-expanded={isOpen}
                        aria-label={t(isOpen ? 'list.close' : 'list.open')}
                        onClick={() => open(key)}
                      >
                        {isOpen ? '−' : '+'}
                      </button>
                    </td>
                  )}
                  {leaves.map(({ column }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
                    <td key={at} className={classOf(column)}>
                      {shown(column, row, from + line)}
                    </td>
                  ))}
                </tr>,
                opens && isOpen && (
                  <tr key={`${key} opened`} className="opened">
                    <td colSpan={before + leaves.length}>{opens(row)}</td>
                  </tr>
                ),
              ]
            })}
          </tbody>
          {foot && rows.length > 0 && <Foot lines={foot} leaves={leaves} before={before} />}
        </table>
      </div>
    </div>
  )
}

/** As wide as its cells want, and at least its frame; or as told, and then columns of their widths share it. */
function widthOf(fits: boolean | number | undefined) {
  if (fits === true) return undefined
  return typeof fits === 'number' ? { width: fits, tableLayout: 'fixed' as const } : { width: 'max-content' }
}

const sideOf = <Row,>({ right, money, className }: Column<Row>) =>
  right || money ? `right ${className ?? ''}` : className

function Head<Row>({
  columns,
  leaves,
  before,
}: {
  columns: Columns<Row>
  leaves: readonly Leaf<Row>[]
  /** Columns before the first: of boxes, and of what opens a row. */
  before: number
}) {
  const heads = there(columns)
  const lines = heads.some((it) => it.below) ? 2 : 1
  let at = 0
  const upper = heads.map((head) => {
    const leaf = leaves[at]
    at += head.below ? there(head.below).length : 1
    return [head, leaf] as const
  })
  return (
    <thead>
      <tr>
        {before > 0 && <td rowSpan={lines} colSpan={before} />}
        {upper.map(([head, leaf], column) =>
          head.below ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <th key={column} scope="colgroup" colSpan={there(head.below).length}>
              {titleOf(head)}
            </th>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <HeadCell key={column} leaf={leaf} lines={lines} />
          ),
        )}
      </tr>
      {lines > 1 && (
        <tr>
          {leaves
            .filter(({ column }) => !heads.includes(column))
            .map((leaf, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <HeadCell key={column} leaf={leaf} lines={1} />
            ))}
        </tr>
      )}
    </thead>
  )
}

/** What is pressed to sort is the whole head, as people are used to; by keyboard Enter or the space bar. */
function HeadCell<Row>({ leaf: { column, sorted, sort }, lines }: { leaf: Leaf<Row>; lines: number }) {
  const rowSpan = lines > 1 ? lines : undefined
  if (sorted === false)
    return (
      <th scope="col" rowSpan={rowSpan} className={sideOf(column)}>
        {titleOf(column)}
      </th>
    )
  const turn = () => sort(sorted === undefined ? 'ascending' : NEXT[sorted])
  return (
    <th
      scope="col"
      rowSpan={rowSpan}
      className={`sorts ${sideOf(column) ?? ''}`}
      aria-sort={sorted ?? 'none'}
      tabIndex={0}
      onClick={turn}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        turn()
      }}
    >
      {titleOf(column)}
    </th>
  )
}

/** Rising first, then falling, then as it came. */
const NEXT: Readonly<Record<Way, Way | undefined>> = { ascending: 'descending', descending: undefined }

const titleOf = <Row,>({
  word,
  title = word === undefined ? '' : <Defined text={t(word)} reached={false} />,
}: Column<Row>) => title

function Foot<Row>({
  lines,
  leaves,
  before,
}: {
  lines: readonly ReactNode[]
  leaves: readonly Leaf<Row>[]
  before: number
}) {
  const first = leaves.findIndex((it) => it.column.foot)
  const until = first < 0 ? leaves.length : first
  return (
    <tfoot>
      {lines.map((name, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their line
        <tr key={line} className="total">
          <td colSpan={before + until}>{name}</td>
          {leaves.slice(until).map(({ column }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <td key={at} className="right">
              {column.foot?.(line)}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  )
}

/** A long table scrolls inside itself: where none of its cells is a stop for the keyboard, its frame is one. */
function useReachedByKeyboard() {
  const reached = useRef<HTMLDivElement>(null)
  // Whatever was drawn: another list has other cells, and another height.
  useEffect(() => {
    const frame = reached.current
    if (!frame) return
    const seen = new ResizeObserver(() => {
      const scrolls = frame.scrollHeight > frame.clientHeight || frame.scrollWidth > frame.clientWidth
      if (scrolls && !frame.querySelector('a, button, input, [tabindex]')) frame.tabIndex = 0
      else frame.removeAttribute('tabindex')
    })
    for (const it of [frame, ...frame.children]) seen.observe(it)
    return () => seen.disconnect()
  })
  return reached
}
