import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Scrolled } from '../../kit/scrolled'
import { useTwoLanguages } from '../../kit/two-languages'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import type { Subsidy } from '../assessment/answers'
import { Payments } from './payments'

/** One platform's subsidy as finance checks it: base, rate, each cap as a line of its own with what it took away. */
export function SubsidySheet({ round, subsidy, name }: { round: string; subsidy: Subsidy; name: string }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { may } = useSession()
  const { base, rate, tier, items } = subsidy
  return (
    <section className="sheet" aria-label={name}>
      <h2>
        {name} <Tag color="blue">{said(subsidy.grade)}</Tag>
        {!subsidy.determined && <Tag color="orange">{t('subsidy.notDetermined')}</Tag>}
      </h2>
      <Scrolled label={t('subsidy.title')}>
        <table className="changed subsidy">
          <thead>
            <tr>
              <th>{t('subsidy.step')}</th>
              <th>{t('subsidy.rule')}</th>
              <th className="right">{t('subsidy.tookAway')}</th>
              <th className="right">{t('subsidy.after')}</th>
            </tr>
          </thead>
          <tbody>
            {base !== undefined && (
              <tr>
                <th scope="row">{t('subsidy.base')}</th>
                <td>{t('subsidy.baseMeans')}</td>
                <td />
                <td className="right">
                  <Money value={base} />
                </td>
              </tr>
            )}
            <tr>
              <th scope="row">{t('subsidy.computed')}</th>
              <td>
                {rate === undefined
                  ? t('subsidy.byGrade')
                  : t(tier === undefined ? 'subsidy.rate' : 'subsidy.tier', { rate, tier })}
              </td>
              <td />
              <td className="right">
                <Money value={subsidy.computed} />
              </td>
            </tr>
            {subsidy.lines.map((it) => (
              <tr key={it.rule}>
                <th scope="row">{t(`cap.${it.rule}`)}</th>
                <td>
                  {it.limit !== undefined && (
                    <>
                      {t('subsidy.limit')} <Money value={it.limit} />
                    </>
                  )}
                  {it.granted !== undefined && (
                    <>
                      {t('comma')}
                      {t('subsidy.granted')} <Money value={it.granted} />
                      {it.grantedBy && t('subsidy.grantedBy', { rounds: it.grantedBy.join('、') })}
                    </>
                  )}
                  {it.rule === 'grade' && t(gradeWord(it), { grade: said(subsidy.grade) })}
                </td>
                <td className="right">{nothing(it.tookAway) ? '0' : <Money value={`-${it.tookAway}`} />}</td>
                <td className="right">
                  <Money value={it.after} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="total">
              <th scope="row" colSpan={3}>
                {t('subsidy.amount')}
              </th>
              <td className="right">
                <strong>
                  <Money value={subsidy.amount} />
                </strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </Scrolled>
      {items && items.length > 0 && <Items items={items} />}
      <Payments round={round} subsidy={subsidy} pays={may('paySubsidy')} />
      <p className="note">
        {t('subsidy.year', { year: subsidy.year })} · {t('subsidy.hash')} <span className="hash">{subsidy.hash}</span>
      </p>
    </section>
  )
}

function Items({ items }: { items: NonNullable<Subsidy['items']> }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('subsidy.items', { count: items.length })}</summary>
      <table className="changed">
        <thead>
          <tr>
            <th>{t('figure.contract')}</th>
            <th className="right">{t('subsidy.base')}</th>
            <th className="right">{t('subsidy.computed')}</th>
            <th className="right">{t('subsidy.after')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((it) => (
            <tr key={it.engagement}>
              <th scope="row">{it.contractNo}</th>
              {[it.value, it.computed, it.granted].map((of, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns in their order
                <td key={i} className="right">
                  <Money value={of} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Of a subsidy that is nothing anyhow the grade takes nothing away: then only its name is said. */
function gradeWord({ tookAway, after }: Subsidy['lines'][number]): string {
  if (!nothing(tookAway)) return 'subsidy.gradeGetsNothing'
  return nothing(after) ? 'subsidy.gradeOnly' : 'subsidy.gradeGets'
}

const nothing = (amount: string) => amount === '0.00'
