import { Alert } from 'antd'
import { useWhole } from '../../api/answers'
import { today } from '../../kit/moment'
import { Sheet } from '../../kit/page'
import { Scrolled } from '../../kit/tables'
import { useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { pointsInWords, tiersOf } from '../assessment/arithmetic'
import {
  type Assessment,
  AT,
  EligibilityView,
  type Line,
  QuotasAndConsequences,
  UnitValue,
} from '../assessment/assessment'
import { Replies, ReplyForm } from './replies'
import { SinceSealing } from './since-sealing'

/** 核定结果: verified values and score with their arithmetic, what was struck, the platform's word, the grade, the seal. */
export function ResultView({ assessment }: { assessment: Assessment }) {
  const { may, role } = useSession()
  const shown = assessment.indicators.some((it) => it.verified !== undefined)
  const { grade, stage, step } = assessment
  if (!shown && !grade) return <Alert type="info" showIcon title={t('result.notYet')} />
  const waits = assessment.replies.at(-1)?.accepts === false && assessment.replies.at(-1)?.answer === undefined
  const replies =
    may('assessOwn') &&
    !waits &&
    ((step === 'verified' && today() <= assessment.deadlines.reply) ||
      (stage === 'published' && step === 'confirmed' && today() <= assessment.deadlines.appeal))
  return (
    <>
      {grade && (
        <section className="sheet grade-line">
          <span>
            {t('round.grade')} <strong className="grade">{spoken({ zh: grade.zh ?? '', en: grade.en ?? '' })}</strong>
          </span>
          <span>{t('grade.total', { total: assessment.total ?? '—' })}</span>
          <span className="note">
            {t('grade.names', { by: grade.proposedBy, second: assessment.confirmedBy ?? '—' })}
          </span>
        </section>
      )}
      {role === 'platform' && !grade && <p className="note">{t('result.gradeLater')}</p>}
      <EligibilityView assessment={assessment} eligibility={assessment.eligibility} />
      <QuotasAndConsequences assessment={assessment} />
      <ScoreTable assessment={assessment} />
      <Deductions assessment={assessment} />
      {assessment.replies.length > 0 && (
        <Sheet title={t('reply.replies')}>
          <Replies assessment={assessment} />
        </Sheet>
      )}
      {replies && <ReplyForm assessment={assessment} />}
      {assessment.seal && <SinceSealing assessment={assessment} />}
    </>
  )
}

/** 核减明细: what was struck of which row, why, and how the claimed value became the verified one. */
function Deductions({ assessment }: { assessment: Assessment }) {
  const lines = assessment.indicators.filter((it) => it.strikes > 0 || it.verifiedReason !== undefined)
  return (
    <Sheet title={t('result.deductions')}>
      {lines.length === 0 ? (
        <p className="note">{t('result.noDeductions')}</p>
      ) : (
        lines.map((it) => <OfIndicator key={it.indicator} assessment={assessment} line={it} />)
      )}
    </Sheet>
  )
}

function OfIndicator({ assessment, line }: { assessment: Assessment; line: Line }) {
  const { data } = useWhole(
    `GET ${AT}/indicators/{indicator}/rows`,
    { round: assessment.round, id: assessment.platform, indicator: line.indicator, limit: 1000 },
    'rows',
    { enabled: line.strikes > 0 },
  )
  const struck = (data?.rows ?? []).flatMap((row) =>
    row.strikes.filter((it) => it.lifted === undefined).map((strike) => ({ row, strike })),
  )
  return (
    <div className="deduction">
      <strong>{spoken(line)}</strong> <UnitValue value={line.ledger ?? line.claimed} unit={line.unit} /> →{' '}
      <UnitValue value={line.verified} unit={line.unit} />
      <ul>
        {line.verifiedReason !== undefined && <li>{line.verifiedReason}</li>}
        {line.strikes > 0 && !data && <li>…</li>}
        {struck.map(({ row, strike }) => (
          <li key={strike.strike}>
            {row.contractNo ?? row.counts} <span className="number">{row.date}</span>{' '}
            {strike.amount ? (
              <>
                {t('verify.struckPart')} <UnitValue value={strike.amount} unit={line.unit} />
              </>
            ) : (
              <>
                {t('verify.struckWhole')} <UnitValue value={row.value} unit={line.unit} />
              </>
            )}
            ：{strike.reason}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** 一级、二级指标 with claimed, ledger, verified and points, each with the line that anybody computes again. */
function ScoreTable({ assessment }: { assessment: Assessment }) {
  const { arithmetic } = assessment
  return (
    <Sheet title={t('result.scores')}>
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
                <th scope="rowgroup">{spoken(group)}</th>
                <td className="right number">{group.weight}</td>
                <td colSpan={3} />
                <td className="right number">{group.points}</td>
              </tr>
              {assessment.indicators
                .filter((it) => it.group === group.group)
                .map((it) => (
                  <tr key={it.indicator}>
                    <th scope="row">
                      {spoken(it)}
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
      <p className="note">{spoken(arithmetic.verified)}</p>
      <p className="note">{spoken(arithmetic.score)}</p>
    </Sheet>
  )
}
