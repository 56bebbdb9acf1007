import { t } from 'i18next'
import { Remarks } from './remarks'
import type { Report } from './use-import'

/** Of these the clerk must know without looking for them. */
const TO_BE_DECIDED = [
  'period-closed',
  'amount-large',
  'paper-differs',
  'shares-over-total',
  'like-another-receipt',
  'same-as-row',
]

/** What was understood or left out in a way worth a word; nobody has to do anything about it. */
export function Notices({ notices, all }: { notices: Report['notices']; all: number }) {
  if (all === 0) return null
  const decide = notices.some((it) => TO_BE_DECIDED.includes(it.code))
  return (
    <details className="sheet" open={decide}>
      <summary>
        <h2>{t('import.notices', { notices: all })}</h2>
      </summary>
      {notices.length < all && <p className="note">{t('import.listed', { shown: notices.length, all })}</p>}
      <Remarks remarks={notices} label={t('import.notices', { notices: all })} />
    </details>
  )
}
