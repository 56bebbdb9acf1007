import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Totals } from '../contracts/proposals/import-totals'
import { Sheet } from '../kit/page'
import { spoken, t, type Word } from '../words/word'
import { AmountUnits, Counts, Faults, Notices, recordedOf } from './counts'
import { InvoiceChoices } from './invoice-choices'
import { Rows } from './rows'
import type { Importing, Report } from './use-import'

/** What a file would add, what is wrong with it, and the choice between all of it and the good of it. */
export function Checked({ report, importing, busy }: { report: Report; importing: Importing; busy: boolean }) {
  const { counts, totals } = report
  const says = saysOf(report)
  return (
    <>
      <Sheet title={t('import.checked')}>
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
      </Sheet>
      <InvoiceChoices report={report} importing={importing} busy={busy} />
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

/** Contracts named one by one; of more the list itself is easier to read. */
const NAMED = 12

/** What is on the ledger now, and what was left out of it. */
export function Recorded({ platform, result, importing }: { platform: string; result: Report; importing: Importing }) {
  const { counts, stop, totals, position, waits } = result
  const contracts = new Map(
    result.rows.filter((it) => it.state === 'recorded').map((it) => [it.contract, it.contractNo]),
  )
  return (
    <>
      <Sheet title={t('import.result')}>
        <Alert
          type={stop ? 'error' : counts.faults > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={t(titleOf(result), { ...counts, recorded: recordedOf(result) })}
          description={stop ? spoken(stop) : t('import.twice')}
          action={stop && <Button onClick={() => void importing.again()}>{t('import.checkAgain')}</Button>}
        />
        {waits && <Alert type="info" showIcon title={t('import.waiting', { ...waits })} />}
        <Counts report={result} />
        <AmountUnits units={result.amountUnits} />
        {totals.length > 0 && <Totals totals={totals} caption={t('recorded')} />}
        {waits && <Totals totals={waits.totals} caption={t('import.totalsWait')} />}
        <p className="import-links">
          <Link to={`/contracts?platform=${platform}`}>{t('import.toContracts')}</Link>
          {contracts.size <= NAMED &&
            [...contracts].map(([id, no]) => (
              <Link key={id} to={`/contracts/${id}`}>
                {no}
              </Link>
            ))}
          {position && (
            <span>
              {t('import.position')} <Link to={`/figures/${platform}`}>{t('import.sequence', { position })}</Link>
            </span>
          )}
        </p>
        <Button onClick={importing.forget}>{t('import.next')}</Button>
      </Sheet>
      {counts.faults > 0 && <Faults report={result} importing={importing} />}
      <Rows report={result} />
      <Notices notices={result.notices} all={counts.notices} />
    </>
  )
}

function titleOf({ stop, counts }: Report) {
  if (stop) return stop.code === 'decided' ? 'import.decided' : 'import.stopped'
  return counts.faults > 0 ? 'import.recordedGood' : 'import.recordedAll'
}
