import { Alert } from 'antd'
import { t } from 'i18next'
import type { Sample } from '../../api/shapes'
import { Money } from '../../money/money'
import { said } from '../../words/said'

/** What the sample says, and no more: rate and amount in it, and estimates for the whole under their own names. */
export function SampleOutcome({ outcome }: { outcome: Sample['outcome'] }) {
  const { statement, projections } = outcome
  return (
    <Alert
      type={statement.code === 'projected' || statement.code === 'whole-examined' ? 'info' : 'warning'}
      showIcon
      className="warnings"
      title={said(statement)}
      description={
        <>
          <p className="note">
            {t('sample.inSample', {
              examined: outcome.examined,
              errors: outcome.errors,
              rate: outcome.errorRate ?? '—',
            })}{' '}
            · {t('sample.wrong')} <Money value={outcome.wrong} /> / <Money value={outcome.examinedValue} />
          </p>
          {projections.length > 0 && (
            <ul>
              {projections.map((it) => (
                <li key={it.name}>
                  {t('sample.estimate')} <Money value={it.wrong} /> — {said(it)}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  )
}
