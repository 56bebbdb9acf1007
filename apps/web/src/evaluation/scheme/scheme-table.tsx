import type { ReactNode } from 'react'
import { Scrolled } from '../../kit/tables'
import { t } from '../../words/word'

/** A table of parts of a scheme, one a row; its last column has the buttons that move a row and take it out. */
export function SchemeTable({
  label,
  className,
  heads,
  children,
}: {
  label: string
  className: string
  heads: readonly string[]
  children: ReactNode
}) {
  return (
    <Scrolled label={label}>
      <table className={`changed scheme-table ${className}`}>
        <thead>
          <tr>
            {heads.map((it) => (
              <th key={it}>{it}</th>
            ))}
            <th>
              <span className="unseen">{t('schemeMaking.order')}</span>
            </th>
          </tr>
        </thead>
        {children}
      </table>
    </Scrolled>
  )
}
