import { t } from 'i18next'
import { EntryLink } from '../../kit/entry-link'
import { momentText } from '../../kit/moment'
import { said } from '../../words/said'
import type { AuditAnswer, Line } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'

/** Why the answer differs from an earlier one: entry by entry, and what each did to the figure. */
export function AuditChanges({
  changed,
  indicators,
}: {
  changed: NonNullable<AuditAnswer['changed']>
  indicators: ReadonlyMap<string, Line>
}) {
  const moved = changed.indicators.filter((it) => it.since !== it.until || it.entries.length > 0)
  return (
    <section className="sheet">
      <h2>{t('audit.changedSince', { since: changed.since.sequence, until: changed.until.sequence })}</h2>
      {moved.length === 0 && <p className="note">{t('change.none')}</p>}
      {moved.map((it) => {
        const line = indicators.get(it.indicator)
        const unit = line?.unit ?? 'count'
        return (
          <div key={it.indicator} className="deduction">
            <strong>{line ? said(line) : it.indicator}</strong> <UnitValue value={it.since ?? undefined} unit={unit} />{' '}
            → <UnitValue value={it.until ?? undefined} unit={unit} />
            <ul>
              {it.entries.slice(0, 200).map((entry) => (
                <li key={entry.entryId}>
                  {t('figure.sequence')} {entry.sequence} · <EntryLink entry={entry} /> {t(`moved.${entry.how}`)} ·{' '}
                  {entry.actor} · {momentText(entry.recordedAt)} · {t('change.effect')}{' '}
                  <UnitValue value={entry.effect} unit={unit} />
                </li>
              ))}
            </ul>
            {it.entries.length > 200 && <p className="note">{t('audit.more', { count: it.entries.length - 200 })}</p>}
          </div>
        )
      })}
    </section>
  )
}
