import { Tag } from 'antd'
import { t } from 'i18next'
import { said } from '../../words/said'
import type { Assessment, Line } from '../assessment/answers'
import { pointsInWords, tiersOf } from '../assessment/arithmetic'
import { UnitValue } from '../assessment/unit-value'

/** Every indicator with what was stated, what is verified so far, and its points: `n` goes to the next. */
export function IndicatorList({
  assessment,
  at,
  choose,
}: {
  assessment: Assessment
  at: string
  choose: (indicator: string) => void
}) {
  return (
    <nav className="indicators" aria-label={t('scheme.indicators')}>
      {assessment.indicators.map((it) => (
        <button
          key={it.indicator}
          type="button"
          className="indicator"
          aria-current={it.indicator === at ? 'true' : undefined}
          onClick={() => choose(it.indicator)}
        >
          <span>
            {said(it)}
            {it.window && <span className="note"> {t('assessment.ownDays', it.window)}</span>}
          </span>
          <span className="indicator-values">
            <UnitValue value={it.verified} unit={it.unit} />
            {it.verified === undefined && <Tag color="orange">{t('verify.open')}</Tag>}
            {it.strikes > 0 && <Tag color="red">{t('verify.strikes', { count: it.strikes })}</Tag>}
            <span className="number">{it.score ? `${it.score.points} / ${it.weight}` : `— / ${it.weight}`}</span>
          </span>
        </button>
      ))}
    </nav>
  )
}

/** 填报、账本、核定 side by side, and the score step by step. */
export function IndicatorHead({ line }: { line: Line }) {
  return (
    <>
      <h2>{said(line)}</h2>
      {line.window && <p className="note">{t('assessment.ownDays', line.window)}</p>}
      <dl className="three-values">
        <div>
          <dt>{t('self.claimed')}</dt>
          <dd>
            <UnitValue value={line.claimed ?? line.ledger} unit={line.unit} />
          </dd>
        </div>
        {line.source.from === 'ledger' && (
          <div>
            <dt>{t('assessment.ledger')}</dt>
            <dd>
              <UnitValue value={line.ledger} unit={line.unit} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('verify.verified')}</dt>
          <dd>
            <strong>
              <UnitValue value={line.verified} unit={line.unit} />
            </strong>
          </dd>
        </div>
        <div>
          <dt>{t('verify.score')}</dt>
          <dd className="points-line number">
            {line.score ? pointsInWords(line.score, tiersOf(line.scoring), t) : '—'}
          </dd>
        </div>
      </dl>
      {line.reason && <p className="note">{t('verify.claimReason', { reason: line.reason })}</p>}
    </>
  )
}
