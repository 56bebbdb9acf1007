import { t } from 'i18next'
import { shown } from '../../money/amount'
import { said } from '../../words/said'
import type { SchemeContent, SubsidyRule } from './scheme-content'

/** 补助 in sentences: base and rate, then each cap in the order in which it is applied. */
export function SubsidyWords({ content, rule }: { content: SchemeContent; rule: SubsidyRule }) {
  const { base } = rule
  const yuan = (it: string) => `${shown(it, 'yuan')} ${t('yuan')}`
  const gradeOf = (code: string) => said(content.grades.levels.find((it) => it.code === code) ?? { zh: code, en: code })
  const indicator = content.groups.flatMap((it) => it.indicators).find((it) => it.code === base.indicator)
  const name = indicator ? said(indicator) : ''
  const lines = [
    ...(base.kind === 'rate' ? [t('subsidyRule.rate', { name, rate: base.rate })] : []),
    ...(base.kind === 'tiers'
      ? (base.tiers ?? []).map((it) => t('subsidyRule.tier', { name, from: yuan(it.from), rate: it.rate }))
      : []),
    ...(base.kind === 'byGrade'
      ? (base.amounts ?? []).map((it) =>
          t('subsidyRule.byGrade', { grade: gradeOf(it.grade), amount: yuan(it.amount) }),
        )
      : []),
    ...(rule.capPerItem ? [t('subsidyRule.item', { limit: yuan(rule.capPerItem) })] : []),
    ...(rule.onlyGrades ? [t('subsidyRule.grades', { grades: rule.onlyGrades.map(gradeOf).join('、') })] : []),
    ...(rule.capPerBodyAndYear ? [t('subsidyRule.year', { limit: yuan(rule.capPerBodyAndYear) })] : []),
    ...(rule.f22 ? [t('subsidyRule.f22', { limit: yuan('1000000.00') })] : []),
  ]
  return (
    <section className="sheet">
      <h2>{t('page.subsidy')}</h2>
      <ol className="evidence-list">
        {lines.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ol>
    </section>
  )
}
