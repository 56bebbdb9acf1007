import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import type { Answers } from '../../api/ask'
import { cutFacts, momentText } from '../../kit/moment'
import { Sheet } from '../../kit/page'
import { EntryLink, PlainTable } from '../../kit/tables'
import { Money } from '../../money/money'
import { spoken, t, type Word } from '../../words/word'
import { type Assessment, AT, UnitValue, unitText } from '../assessment/assessment'

/** 封存之后: what the ledger has learnt since changes nothing in the result; it is listed beside it, as a whole and entry by entry. */
export function SinceSealing({ assessment }: { assessment: Assessment }) {
  const { data } = useAnswer(`GET ${AT}/since-sealing`, { round: assessment.round, id: assessment.platform })
  const moved = data?.indicators.filter((it) => it.entries.length > 0 || Number(it.difference) !== 0) ?? []
  const unitOf = (code: string) => assessment.indicators.find((it) => it.indicator === code)?.unit ?? 'count'
  return (
    <Sheet title={t('since.title')}>
      {data?.hash && (
        <p className="note">
          {t('since.sealed', { sealNo: data.sealNo, ...(data.sealed && cutFacts(data.sealed)) })}{' '}
          <span className="hash">{data.hash}</span>{' '}
          <Link to={`/rounds/${assessment.round}/seal`}>{t('seal.check')}</Link>
        </p>
      )}
      {data?.result && <ResultNow result={data.result} />}
      {!data && <p className="note">…</p>}
      {data && moved.length === 0 && (
        <p className="note">{t(data.result && isMoved(data.result) ? 'since.notOwn' : 'since.nothing')}</p>
      )}
      {moved.map((it) => (
        <div key={it.indicator} className="deduction">
          <strong>{spoken(it)}</strong> {t('since.wouldBe')} <UnitValue value={it.sealed} unit={unitOf(it.indicator)} />{' '}
          → <UnitValue value={it.now} unit={unitOf(it.indicator)} />（{it.difference ?? '—'}）· {t('result.points')}{' '}
          <span className="number">
            {it.sealedPoints} → {it.pointsNow ?? '—'}
          </span>
          <ul>
            {it.entries.map((entry) => (
              <li key={entry.entryId}>
                {t('figure.sequence')} {entry.sequence} · <EntryLink entry={entry} /> {t(`moved.${entry.how}`)} ·{' '}
                {entry.actor} · {momentText(entry.recordedAt)} · {t('change.effect')}{' '}
                <UnitValue value={entry.effect} unit={unitOf(it.indicator)} />
                {entry.struck && `（${t('audit.rowStruck')}）`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Sheet>
  )
}

type Result = NonNullable<Answers[`GET ${typeof AT}/since-sealing`]['result']>

/** The result as a whole: as sealed, and as the ledger would now make it; what cannot be said is told so. */
function ResultNow({ result }: { result: Result }) {
  const { total, place, grade, subsidy, cannotSay } = result
  const why = (field: Result['cannotSay'][number]['field']) => {
    const reason = cannotSay.find((it) => it.field === field)
    return reason ? <span className="note">{t('since.cannotSay', { why: spoken(reason) })}</span> : '—'
  }
  const lines: readonly (ResultLine | undefined)[] = [
    {
      name: 'round.total',
      sealed: <span className="number">{total.sealed}</span>,
      now: total.now ?? why('total'),
      difference: total.difference ?? '—',
    },
    place && { name: 'since.place', sealed: place.sealed ?? '—', now: place.now ?? why('place') },
    { name: 'round.grade', sealed: spoken(grade.sealed), now: grade.now ? spoken(grade.now) : why('grade') },
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
            atSealing: unitText(atSealing, 'CNY'),
            now: unitText(now, 'CNY'),
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
function isMoved({ total, place, grade, subsidy, cannotSay }: Result): boolean {
  return (
    cannotSay.length > 0 ||
    Number(total.difference) !== 0 ||
    place?.now !== place?.sealed ||
    grade.now?.code !== grade.sealed.code ||
    (subsidy !== undefined && (Number(subsidy.difference) !== 0 || subsidy.grantedElsewhereSince !== undefined))
  )
}
