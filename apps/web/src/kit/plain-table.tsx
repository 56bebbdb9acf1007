import { t } from 'i18next'
import type { ReactNode } from 'react'
import type { Word } from '../words/word'
import { type Columns, shown } from './data-table'
import { Scrolled } from './scrolled'

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
          {rows.map((row, place) => (
            <tr key={keyOf(row)}>
              {there.map((it, at) => {
                const Cell = at === 0 ? 'th' : 'td'
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
                  <Cell key={at} scope={at === 0 ? 'row' : undefined} className={side(it)}>
                    {shown(it, row, place)}
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
