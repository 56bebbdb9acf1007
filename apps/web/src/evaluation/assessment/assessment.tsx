import type { Answers } from '../../api/ask'
import { Tag } from '../../kit/tag'
import { shown } from '../../money/amount'
import { Money } from '../../money/money'
import { spoken, t, wordIn } from '../../words/word'

/** A value in the unit of its indicator: amounts in the unit of the page, percent with its sign. */
export function UnitValue({ value, unit }: { value: string | undefined; unit: string }) {
  if (value === undefined) return <span className="number">—</span>
  if (unit === 'CNY' && AMOUNT.test(value)) return <Money value={value} />
  return <span className="number">{unit === 'percent' ? `${value} %` : value}</span>
}

/** The same in plain text, for sentences. */
export function unitText(value: string | undefined, unit: string): string {
  if (value === undefined) return '—'
  if (unit === 'CNY') return `${AMOUNT.test(value) ? shown(value, 'yuan') : value} ${t('yuan')}`
  return unit === 'percent' ? `${value} %` : value
}

const AMOUNT = /^-?\d+\.\d{2}$/

const STAGES: Readonly<Record<string, string>> = { assessing: 'blue', sealed: 'orange', published: 'green' }
const STEPS: Readonly<Record<string, string | undefined>> = {
  submitted: 'blue',
  verified: 'blue',
  graded: 'orange',
  confirmed: 'green',
}

export function StageTag({ stage }: { stage: string }) {
  return <Tag color={STAGES[stage]}>{t(wordIn('round.stage', stage))}</Tag>
}

export function StepTag({ step, noShow }: { step: string; noShow?: boolean }) {
  if (noShow && step === 'stating') return <Tag color="red">{t('round.noShow')}</Tag>
  return <Tag color={STEPS[step]}>{t(wordIn('round.step', step))}</Tag>
}

export type RoundAnswer = Answers['GET /api/rounds/{round}']
export type Standing = RoundAnswer['platforms'][number]
export type Assessment = Answers['GET /api/rounds/{round}/platforms/{id}']
type Eligibility = NonNullable<Assessment['eligibility']>
export type Line = Assessment['indicators'][number]
export type ScoreStep = NonNullable<Line['score']>
export type RowsAnswer = Answers['GET /api/rounds/{round}/platforms/{id}/indicators/{indicator}/rows']
export type Row = RowsAnswer['rows'][number]
export type AuditAnswer = Answers['GET /api/rounds/{round}/platforms/{id}/audit']
export type AuditedRow = AuditAnswer['rows'][number]
export type Subsidy = RoundAnswer['subsidies'][number]
export type Words = Readonly<{ zh: string; en: string }>

/** The routes of one platform's assessment. */
export const AT = '/api/rounds/{round}/platforms/{id}'

interface Term {
  readonly indicator: string
  readonly times?: string
}
type Source = Readonly<Record<string, unknown>>

/** The two sides of a ratio with the names of the indicators that they add up. */
export function ratioWords(source: Source, nameOf: (code: string) => Words | undefined): string {
  const side = (terms: unknown) => {
    const parts = (Array.isArray(terms) ? (terms as readonly Term[]) : []).map(({ indicator, times }) => {
      const name = spoken(nameOf(indicator) ?? { zh: indicator, en: indicator })
      return times === undefined ? name : `${times} × ${name}`
    })
    return parts.length > 1 ? `(${parts.join(' + ')})` : parts.join('')
  }
  return t('ratio.of', { numerator: side(source.numerator), denominator: side(source.denominator) })
}

export const ratioText = ({ indicators }: Assessment, source: Source): string =>
  ratioWords(source, (code) => indicators.find((it) => it.indicator === code))

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
                    name: spoken(line),
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

/** Whether a condition is met; open while it cannot be told. */
export function Met({ met }: { met: boolean | undefined }) {
  if (met === undefined) return <Tag>{t('eligibility.open')}</Tag>
  return <Tag color={met ? 'green' : 'red'}>{t(met ? 'eligibility.met' : 'eligibility.missed')}</Tag>
}

/** 名额 of the grades that were reached, and 后果 of this result with those before it. */
export function QuotasAndConsequences({ assessment }: { assessment: Assessment }) {
  const { quotas = [], consequences = [], gradeNames } = assessment
  if (quotas.length === 0 && consequences.length === 0) return null
  const named = (code: string) => spoken(gradeNames.find((it) => it.code === code) ?? { zh: code, en: code })
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
            <Tag color="red">{t('consequence.title')}</Tag> {spoken({ zh, en })}{' '}
            <span className="note">{t('consequence.rounds', { rounds: rounds.join(t('comma')) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
