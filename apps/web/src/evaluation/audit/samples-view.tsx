import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { useLoaded } from '../../kit/loaded'
import { usePageParams } from '../../kit/page-params'
import { Nothing } from '../../kit/states'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { type Assessment, AT } from '../assessment/answers'
import { DrawForm } from './draw-form'
import { OneSample } from './one-sample'

/** 抽样: what was drawn, by which seed, what was found, and the next draw. */
export function SamplesView({ assessment }: { assessment: Assessment }) {
  const { may } = useSession()
  const [{ sample }, choose] = usePageParams('sample')
  const { round, platform: id } = assessment
  const { data, waiting } = useLoaded(`GET ${AT}/samples`, { round, id })
  if (!data) return waiting(8)
  const nameOf = (code: string) => {
    const line = assessment.indicators.find((it) => it.indicator === code)
    return line ? said(line) : code
  }
  return (
    <>
      <section className="sheet">
        <h2>{t('sample.samples')}</h2>
        {data.samples.length === 0 ? (
          <Nothing what={t('sample.none')} />
        ) : (
          <ul className="sample-list">
            {data.samples.map((it) => (
              <li key={it.sample}>
                <Button
                  type={it.sample === sample ? 'primary' : 'default'}
                  size="small"
                  onClick={() => choose({ sample: it.sample === sample ? undefined : it.sample })}
                >
                  {t('sample.no', { no: it.sample })}
                </Button>{' '}
                {nameOf(it.indicator)} · {t(`sample.method.${it.method}`)} ·{' '}
                {t('sample.drawn', { drawn: it.drawnRows, rows: it.population.rows })} ·{' '}
                <Tag color={it.found === it.drawnRows ? 'green' : 'orange'}>
                  {t('sample.examined', { found: it.found, drawn: it.drawnRows })}
                </Tag>
              </li>
            ))}
          </ul>
        )}
      </section>
      {sample && <OneSample key={sample} assessment={assessment} sample={sample} name={nameOf} />}
      {may('drawSample') && <DrawForm assessment={assessment} onDrawn={(it) => choose({ sample: it })} />}
    </>
  )
}
