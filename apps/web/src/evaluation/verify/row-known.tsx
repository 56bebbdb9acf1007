import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTwoLanguages } from '../../kit/two-languages'
import { Money } from '../../money/money'
import type { AuditedRow } from '../assessment/answers'

/** What the audit knows of a row: paper, warnings, relation, double counts, the window, money behind. */
export function RowKnown({ audited }: { audited?: AuditedRow }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  if (!audited) return <p className="note row-known">…</p>
  const { recorded, warnings, related, countedTwice, otherRounds, window, money } = audited
  return (
    <dl className="row-facts row-known">
      <dt>{t('verify.evidence')}</dt>
      <dd>
        {recorded.evidence.length === 0 ? (
          <Tag color="orange">{t('verify.noEvidence')}</Tag>
        ) : (
          recorded.evidence.map((it) => (
            <div key={it.sha256} title={it.sha256}>
              {it.fileName} · {t('field.pagesOf', { pages: it.pages })}{' '}
              <span className="note">{t(`evidence.of.${it.of}`)}</span>
            </div>
          ))
        )}
      </dd>
      <dt>{t('verify.warnings')}</dt>
      <dd>
        {warnings.length === 0
          ? t('none')
          : warnings.map((it) => (
              <div key={it.code}>
                <Tag color="orange">{it.code}</Tag> {said(it)}
              </div>
            ))}
      </dd>
      {related && (
        <>
          <dt>{t('audit.related')}</dt>
          <dd>
            {t(related.throughHeadOffice ? 'audit.relatedThrough' : 'audit.relatedBy', {
              by: t(`related.${related.by}`),
              from: related.from,
              sequence: related.sequence,
            })}
          </dd>
        </>
      )}
      {countedTwice.length > 0 && (
        <>
          <dt>{t('audit.twice')}</dt>
          <dd>
            {countedTwice.map((it) => (
              <div key={`${it.kind} ${it.contractNo} ${it.document} ${it.indicator}`}>
                {said(it)} {[it.contractNo, it.registrationNo, it.document, it.signedOn].filter(Boolean).join(' · ')}
              </div>
            ))}
          </dd>
        </>
      )}
      {otherRounds.length > 0 && (
        <>
          <dt>{t('audit.otherRounds')}</dt>
          <dd>{otherRounds.join('、')}</dd>
        </>
      )}
      {(!window.inside || window.notes.length > 0) && (
        <>
          <dt>{t('audit.window')}</dt>
          <dd>
            {[...(window.inside ? [] : [t('audit.outside')]), ...window.notes.map((it) => t(`window.${it}`))].join(
              t('comma'),
            )}
          </dd>
        </>
      )}
      {money && (
        <>
          <dt>{t('audit.money')}</dt>
          <dd>
            {t('audit.signed')} <Money value={money.signed} /> · {t('audit.received')} <Money value={money.received} />
            {money.behind && (
              <>
                {' · '}
                {t('audit.behind')} <Money value={money.behind} />
              </>
            )}
          </dd>
        </>
      )}
      {recorded.late && (
        <>
          <dt>{t('audit.late')}</dt>
          <dd>{t('audit.lateDays', { days: recorded.days })}</dd>
        </>
      )}
      {recorded.corrected && (
        <>
          <dt>{t('audit.corrected')}</dt>
          <dd>
            {recorded.corrected.by} · {recorded.corrected.reason}
          </dd>
        </>
      )}
    </dl>
  )
}
