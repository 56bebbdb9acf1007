import { Select } from 'antd'
import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { PrintButton } from '../../kit/buttons'
import { usePageParams } from '../../kit/page-params'
import { Loading, Nothing } from '../../kit/states'
import { Title } from '../../kit/title'
import { sumOf } from '../../money/amount'
import { Money } from '../../money/money'
import { usePlatforms } from '../../session/platforms'
import { SubsidySheet } from './subsidy-sheet'

/** 补助: of one round, the one in the address or the newest. */
export function SubsidyPage() {
  const { nameOf } = usePlatforms()
  const params = useParams()
  const [chosen, choose] = usePageParams('round')
  const list = useAnswer('GET /api/rounds')
  const rounds = [...(list.data?.rounds ?? [])].reverse()
  const round = params.round ?? chosen.round ?? (rounds.find((it) => it.stage === 'published') ?? rounds[0])?.id ?? ''
  const { data, error, refetch } = useAnswer('GET /api/rounds/{round}', { round }, { enabled: round !== '' })
  if (list.data && rounds.length === 0)
    return (
      <>
        <Title text={t('subsidy.title')} />
        <Nothing what={t('round.none')} />
      </>
    )
  if (!data) return <Loading error={error ?? list.error} retry={() => void refetch()} rows={10} />
  return (
    <>
      <Title text={t('subsidy.title')} note={`${data.title} · ${data.roundNo}`}>
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
        <PrintButton />
      </Title>
      {data.repeats && <p className="note">{t('round.repeated', { reason: data.repeats })}</p>}
      {!params.round && rounds.length > 1 && (
        <div className="choices">
          <Select
            aria-label={t('round.round')}
            className="wide-choice"
            value={round}
            options={rounds.map((it) => ({ value: it.id, label: it.title }))}
            onChange={(it) => choose({ round: it })}
          />
        </div>
      )}
      {data.subsidies.length === 0 && (
        <Nothing what={t(data.stage === 'published' ? 'subsidy.none' : 'subsidy.notYet')} />
      )}
      {data.subsidies.length > 1 && (
        <p className="subsidy-sums">
          {t('subsidy.sum', { count: data.subsidies.length })}{' '}
          <strong>
            <Money value={sumOf(data.subsidies.map((it) => it.amount))} />
          </strong>{' '}
          · {t('subsidy.paid')} <Money value={sumOf(data.subsidies.map((it) => it.paid))} /> · {t('subsidy.left')}{' '}
          <Money value={sumOf(data.subsidies.map((it) => it.left))} />
        </p>
      )}
      {data.subsidies.map((it) => (
        <SubsidySheet key={it.platform} round={round} subsidy={it} name={nameOf(it.platform)} />
      ))}
    </>
  )
}
