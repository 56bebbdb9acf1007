import { t } from 'i18next'
import type { ReactNode } from 'react'
import type { Answers } from '../../api/ask'
import { PlainTable } from '../../kit/plain-table'
import { shown } from '../../money/amount'
import { Money } from '../../money/money'
import { said } from '../../words/said'
import type { Word } from '../../words/word'
import type { AT } from '../assessment/answers'

type Result = NonNullable<Answers[`GET ${typeof AT}/since-sealing`]['result']>

/** The result as a whole: as sealed, and as the ledger would now make it; what cannot be said is said so. */
export function ResultNow({ result }: { result: Result }) {
  const yuan = (it: string) => `${shown(it, 'yuan')} ${t('yuan')}`
  const { total, place, grade, subsidy, cannotSay } = result
  const why = (field: Result['cannotSay'][number]['field']) => {
    const reason = cannotSay.find((it) => it.field === field)
    return reason ? <span className="note">{t('since.cannotSay', { why: said(reason) })}</span> : '—'
  }
  const lines: readonly (ResultLine | undefined)[] = [
    {
      name: 'round.total',
      sealed: <span className="number">{total.sealed}</span>,
      now: total.now ?? why('total'),
      difference: total.difference ?? '—',
    },
    place && { name: 'since.place', sealed: place.sealed ?? '—', now: place.now ?? why('place') },
    { name: 'round.grade', sealed: said(grade.sealed), now: grade.now ? said(grade.now) : why('grade') },
    subsidy && {
      name: 'since.subsidy',
      sealed: <Money value={subsidy.sealed.amount} />,
      now: subsidy.now ? <Money value={subsidy.now.amount} /> : why('subsidy'),
      difference: subsidy.difference === undefined ? '—' : <Money value={subsidy.difference} />,
    },
  ]
  return (
    <>
      <PlainTable
        label={t('since.whole')}
        rows={lines.filter((it) => it !== undefined)}
        keyOf={(it) => it.name}
        columns={[
          { word: 'since.whole', cell: (it) => t(it.name) },
          { word: 'since.asSealed', right: true, cell: (it) => it.sealed },
          { word: 'since.now', right: true, number: (it) => it.now },
          { word: 'since.difference', right: true, number: (it) => it.difference },
        ]}
      />
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
    </>
  )
}

interface ResultLine {
  readonly name: Word
  readonly sealed: ReactNode
  readonly now: ReactNode
  readonly difference?: ReactNode
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
