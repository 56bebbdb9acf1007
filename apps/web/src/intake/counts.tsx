import { t } from 'i18next'
import type { Report } from './use-import'

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
