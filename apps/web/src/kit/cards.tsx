import { Fragment, type Key, type ReactNode } from 'react'
import { t, type Word } from '../words/word'
import { shown } from './cell'
import { ChoiceBox, type Choosing } from './choice-box'
import { type Column, nameOf } from './list-columns'
import { Nothing } from './page'

/** On a phone a row is a card: its first column names it, the others stand below each other with their heads. */
export function Cards<Row>({
  rows,
  columns,
  keyOf,
  empty,
  foot = [],
  choosing,
  label,
}: {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row, at: number) => Key
  empty?: Word
  foot?: readonly ReactNode[]
  choosing?: Choosing<Row>
  label?: string
}) {
  const [first, ...others] = columns
  if (rows.length === 0) return empty === undefined ? null : <Nothing what={t(empty)} />
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row, at) => {
        const key = keyOf(row, at)
        const name = shown(first, row, at)
        return (
          <li key={key}>
            <strong>
              {choosing && <ChoiceBox choosing={choosing} row={row} of={key} />} {name}
            </strong>
            <Particulars of={others.map((it) => [nameOf(it), shown(it, row, at)])} />
          </li>
        )
      })}
      {foot.map((name, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their line
        <li key={line} className="total">
          <strong>{name}</strong>
          <Particulars of={columns.flatMap((it) => (it.foot ? [[nameOf(it), it.foot(line)] as const] : []))} />
        </li>
      ))}
    </ul>
  )
}

/** What there is nothing of is left out. */
function Particulars({ of }: { of: readonly (readonly [name: string, it: ReactNode])[] }) {
  return (
    <dl>
      {of
        .filter(([, it]) => it !== undefined && it !== null && it !== false && it !== '')
        .map(([name, it], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
          <Fragment key={at}>
            <dt>{name}</dt>
            <dd>{it}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
