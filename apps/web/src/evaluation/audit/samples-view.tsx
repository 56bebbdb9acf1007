import { Button } from 'antd'
import { EntryForm } from '../../forms/entry-form'
import { choice, type Fields, maybe, named, text, whole, words } from '../../forms/field'
import { useLoaded, usePageParams } from '../../kit/loaded'
import { today } from '../../kit/moment'
import { Nothing, Sheet } from '../../kit/page'
import { Tag } from '../../kit/tag'
import { typedAmount } from '../../money/amount'
import { useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { type Assessment, AT } from '../assessment/assessment'
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
    return line ? spoken(line) : code
  }
  return (
    <>
      <Sheet title={t('sample.samples')}>
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
      </Sheet>
      {sample && <OneSample key={sample} assessment={assessment} sample={sample} name={nameOf} />}
      {may('drawSample') && <DrawForm assessment={assessment} onDrawn={(it) => choose({ sample: it })} />}
    </>
  )
}

const most = (name: 'size' | 'statementFrom') => whole(name, { max: 500, word: `sample.${name}` })

/** A draw that anybody repeats: the seed is recorded, the same seed and rows draw the same. */
function DrawForm({ assessment, onDrawn }: { assessment: Assessment; onDrawn: (sample: string) => void }) {
  const lines = assessment.indicators.filter((it) => it.source.from === 'ledger')
  const fields: Fields = [
    [
      choice('indicator', [], { word: 'result.indicator', ...named(lines.map((it) => [it.indicator, spoken(it)])) }),
      choice('method', ['count', 'money'], { word: 'sample.method', wordOf: 'sample.method' }),
      most('size'),
      maybe(choice('strataBy', ['amount', 'category', 'warning'], { word: 'sample.strataBy', wordOf: 'strata' })),
      words('bands', { word: 'sample.bands', when: { field: 'strataBy', is: 'amount' } }),
      most('statementFrom'),
    ],
    text('seed', { word: 'sample.seed', max: 120, example: `${today()} ${t('sample.seedExample')}` }),
  ]
  return (
    <Sheet title={t('sample.draw')} label={t('sample.draw')}>
      <p className="note">{t('sample.seedNote')}</p>
      <EntryForm
        wide
        fields={fields}
        start={{
          indicator: (lines.find((it) => it.unit === 'CNY') ?? lines[0])?.indicator,
          method: 'count',
          size: 10,
          statementFrom: 30,
        }}
        button={t('sample.draw')}
        to={({ bands, ...rest }) => ({
          route: `POST ${AT}/samples`,
          params: { round: assessment.round, id: assessment.platform },
          body: { ...rest, ...(Array.isArray(bands) && { bands: bands.map(typedAmount) }) },
        })}
        onDone={({ sample }) => onDrawn(String(sample))}
      />
    </Sheet>
  )
}
