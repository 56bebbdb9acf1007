import { t } from 'i18next'
import { useCatalogue } from '../../figures/catalogue'
import { Facts } from '../../kit/facts'
import { Scrolled } from '../../kit/scrolled'
import { said } from '../../words/said'
import { wordIn } from '../../words/word'
import { ratioWords } from '../assessment/ratio-text'
import { UnitValue, unitText } from '../assessment/unit-value'
import { ConditionWords } from './condition-words'
import type { Indicator, SchemeContent } from './scheme-content'
import { SubsidyWords } from './subsidy-words'

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
            ['audit.window', t(wordIn('schemeWindow', window.kind), { ...window, years: window.years ?? 1 })],
            ['scheme.cut', t(wordIn('schemeCut', asOf.kind), { ...asOf })],
            [
              'scheme.filters',
              filters.length === 0 ? t('none') : filters.map((it) => t(wordIn('schemeFilter', it))).join(t('comma')),
            ],
            ['scheme.full', t('scheme.fullMeans', { full: content.fullScore, decimals: content.decimals })],
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{t('scheme.indicators')}</h2>
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
                  <th scope="rowgroup">{said(group)}</th>
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
      </section>
      <section className="sheet">
        <h2>{t('scheme.grades')}</h2>
        <ul className="evidence-list">
          {grades.levels.map((it) => (
            <li key={it.code}>
              {t(it.notEligible ? 'grade.notEligible' : it.first ? 'grade.cutOffFirst' : 'grade.cutOff', {
                grade: said(it),
                from: it.from,
              })}
            </li>
          ))}
        </ul>
        <p className="note">
          {t('scheme.noShow', {
            grade: said(grades.levels.find((it) => it.code === grades.noShow) ?? { zh: '', en: '' }),
          })}
        </p>
      </section>
      <ConditionWords content={content} unitOf={unitOf} />
      {content.subsidy && <SubsidyWords content={content} rule={content.subsidy} />}
    </>
  )
}

/** The unit that an indicator's values are in. */
function useUnitOf() {
  const catalogue = useCatalogue()
  return ({ source }: Indicator) =>
    source.from === 'ledger' ? catalogue.unitOf(source.figure ?? '') : (source.unit ?? 'count')
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
        return (scoring.tiers ?? [])
          .map((it) => t('scoring.tier', { from: unitText(it.from, unit), points: it.points }))
          .join(t('comma'))
      case 'threshold':
        return t('scoring.threshold')
      case 'none':
        return t('points.none')
      case 'rank':
        return t('scoring.rank', { points: scoring.points?.join(' / '), otherwise: scoring.otherwise })
    }
  }
  return (
    <tr>
      <th scope="row">{said(indicator)}</th>
      <td className="right number">{indicator.weight}</td>
      <td>
        {source.from === 'ratio' ? (
          `${ratioWords({ ...source }, nameOf)} · ${t('ratio.decimals', { decimals: source.decimals })}`
        ) : source.from === 'hand' ? (
          t('self.byHand', { evidence: source.evidence ? said(source.evidence) : '' })
        ) : (
          <span title={catalogue.definitionOf(source.figure ?? '')}>
            {t('scheme.fromLedger', { figure: catalogue.nameOf(source.figure ?? '') })}
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
