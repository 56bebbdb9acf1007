import type { ReactNode } from 'react'
import { Money } from '../money/money'
import { textOf } from './cell-text'
import type { Column } from './list-columns'

/**
 * A link to a place of the page in a cell of a large table: as an address, which the browser follows by itself. `Link` asks
 * the router where it is, for each of a thousand cells.
 */
export const CellLink = ({ to, children }: { to: string; children: ReactNode }) => <a href={`#${to}`}>{children}</a>

/** What of a row stands in a column. */
export function shown<Row>({ cell, number, money }: Column<Row>, row: Row, at: number): ReactNode {
  if (money) return <Money value={money(row)} />
  if (number) return <span className="number">{number(row)}</span>
  return cell?.(row, at)
}

/** What is read of a row in a column: of an amount the amount. */
export function readIn<Row>(column: Column<Row>, row: Row, at = 0): string {
  if (column.reads) return column.reads(row)
  return column.money ? (column.money(row) ?? '') : textOf(shown(column, row, at))
}
