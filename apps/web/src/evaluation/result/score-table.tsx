import { t } from 'i18next'
import { Scrolled } from '../../kit/scrolled'
import { said } from '../../words/said'
import type { Assessment } from '../assessment/answers'
import { pointsInWords, tiersOf } from '../assessment/arithmetic'
import { UnitValue } from '../assessment/unit-value'

/** 一级、二级指标 with claimed, ledger, verified and points, each with the line that anybody computes again. */
export function ScoreTable({ assessment }: { assessment: Assessment }) {
  const { arithmetic } = assessment
  return (
    <section className="sheet">
      <h2>{t('result.scores')}</h2>
      <Scrolled label={t('result.scores')}>
        <table className="changed scores">
          <thead>
            <tr>
              <th>{t('result.indicator')}</th>
              <th className="right">{t('result.weight')}</th>
              <th className="right">{t('self.claimed')}</th>
              <th className="right">{t('verify.verified')}</th>
              <th>{t('result.arithmetic')}</th>
              <th className="right">{t('result.points')}</th>
            </tr>
          </thead>
          {assessment.groups.map((group) => (
            <tbody key={group.group}>
              <tr className="total">
                <th scope="rowgroup">{said(group)}</th>
                <td className="right number">{group.weight}</td>
                <td colSpan={3} />
                <td className="right number">{group.points}</td>
              </tr>
              {assessment.indicators
                .filter((it) => it.group === group.group)
                .map((it) => (
                  <tr key={it.indicator}>
                    <th scope="row">
                      {said(it)}
                      {it.window && <div className="note">{t('assessment.ownDays', it.window)}</div>}
                    </th>
                    <td className="right number">{it.weight}</td>
                    <td className="right">
                      <UnitValue value={it.claimed ?? it.ledger} unit={it.unit} />
                    </td>
                    <td className="right">
                      <UnitValue value={it.verified} unit={it.unit} />
                      {it.strikes > 0 && <div className="note">{t('verify.strikes', { count: it.strikes })}</div>}
                    </td>
                    <td className="number points-line">
                      {it.score ? pointsInWords(it.score, tiersOf(it.scoring), t) : '—'}
                    </td>
                    <td className="right number">{it.score?.points ?? '—'}</td>
                  </tr>
                ))}
            </tbody>
          ))}
          <tfoot>
            <tr className="total">
              <th scope="row" colSpan={5}>
                {t(assessment.complete ? 'round.total' : 'result.totalSoFar')}
              </th>
              <td className="right number">
                <strong>
                  {assessment.total ?? (assessment.complete || assessment.step === 'stating' ? '—' : t('result.held'))}
                </strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </Scrolled>
      <p className="note">{said(arithmetic.verified)}</p>
      <p className="note">{said(arithmetic.score)}</p>
    </section>
  )
}
