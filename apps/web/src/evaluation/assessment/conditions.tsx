import { Tag } from 'antd'
import { t } from 'i18next'
import { said } from '../../words/said'
import type { Assessment, Eligibility } from './answers'
import { unitText } from './unit-value'

/** 入围条件, one line a condition: what is asked, what there is, and whether that does. */
export function EligibilityView({
  assessment,
  eligibility,
  stated,
}: {
  assessment: Assessment
  eligibility: Eligibility | undefined
  /** By what the platform states, not by what was verified. */
  stated?: boolean
}) {
  if (!eligibility) return null
  return (
    <section className="sheet" aria-label={t('eligibility.title')}>
      <h2>
        {t('eligibility.title')} <Met met={eligibility.met} />
      </h2>
      <ul className="evidence-list">
        {eligibility.lines.map(({ no, kind, indicator, limit, value, met }) => {
          const line = assessment.indicators.find((it) => it.indicator === indicator)
          const unit = line?.unit ?? 'count'
          return (
            <li key={no}>
              <span className="number">{no}</span>{' '}
              {line
                ? t(`eligibility.${kind}`, {
                    name: said(line),
                    limit: unitText(limit, unit),
                    value: unitText(value, unit),
                  })
                : t(`eligibility.${kind}`)}{' '}
              <Met met={met} />
            </li>
          )
        })}
      </ul>
      <p className="note">{t(stated ? 'eligibility.stated' : 'eligibility.means')}</p>
    </section>
  )
}

function Met({ met }: { met: boolean | undefined }) {
  if (met === undefined) return <Tag>{t('eligibility.open')}</Tag>
  return <Tag color={met ? 'green' : 'red'}>{t(met ? 'eligibility.met' : 'eligibility.missed')}</Tag>
}

/** 名额 of the grades that were reached, and 后果 of this result with those before it. */
export function QuotasAndConsequences({ assessment }: { assessment: Assessment }) {
  const { quotas = [], consequences = [], gradeNames } = assessment
  if (quotas.length === 0 && consequences.length === 0) return null
  const named = (code: string) => said(gradeNames.find((it) => it.code === code) ?? { zh: code, en: code })
  return (
    <section className="sheet">
      <ul className="evidence-list">
        {quotas.map(({ grade, within, ...it }) => (
          <li key={grade}>
            {t('quota.line', { ...it, grade: named(grade) })}{' '}
            <Tag color={within ? 'green' : 'orange'}>{t(within ? 'quota.within' : 'quota.outside')}</Tag>
          </li>
        ))}
        {consequences.map(({ zh, en, rounds }) => (
          <li key={zh}>
            <Tag color="red">{t('consequence.title')}</Tag> {said({ zh, en })}{' '}
            <span className="note">{t('consequence.rounds', { rounds: rounds.join(t('comma')) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
