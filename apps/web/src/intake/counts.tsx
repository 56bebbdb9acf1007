import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Sheet } from '../kit/page'
import { t } from '../words/word'
import { cellName } from './cell-name'
import { Remarks } from './remarks'
import type { Importing, Report } from './use-import'

/** Each row of the file in exactly one of these, and beside them what could not be read at all. */
export function Counts({ report: { counts, verdict, waits } }: { report: Report }) {
  const recorded = verdict === 'recorded' || verdict === 'stopped'
  const shown = [
    ['rows', counts.rows],
    ...(recorded ? [['recorded', recordedOf({ counts, waits })] as const] : []),
    ...(recorded && waits ? [['waiting', waits.rows] as const] : []),
    ...(!recorded || counts.new > 0 ? [[recorded ? 'left' : 'new', counts.new] as const] : []),
    ['known', counts.known],
    ['refused', counts.refused],
    ['unread', counts.unread],
    ['notices', counts.notices],
  ] as const
  return (
    <dl className="import-counts">
      {shown.map(([name, value]) => (
        <div key={name} className={value > 0 ? `import-${name}` : undefined}>
          <dt>{t(`import.count.${name}`)}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What waits for a second person is not recorded yet. */
export const recordedOf = ({ counts, waits }: Pick<Report, 'counts' | 'waits'>): number =>
  Math.max(0, counts.recorded - (waits?.rows ?? 0))

/** In what the amounts of each sheet were read: a wrong unit is a wrong amount 10,000 times over, and looks like any other. */
export function AmountUnits({ units }: { units: Report['amountUnits'] }) {
  if (units.length === 0) return null
  return (
    <ul className="note amount-units" aria-label={t('unit')}>
      {units.map(({ sheet, unit, said: stated, columns, found = '', ...place }) => (
        <li key={`${sheet} ${stated} ${unit}`}>
          {t('import.amountUnit', { sheet, unit: t(`import.unit.${unit}`), columns: columns.join('、') })}
          {t(`import.unitSaid.${stated}`, { cell: cellName(place), found })}
        </li>
      ))}
    </ul>
  )
}

/** What is wrong, at its cells, and the same workbook with it marked. */
export function Faults({ report: { faults, counts, file }, importing }: { report: Report; importing: Importing }) {
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    try {
      const stem = (file.name ?? t('import.title')).replace(/\.[^.]*$/, '')
      await importing.takeMarked(`${stem}${t('import.markedSuffix')}.xlsx`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet title={t('import.faults', { faults: counts.faults })}>
      {file.kind !== 'invoices' && (
        <div className="import-mark">
          <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void take()}>
            {t('import.takeMarked')}
          </Button>
          <span className="note">{t('import.markedIs')}</span>
        </div>
      )}
      {faults.length < counts.faults && (
        <p className="note">{t('import.listed', { shown: faults.length, all: counts.faults })}</p>
      )}
      <Remarks remarks={faults} label={t('import.faults', { faults: counts.faults })} />
    </Sheet>
  )
}

/** Of these the clerk must know without looking for them. */
const TO_BE_DECIDED = [
  'period-closed',
  'amount-large',
  'paper-differs',
  'shares-over-total',
  'shares-under-total',
  'like-another-receipt',
  'same-as-row',
  'lines-not-the-amount',
  'line-taxes-not-the-tax',
  'issue-days-differ',
  'buyer-not-client',
  'reversed-elsewhere',
  'invoice-void',
]

/** What a clerk must look at, and folded below it what was understood or left out in a way worth a word. */
export function Notices({ notices, all }: { notices: Report['notices']; all: number }) {
  if (all === 0) return null
  const decide = notices.filter((it) => TO_BE_DECIDED.includes(it.code))
  const others = notices.filter((it) => !TO_BE_DECIDED.includes(it.code))
  const listed = notices.length < all && <p className="note">{t('import.listed', { shown: notices.length, all })}</p>
  return (
    <>
      {decide.length > 0 && (
        <Sheet title={t('import.toBeDecided', { notices: decide.length })}>
          {listed}
          <Remarks remarks={decide} label={t('import.toBeDecided', { notices: decide.length })} />
        </Sheet>
      )}
      {others.length > 0 && (
        <details className="sheet">
          <summary>
            <h2>{t('import.notices', { notices: all - decide.length })}</h2>
          </summary>
          {decide.length === 0 && listed}
          <Remarks remarks={others} label={t('import.notices', { notices: all - decide.length })} />
        </details>
      )}
    </>
  )
}
