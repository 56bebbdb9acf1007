import { t } from 'i18next'
import { said } from '../../words/said'
import { wordIn } from '../../words/word'
import { unitText } from '../assessment/unit-value'
import type { Indicator, Requirement, SchemeContent } from './scheme-content'

/** 入围条件, 名额 and 后果 of a scheme in sentences. */
export function ConditionWords({
  content,
  unitOf,
}: {
  content: SchemeContent
  unitOf: (indicator: Indicator) => string
}) {
  const { eligibility, consequences = [], grades } = content
  const gradeOf = (code: string) => said(grades.levels.find((it) => it.code === code) ?? { zh: code, en: code })
  const quotas = grades.levels.filter((it) => it.quota)
  return (
    <>
      {eligibility && (
        <section className="sheet">
          <h2>{t('eligibility.title')}</h2>
          <ul className="evidence-list">
            <RequirementLine requires={eligibility.requires} content={content} unitOf={unitOf} />
          </ul>
          <p className="note">{t('eligibility.otherwise', { grade: gradeOf(eligibility.grade) })}</p>
        </section>
      )}
      {(quotas.length > 0 || consequences.length > 0) && (
        <section className="sheet">
          <ul className="evidence-list">
            {quotas.map((it) => (
              <li key={it.code}>
                {t(wordIn('quota', it.quota?.kind), {
                  ...it.quota,
                  grade: said(it),
                  ties: t(`quota.ties.${it.quota?.ties ?? 'none'}`),
                })}
              </li>
            ))}
            {consequences.map((it) => (
              <li key={it.zh}>
                {t(`consequence.${it.when}`, {
                  times: it.times,
                  grades: it.grades?.map(gradeOf).join('、'),
                  words: said(it),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function RequirementLine({
  requires,
  content,
  unitOf,
}: {
  requires: Requirement
  content: SchemeContent
  unitOf: (indicator: Indicator) => string
}) {
  const { kind, of = [], indicator: code, value } = requires
  if (kind === 'any' || kind === 'all')
    return (
      <li>
        {t(`eligibility.${kind}`)}
        <ul>
          {of.map((it) => (
            <RequirementLine key={JSON.stringify(it)} requires={it} content={content} unitOf={unitOf} />
          ))}
        </ul>
      </li>
    )
  const indicator = content.groups.flatMap((it) => it.indicators).find((it) => it.code === code)
  const unit = indicator ? unitOf(indicator) : 'count'
  const name = said(indicator ?? { zh: code ?? '', en: code ?? '' })
  return (
    <li>
      {t(kind === 'atLeast' ? 'eligibility.asksAtLeast' : 'eligibility.asksAtMost', {
        name,
        limit: unitText(value, unit),
      })}
    </li>
  )
}
