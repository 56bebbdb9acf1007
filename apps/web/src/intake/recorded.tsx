import { Alert, Button } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import { Totals } from '../contracts/proposals/import-totals'
import { said } from '../words/said'
import { AmountUnits } from './amount-units'
import { Counts, recordedOf } from './counts'
import { Faults } from './faults'
import { Notices } from './notices'
import { Rows } from './rows'
import type { Importing, Report } from './use-import'

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
      <section className="sheet">
        <h2>{t('import.result')}</h2>
        <Alert
          type={stop ? 'error' : counts.faults > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={t(titleOf(result), { ...counts, recorded: recordedOf(result) })}
          description={stop ? said(stop) : t('import.twice')}
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
      </section>
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
