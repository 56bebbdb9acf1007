import type { ReactNode } from 'react'
import { Money } from '../money/money'
import type { Column } from './list-columns'

/** What of a row stands in a column. */
export function shown<Row>({ cell, number, money }: Column<Row>, row: Row, at: number): ReactNode {
  if (money) return <Money value={money(row)} />
  if (number) return <span className="number">{number(row)}</span>
  return cell?.(row, at)
}
