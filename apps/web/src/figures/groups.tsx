import { Select } from 'antd'
import { t } from 'i18next'
import { lazy, Suspense } from 'react'
import { Choice } from '../kit/choices'
import { DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { usePageParams } from '../kit/page-params'
import { FigureValue, Money } from '../money/money'
import { wordIn } from '../words/word'
import { useCatalogue } from './catalogue'
import { useTimes } from './times'

const Bars = lazy(() => import('./bars'))
const GROUPINGS = ['month', 'category', 'client', 'product', 'batchKind']

/** How a figure is spread over months, categories, clients …: as bars and as the table behind them. */
export function Groups({ platform }: { platform: string }) {
  const { times } = useTimes()
  const catalogue = useCatalogue()
  const [{ of = 'contractAmount', by = 'month' }, choose] = usePageParams('of', 'by')
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/figures/{code}/groups', {
    id: platform,
    code: of,
    by,
    ...times,
  })
  const unit = catalogue.unitOf(of)
  const flows = catalogue.figures.filter((it) => it.shape === 'flow' || it.code === 'outstanding')
  return (
    <section className="sheet groups">
      <h2>{t('figure.charts')}</h2>
      <div className="choices">
        <Select
          aria-label={t('figure.figure')}
          className="wide-choice"
          value={of}
          options={flows.map((it) => ({ value: it.code, label: catalogue.nameOf(it.code) }))}
          onChange={(code) => choose({ of: code })}
        />
        <Choice
          word="figure.group"
          value={by}
          from={GROUPINGS}
          wordOf="figure.by"
          choose={(it) => choose({ by: it })}
        />
      </div>
      {data ? (
        <div className="chart-and-table">
          <Suspense fallback={<div className="chart" />}>
            <Bars
              label={`${catalogue.nameOf(of)} ${t(wordIn('figure.by', by))}`}
              lying={by !== 'month'}
              money={unit === 'CNY'}
              bars={data.groups.map((it) => ({ name: it.name ?? it.key, value: it.value ?? '0' }))}
            />
          </Suspense>
          <DataTable
            rowKey="key"
            pageSize={12}
            rows={data.groups}
            columns={[
              { word: 'figure.group', cell: (it) => it.name ?? it.key },
              {
                word: 'figure.value',
                right: true,
                cell: (it) =>
                  it.parts ? (
                    it.parts.map((part) => (
                      <div key={part.taxBasis}>
                        {t(wordIn('tax', part.taxBasis))} <Money value={part.value} />
                      </div>
                    ))
                  ) : (
                    <FigureValue value={it.value} unit={unit} />
                  ),
              },
            ]}
            fits
          />
        </div>
      ) : (
        waiting(9)
      )}
    </section>
  )
}
