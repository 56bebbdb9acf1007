import { Fragment, type Key, type ReactNode } from 'react'
import { t, type Word } from '../words/word'
import { classOf, useCells } from './cell'
import { ChoiceBox, type Choosing } from './choice-box'
import { type Column, nameOf } from './list-columns'
import { Nothing } from './page'
import type { Leaf } from './sorting'

/** On a phone a row is a card: its first column names it, the others stand below each other with their heads. */
export function Cards<Row>({
  rows,
  from,
  columns,
  keyOf,
  empty,
  foot = [],
  choosing,
  label,
}: {
  rows: readonly Row[]
  /** How many come before them. */
  from: number
  columns: readonly Column<Row>[]
  keyOf: (row: Row, at: number) => Key
  empty?: Word
  foot?: readonly ReactNode[]
  choosing?: Choosing<Row>
  label?: string
}) {
  const [first, ...others] = columns
  const shown = useCells()
  if (rows.length === 0) return empty === undefined ? null : <Nothing what={t(empty)} />
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row, line) => {
        const at = from + line
        const key = keyOf(row, at)
        const name = shown(first, row, at)
        return (
          <li key={key}>
            <strong className={classOf({ ...first, right: false })}>
              {choosing && <ChoiceBox choosing={choosing} row={row} of={key} />} {name}
            </strong>
            <Particulars of={others.map((it) => [nameOf(it), shown(it, row, at), classOf({ ...it, right: false })])} />
          </li>
        )
      })}
      {foot.map((name, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their line
        <li key={line} className="total">
          <strong>{name}</strong>
          <Particulars
            of={columns.flatMap((it) => (it.foot ? [[nameOf(it), it.foot(line), undefined] as const] : []))}
          />
        </li>
      ))}
    </ul>
  )
}

/** Cards have no heads: what they are sorted by is chosen above them, in the telephone's own way. */
export function CardOrder<Row>({ leaves }: { leaves: readonly Leaf<Row>[] }) {
  const ways = leaves.flatMap(({ column, sorted, sort }) =>
    sorted === false || nameOf(column) === ''
      ? []
      : (['ascending', 'descending'] as const).map((way) => ({
          label: `${nameOf(column)} ${ARROWS[way]}`,
          on: sorted === way,
          sort: (on: boolean) => sort(on ? way : undefined),
        })),
  )
  const on = ways.findIndex((it) => it.on)
  return (
    <select
      aria-label={t('list.order')}
      className="card-order no-print"
      value={on}
      onChange={({ target }) => (target.value === '-1' ? ways[on]?.sort(false) : ways[Number(target.value)].sort(true))}
    >
      <option value={-1}>{t('list.asItCame')}</option>
      {ways.map(({ label }, at) => (
        <option key={label} value={at}>
          {label}
        </option>
      ))}
    </select>
  )
}
const ARROWS = { ascending: '↑', descending: '↓' } as const

/** What there is nothing of is left out. */
function Particulars({
  of,
}: {
  of: readonly (readonly [name: string, it: ReactNode, className: string | undefined])[]
}) {
  return (
    <dl>
      {of
        .filter(([, it]) => it !== undefined && it !== null && it !== false && it !== '')
        .map(([name, it, className], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
          <Fragment key={at}>
            <dt>{name}</dt>
            <dd className={className}>{it}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
