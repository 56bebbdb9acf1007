import { t } from 'i18next'
import { useAnswer } from '../../api/answers'
import { said } from '../../words/said'
import { type Assessment, AT, type Line } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'

/** 核减明细: what was struck of which row, why, and how the claimed value became the verified one. */
export function Deductions({ assessment }: { assessment: Assessment }) {
  const lines = assessment.indicators.filter((it) => it.strikes > 0 || it.verifiedReason !== undefined)
  return (
    <section className="sheet">
      <h2>{t('result.deductions')}</h2>
      {lines.length === 0 ? (
        <p className="note">{t('result.noDeductions')}</p>
      ) : (
        lines.map((it) => <OfIndicator key={it.indicator} assessment={assessment} line={it} />)
      )}
    </section>
  )
}

function OfIndicator({ assessment, line }: { assessment: Assessment; line: Line }) {
  const { data } = useAnswer(
    `GET ${AT}/indicators/{indicator}/rows`,
    { round: assessment.round, id: assessment.platform, indicator: line.indicator, limit: 1000 },
    { enabled: line.strikes > 0 },
  )
  const struck = (data?.rows ?? []).flatMap((row) =>
    row.strikes.filter((it) => it.lifted === undefined).map((strike) => ({ row, strike })),
  )
  return (
    <div className="deduction">
      <strong>{said(line)}</strong> <UnitValue value={line.ledger ?? line.claimed} unit={line.unit} /> →{' '}
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
