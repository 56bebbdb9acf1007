import { Alert, Button, Radio } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Totals } from '../contracts/proposals/import-totals'
import { type Word } from '../words/word'
import { AmountUnits } from './amount-units'
import { Counts } from './counts'
import { Faults } from './faults'
import { Notices } from './notices'
import { Rows } from './rows'
import type { Importing, Report } from './use-import'

/** What a file would add, what is wrong with it, and the choice between all of it and the good of it. */
export function Checked({ report, importing, busy }: { report: Report; importing: Importing; busy: boolean }) {
  const { counts, totals } = report
  const says = saysOf(report)
  return (
    <>
      <section className="sheet">
        <h2>{t('import.checked')}</h2>
        <Alert
          type={says.type}
          showIcon
          role="status"
          title={t(says.word, { ...counts })}
          description={t('import.nothingYet')}
        />
        {report.waits && <Alert type="info" showIcon title={t('import.willWait', { ...report.waits })} />}
        <Counts report={report} />
        <AmountUnits units={report.amountUnits} />
        {totals.length > 0 && <Totals totals={totals} caption={t('import.wouldAdd')} />}
        {report.waits && <Totals totals={report.waits.totals} caption={t('import.totalsWait')} />}
        {counts.new > 0 && <Decision counts={counts} busy={busy} onRecord={(mode) => void importing.record(mode)} />}
      </section>
      {counts.faults > 0 && <Faults report={report} importing={importing} />}
      <Rows report={report} />
      <Notices notices={report.notices} all={counts.notices} />
    </>
  )
}

function saysOf({ counts }: Report): { type: 'success' | 'warning' | 'error' | 'info'; word: Word } {
  if (counts.faults > 0) return { type: counts.new > 0 ? 'warning' : 'error', word: 'import.says.faults' }
  if (counts.new > 0) return { type: 'success', word: 'import.says.good' }
  return { type: 'info', word: counts.known > 0 ? 'import.says.known' : 'import.says.empty' }
}

/** Without a fault there is nothing to choose. With faults one chooses to leave them out, or mends them first. */
function Decision({
  counts,
  busy,
  onRecord,
}: {
  counts: Report['counts']
  busy: boolean
  onRecord: (mode: 'all' | 'good') => void
}) {
  const [mode, setMode] = useState<'all' | 'good'>('all')
  const faulty = counts.faults > 0
  return (
    <div className="import-decision">
      {faulty && (
        <Radio.Group
          aria-label={t('import.how')}
          value={mode}
          onChange={(it) => setMode(it.target.value as 'all' | 'good')}
          options={(['all', 'good'] as const).map((it) => ({
            value: it,
            label: (
              <>
                <strong>{t(`import.mode.${it}`)}</strong>
                <span className="note">{t(`import.mode.${it}.means`, { ...counts })}</span>
              </>
            ),
          }))}
        />
      )}
      <Button
        type="primary"
        size="large"
        loading={busy}
        disabled={faulty && mode === 'all'}
        onClick={() => onRecord(mode)}
      >
        {t(faulty && mode === 'all' ? 'import.mendFirst' : 'import.record', { ...counts })}
      </Button>
    </div>
  )
}
