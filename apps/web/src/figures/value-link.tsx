import { t } from 'i18next'
import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { FigureValue, Money } from '../money/money'
import { said } from '../words/said'
import { wordIn } from '../words/word'
import { useTimes } from './times'

export type Figure = Answers['GET /api/platforms/{id}/figures']['figures'][number]

/** A figure's value as a link to its rows; where tax bases are not added, the parts. */
export function ValueLink({ platform, figure }: { platform: string; figure: Figure }) {
  const { query } = useTimes()
  return (
    <Link to={`/figures/${platform}/${figure.code}?${query}`}>
      <Value figure={figure} />
    </Link>
  )
}

export function Value({ figure }: { figure: Figure }) {
  const { onlyToTheMonth: months } = figure
  if (!figure.refused) {
    return (
      <>
        <FigureValue value={figure.value} unit={figure.unit} />
        {months && (
          <small className="doubt" title={said(months)}>
            {t('figure.months', { count: months.rows })}
          </small>
        )}
      </>
    )
  }
  return (
    <span className="both" title={t('figure.refused')}>
      {figure.refused.parts.map((it) => (
        <span key={it.taxBasis}>
          {t(wordIn('tax', it.taxBasis))} <Money value={it.value} />
        </span>
      ))}
    </span>
  )
}
