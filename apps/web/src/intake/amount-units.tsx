import { t } from 'i18next'
import { cellName } from './cell-name'
import type { Report } from './use-import'

/** In what the amounts of each sheet were read: a wrong unit is a wrong amount 10,000 times over, and looks like any other. */
export function AmountUnits({ units }: { units: Report['amountUnits'] }) {
  if (units.length === 0) return null
  return (
    <ul className="note amount-units" aria-label={t('unit')}>
      {units.map(({ sheet, unit, said, columns, found = '', ...place }) => (
        <li key={`${sheet} ${said} ${unit}`}>
          {t('import.amountUnit', { sheet, unit: t(`import.unit.${unit}`), columns: columns.join('、') })}
          {t(`import.unitSaid.${said}`, { cell: cellName(place), found })}
        </li>
      ))}
    </ul>
  )
}
