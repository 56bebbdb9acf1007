import { t } from 'i18next'
import { EntryForm } from '../../forms/entry-form'
import { choice, type Fields, maybe, named, text, whole, words } from '../../forms/field'
import { today } from '../../kit/moment'
import { typedAmount } from '../../money/typed-amount'
import { said } from '../../words/said'
import { type Assessment, AT } from '../assessment/answers'

const most = (name: 'size' | 'statementFrom') => whole(name, { max: 500, word: `sample.${name}` })

/** A draw that anybody repeats: the seed is recorded, the same seed and rows draw the same. */
export function DrawForm({ assessment, onDrawn }: { assessment: Assessment; onDrawn: (sample: string) => void }) {
  const lines = assessment.indicators.filter((it) => it.source.from === 'ledger')
  const fields: Fields = [
    [
      choice('indicator', [], { word: 'result.indicator', ...named(lines.map((it) => [it.indicator, said(it)])) }),
      choice('method', ['count', 'money'], { word: 'sample.method', wordOf: 'sample.method' }),
      most('size'),
      maybe(choice('strataBy', ['amount', 'category', 'warning'], { word: 'sample.strataBy', wordOf: 'strata' })),
      words('bands', { word: 'sample.bands', when: { field: 'strataBy', is: 'amount' } }),
      most('statementFrom'),
    ],
    text('seed', { word: 'sample.seed', max: 120, example: `${today()} ${t('sample.seedExample')}` }),
  ]
  return (
    <section className="sheet" aria-label={t('sample.draw')}>
      <h2>{t('sample.draw')}</h2>
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
    </section>
  )
}
