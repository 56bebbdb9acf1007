import { useTranslation } from 'react-i18next'
import type { Answers } from '../../api/ask'
import { Scrolled } from '../../kit/scrolled'
import { useTwoLanguages } from '../../kit/two-languages'
import { shown } from '../../money/amount'
import { Money } from '../../money/money'
import type { AT } from '../assessment/answers'

type Result = NonNullable<Answers[`GET ${typeof AT}/since-sealing`]['result']>

/** The result as a whole: as sealed, and as the ledger would now make it; what cannot be said is said so. */
export function ResultNow({ result }: { result: Result }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const yuan = (it: string) => `${shown(it, 'yuan')} ${t('yuanSuffix')}`
  const { total, place, grade, subsidy, cannotSay } = result
  const why = (field: Result['cannotSay'][number]['field']) => {
    const reason = cannotSay.find((it) => it.field === field)
    return reason ? <span className="note">{t('since.cannotSay', { why: said(reason) })}</span> : '—'
  }
  return (
    <Scrolled label={t('since.whole')}>
      <table className="changed">
        <thead>
          <tr>
            <th scope="col">{t('since.whole')}</th>
            <th scope="col" className="right">
              {t('since.asSealed')}
            </th>
            <th scope="col" className="right">
              {t('since.now')}
            </th>
            <th scope="col" className="right">
              {t('since.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('round.total')}</th>
            <td className="right number">{total.sealed}</td>
            <td className="right number">{total.now ?? why('total')}</td>
            <td className="right number">{total.difference ?? '—'}</td>
          </tr>
          {place && (
            <tr>
              <th scope="row">{t('since.place')}</th>
              <td className="right number">{place.sealed ?? '—'}</td>
              <td className="right number">{place.now ?? why('place')}</td>
              <td />
            </tr>
          )}
          <tr>
            <th scope="row">{t('round.grade')}</th>
            <td className="right">{said(grade.sealed)}</td>
            <td className="right">{grade.now ? said(grade.now) : why('grade')}</td>
            <td />
          </tr>
          {subsidy && (
            <tr>
              <th scope="row">{t('since.subsidy')}</th>
              <td className="right">
                <Money value={subsidy.sealed.amount} />
              </td>
              <td className="right">{subsidy.now ? <Money value={subsidy.now.amount} /> : why('subsidy')}</td>
              <td className="right">{subsidy.difference === undefined ? '—' : <Money value={subsidy.difference} />}</td>
            </tr>
          )}
        </tbody>
      </table>
      {subsidy?.grantedElsewhereSince?.map(({ rule, rounds, atSealing, now }) => (
        <p key={rule} className="note">
          {t('since.grantedElsewhere', {
            cap: t(`cap.${rule}`),
            rounds: rounds.join('、'),
            atSealing: yuan(atSealing),
            now: yuan(now),
          })}
        </p>
      ))}
    </Scrolled>
  )
}

/** Whether anything of it would be otherwise, or cannot be told. */
export function isMoved({ total, place, grade, subsidy, cannotSay }: Result): boolean {
  return (
    cannotSay.length > 0 ||
    Number(total.difference) !== 0 ||
    place?.now !== place?.sealed ||
    grade.now?.code !== grade.sealed.code ||
    (subsidy !== undefined && (Number(subsidy.difference) !== 0 || subsidy.grantedElsewhereSince !== undefined))
  )
}
