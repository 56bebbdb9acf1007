import { Select } from 'antd'
import { t } from 'i18next'
import { lazy, Suspense } from 'react'
import type { Answers } from '../api/ask'
import { usePageParams } from '../kit/page-params'
import { usePlatforms } from '../session/platforms'
import { useCatalogue } from './catalogue'

const Bars = lazy(() => import('./bars'))

/** One figure of every platform as bars; the table above says the same in digits. */
export function PlatformBars({ answer }: { answer: Answers['GET /api/figures'] }) {
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const [{ of = 'contractAmount' }, choose] = usePageParams('of')
  const at = answer.totals.findIndex((it) => it.code === of)
  // Where tax bases are not added there is no one length to draw.
  const bars = answer.platforms.flatMap(({ platform, figures }) => {
    const value = figures[at]?.value
    return typeof value === 'string' ? [{ name: nameOf(platform), value }] : []
  })
  return (
    <section className="sheet groups">
      <h2>{t('money.by.platform')}</h2>
      <div className="choices">
        <Select
          aria-label={t('figure.figure')}
          className="wide-choice"
          value={of}
          options={answer.totals.map((it) => ({ value: it.code, label: catalogue.nameOf(it.code) }))}
          onChange={(code) => choose({ of: code })}
        />
      </div>
      <Suspense fallback={<div className="chart" />}>
        <Bars
          label={`${catalogue.nameOf(of)} ${t('money.by.platform')}`}
          lying
          money={catalogue.unitOf(of) === 'CNY'}
          bars={bars}
        />
      </Suspense>
    </section>
  )
}
