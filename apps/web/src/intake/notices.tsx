import { useTranslation } from 'react-i18next'
import { Remarks } from './remarks'
import type { Report } from './use-import'

/** What was understood or left out in a way worth a word; nobody has to do anything about it. */
export function Notices({ notices, all }: { notices: Report['notices']; all: number }) {
  const { t } = useTranslation()
  if (all === 0) return null
  // Of a closed month the clerk must know without looking for it.
  const closed = notices.some((it) => it.code === 'period-closed')
  return (
    <details className="sheet" open={closed}>
      <summary>
        <h2>{t('import.notices', { notices: all })}</h2>
      </summary>
      {notices.length < all && <p className="note">{t('import.listed', { shown: notices.length, all })}</p>}
      <Remarks remarks={notices} label={t('import.notices', { notices: all })} />
    </details>
  )
}
