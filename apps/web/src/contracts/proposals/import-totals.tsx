import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../api/shapes'
import { Money } from '../../money/money'

/** By kind of entry; no line under them, because these are not amounts of one kind. */
export function Totals({ totals, caption }: { totals: ImportReport['totals']; caption: string }) {
  const { t } = useTranslation()
  return (
    <table className="changed import-totals">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.kind')}</th>
          <th scope="col">{t('import.entries')}</th>
          <th scope="col">{t('import.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ type, taxBasis, framework, entries, amount }) => (
          <tr key={`${type} ${taxBasis} ${framework}`}>
            <th scope="row">
              {[t(`entry.${type}`), framework && t('kind.framework'), taxBasis && t(`tax.${taxBasis}`)]
                .filter(Boolean)
                .join(' · ')}
            </th>
            <td className="number">{entries}</td>
            <td className="number">
              <Money value={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
