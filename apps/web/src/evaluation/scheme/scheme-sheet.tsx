import type { Indicator, Requirement, SchemeContent, SubsidyRule } from '@pilot-ledger/evaluation/definitions'
import { useCatalogue } from '../../figures/figure'
import { Facts, Sheet } from '../../kit/page'
import { Scrolled } from '../../kit/tables'
import { spoken, t, wordIn } from '../../words/word'
import { ratioWords, UnitValue, unitText } from '../assessment/assessment'

/** Window, cut, filters, indicators with weight, target and scoring, grades, subsidy: all of a scheme, readable. */
export function SchemeSheet({ content }: { content: SchemeContent }) {
  const { window, asOf, filters, grades, groups } = content
  const unitOf = useUnitOf()
  return (
    <>
      <section className="sheet">
        <Facts
          className="scheme-facts"
          facts={[
            ['audit.window', t(wordIn('schemeWindow', window.kind), { years: 1, ...window })],
            ['scheme.cut', t(wordIn('schemeCut', asOf.kind), { ...asOf })],
            [
              'scheme.filters',
              filters.length === 0 ? t('none') : filters.map((it) => t(wordIn('schemeFilter', it))).join(t('comma')),
            ],
            ['scheme.full', t('scheme.fullMeans', { full: content.fullScore, decimals: content.decimals })],
          ]}
        />
      </section>
      <Sheet title={t('scheme.indicators')}>
        <Scrolled label={t('scheme.indicators')}>
          <table className="changed scores">
            <thead>
              <tr>
                <th>{t('result.indicator')}</th>
                <th className="right">{t('result.weight')}</th>
                <th>{t('scheme.value')}</th>
                <th className="right">{t('scheme.target')}</th>
                <th>{t('scheme.scoring')}</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.code}>
                <tr className="total">
                  <th scope="rowgroup">{spoken(group)}</th>
                  <td className="right number">{group.weight}</td>
                  <td colSpan={3} />
                </tr>
                {group.indicators.map((it) => (
                  <IndicatorLine key={it.code} indicator={it} content={content} />
                ))}
              </tbody>
            ))}
          </table>
        </Scrolled>
      </Sheet>
      <Sheet title={t('scheme.grades')}>
        <ul className="evidence-list">
          {grades.levels.map((it) => (
            <li key={it.code}>
              {t(it.notEligible ? 'grade.notEligible' : it.first ? 'grade.cutOffFirst' : 'grade.cutOff', {
                grade: spoken(it),
                from: it.from,
              })}
            </li>
          ))}
        </ul>
        <p className="note">
          {t('scheme.noShow', {
            grade: spoken(grades.levels.find((it) => it.code === grades.noShow) ?? { zh: '', en: '' }),
          })}
        </p>
      </Sheet>
      <ConditionWords content={content} unitOf={unitOf} />
      {content.subsidy && <SubsidyWords content={content} rule={content.subsidy} />}
    </>
  )
}

/** The unit that an indicator's values are in. */
function useUnitOf() {
  const catalogue = useCatalogue()
  return ({ source }: Indicator) => (source.from === 'ledger' ? catalogue.unitOf(source.figure) : source.unit)
}

function IndicatorLine({ indicator, content }: { indicator: Indicator; content: SchemeContent }) {
  const catalogue = useCatalogue()
  const { source, scoring } = indicator
  const unit = useUnitOf()(indicator)
  const nameOf = (code: string) => content.groups.flatMap((it) => it.indicators).find((it) => it.code === code)
  const method = () => {
    switch (scoring.method) {
      case 'share':
        return t('scoring.share', { cap: scoring.cap ?? '1' })
      case 'tiers':
        return scoring.tiers
          .map((it) => t('scoring.tier', { from: unitText(it.from, unit), points: it.points }))
          .join(t('comma'))
      case 'threshold':
        return t('scoring.threshold')
      case 'none':
        return t('points.none')
      case 'rank':
        return t('scoring.rank', { points: scoring.points.join(' / '), otherwise: scoring.otherwise })
    }
  }
  return (
    <tr>
      <th scope="row">{spoken(indicator)}</th>
      <td className="right number">{indicator.weight}</td>
      <td>
        {source.from === 'ratio' ? (
          `${ratioWords({ ...source }, nameOf)} · ${t('ratio.decimals', { decimals: source.decimals })}`
        ) : source.from === 'hand' ? (
          t('self.byHand', { evidence: spoken(source.evidence) })
        ) : (
          <span title={catalogue.definitionOf(source.figure)}>
            {t('scheme.fromLedger', { figure: catalogue.nameOf(source.figure) })}
            {source.taxBasis && ` · ${t(wordIn('tax', source.taxBasis))}`}
            {source.years && ` · ${t('scheme.years', { years: source.years })}`}
          </span>
        )}
      </td>
      <td className="right">
        <UnitValue value={indicator.target} unit={unit} />
      </td>
      <td>{method()}</td>
    </tr>
  )
}

/** 补助 in sentences: base and rate, then each cap in the order in which it is applied. */
function SubsidyWords({ content, rule }: { content: SchemeContent; rule: SubsidyRule }) {
  const { base } = rule
  const yuan = (it: string) => unitText(it, 'CNY')
  const gradeOf = (code: string) =>
    spoken(content.grades.levels.find((it) => it.code === code) ?? { zh: code, en: code })
  const indicator = content.groups
    .flatMap((it) => it.indicators)
    .find((it) => base.kind !== 'byGrade' && it.code === base.indicator)
  const name = indicator ? spoken(indicator) : ''
  const lines = [
    ...(base.kind === 'rate' ? [t('subsidyRule.rate', { name, rate: base.rate })] : []),
    ...(base.kind === 'tiers'
      ? base.tiers.map((it) => t('subsidyRule.tier', { name, from: yuan(it.from), rate: it.rate }))
      : []),
    ...(base.kind === 'byGrade'
      ? base.amounts.map((it) => t('subsidyRule.byGrade', { grade: gradeOf(it.grade), amount: yuan(it.amount) }))
      : []),
    ...(rule.capPerItem ? [t('subsidyRule.item', { limit: yuan(rule.capPerItem) })] : []),
    ...(rule.onlyGrades ? [t('subsidyRule.grades', { grades: rule.onlyGrades.map(gradeOf).join('、') })] : []),
    ...(rule.capPerBodyAndYear ? [t('subsidyRule.year', { limit: yuan(rule.capPerBodyAndYear) })] : []),
    ...(rule.f22 ? [t('subsidyRule.f22', { limit: yuan('1000000.00') })] : []),
  ]
  return (
    <Sheet title={t('page.subsidy')}>
      <ol className="evidence-list">
        {lines.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ol>
    </Sheet>
  )
}

/** 入围条件, 名额 and 后果 of a scheme in sentences. */
function ConditionWords({ content, unitOf }: { content: SchemeContent; unitOf: (indicator: Indicator) => string }) {
  const { eligibility, consequences = [], grades } = content
  const gradeOf = (code: string) => spoken(grades.levels.find((it) => it.code === code) ?? { zh: code, en: code })
  const quotas = grades.levels.filter((it) => it.quota)
  return (
    <>
      {eligibility && (
        <Sheet title={t('eligibility.title')}>
          <ul className="evidence-list">
            <RequirementLine requires={eligibility.requires} content={content} unitOf={unitOf} />
          </ul>
          <p className="note">{t('eligibility.otherwise', { grade: gradeOf(eligibility.grade) })}</p>
        </Sheet>
      )}
      {(quotas.length > 0 || consequences.length > 0) && (
        <section className="sheet">
          <ul className="evidence-list">
            {quotas.map((it) => (
              <li key={it.code}>
                {t(wordIn('quota', it.quota?.kind), {
                  ...it.quota,
                  grade: spoken(it),
                  ties: t(`quota.ties.${it.quota?.ties ?? 'none'}`),
                })}
              </li>
            ))}
            {consequences.map((it) => (
              <li key={it.zh}>
                {t(`consequence.${it.when}`, {
                  times: it.times,
                  grades: it.when === 'grade' ? it.grades.map(gradeOf).join('、') : '',
                  words: spoken(it),
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
  if (requires.kind === 'any' || requires.kind === 'all')
    return (
      <li>
        {t(`eligibility.${requires.kind}`)}
        <ul>
          {requires.of.map((it) => (
            <RequirementLine key={JSON.stringify(it)} requires={it} content={content} unitOf={unitOf} />
          ))}
        </ul>
      </li>
    )
  const { kind, indicator: code, value } = requires
  const indicator = content.groups.flatMap((it) => it.indicators).find((it) => it.code === code)
  const unit = indicator ? unitOf(indicator) : 'count'
  const name = spoken(indicator ?? { zh: code, en: code })
  return (
    <li>
      {t(kind === 'atLeast' ? 'eligibility.asksAtLeast' : 'eligibility.asksAtMost', {
        name,
        limit: unitText(value, unit),
      })}
    </li>
  )
}
