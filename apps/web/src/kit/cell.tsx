import type { ReactNode } from 'react'
import { useAmounts } from '../money/money'
import { textOf } from './cell-text'
import type { Column } from './list-columns'

/**
 * A link to a place of the page in a cell of a large table: as an address, which the browser follows by itself. `Link` asks
 * the router where it is, for each of a thousand cells.
 */
export const CellLink = ({ to, children }: { to: string; children: ReactNode }) => <a href={`#${to}`}>{children}</a>

/**
 * What of a row stands in a column. How digits look says the class of what it stands in (`classOf`), and not an element in each
 * of a thousand cells.
 */
export function useCells() {
  const amountOf = useAmounts()
  return <Row,>({ cell, number, money, to, press, beside }: Column<Row>, row: Row, at: number): ReactNode => {
    if (!money && !number) return cell?.(row, at)
    const text = money ? amountOf(money(row)) : number?.(row)
    const act = press?.(row)
    const address = to?.(row)
    const reached = act ? (
      <button type="button" className="link-button" onClick={act}>
        {text}
      </button>
    ) : address === undefined ? (
      text
    ) : (
      <CellLink to={address}>{text}</CellLink>
    )
    return beside ? [reached, ' ', beside(row)] : reached
  }
}

/** The class of what a column's cells stand in. */
export function classOf<Row>({ right, money, number, className = '' }: Column<Row>): string | undefined {
  return `${right || money ? 'right ' : ''}${money || number ? 'number ' : ''}${className}`.trim() || undefined
}

/** What is read of a row in a column: of an amount the amount. */
export function readIn<Row>({ reads, money, number, cell }: Column<Row>, row: Row, at?: number): string {
  if (reads) return reads(row, at)
  return money ? (money(row) ?? '') : textOf(number ? number(row) : cell?.(row, at ?? 0))
}
