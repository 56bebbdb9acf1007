import { t } from 'i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { EntryLink } from '../../kit/entry-link'
import { cutFacts, momentText } from '../../kit/moment'
import { said } from '../../words/said'
import { type Assessment, AT } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'
import { isMoved, ResultNow } from './result-now'

/** 封存之后: what the ledger has learnt since changes nothing in the result; it is listed beside it, as a whole and entry by entry. */
export function SinceSealing({ assessment }: { assessment: Assessment }) {
  const { data } = useAnswer(`GET ${AT}/since-sealing`, { round: assessment.round, id: assessment.platform })
  const moved = data?.indicators.filter((it) => it.entries.length > 0 || Number(it.difference) !== 0) ?? []
  const unitOf = (code: string) => assessment.indicators.find((it) => it.indicator === code)?.unit ?? 'count'
  return (
    <section className="sheet">
      <h2>{t('since.title')}</h2>
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
          <strong>{said(it)}</strong> {t('since.wouldBe')} <UnitValue value={it.sealed} unit={unitOf(it.indicator)} /> →{' '}
          <UnitValue value={it.now} unit={unitOf(it.indicator)} />（{it.difference ?? '—'}）· {t('result.points')}{' '}
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
    </section>
  )
}
