import { Tag } from 'antd'
import { t } from 'i18next'
import { Facts } from '../../kit/facts'
import { Money } from '../../money/money'
import { said } from '../../words/said'
import type { AuditedRow } from '../assessment/answers'

/** What the audit knows of a row: paper, warnings, relation, double counts, the window, money behind. */
export function RowKnown({ audited }: { audited?: AuditedRow }) {
  if (!audited) return <p className="note row-known">…</p>
  const { recorded, warnings, related, countedTwice, otherRounds, window, money } = audited
  const outside = [...(window.inside ? [] : [t('audit.outside')]), ...window.notes.map((it) => t(`window.${it}`))]
  return (
    <Facts
      className="row-known"
      facts={[
        ['verify.evidence', <EvidenceOfRow key="evidence" evidence={recorded.evidence} />],
        [
          'contract.warnings',
          warnings.length === 0
            ? t('none')
            : warnings.map((it) => (
                <div key={it.code}>
                  <Tag color="orange">{it.code}</Tag> {said(it)}
                </div>
              )),
        ],
        related && [
          'audit.related',
          t(related.throughHeadOffice ? 'audit.relatedThrough' : 'audit.relatedBy', {
            by: t(`related.${related.by}`),
            from: related.from,
            sequence: related.sequence,
          }),
        ],
        countedTwice.length > 0 && [
          'audit.twice',
          countedTwice.map((it) => (
            <div key={`${it.kind} ${it.contractNo} ${it.document} ${it.indicator}`}>
              {said(it)} {[it.contractNo, it.registrationNo, it.document, it.signedOn].filter(Boolean).join(' · ')}
            </div>
          )),
        ],
        otherRounds.length > 0 && ['audit.otherRounds', otherRounds.join('、')],
        outside.length > 0 && ['audit.window', outside.join(t('comma'))],
        money && ['audit.money', <MoneyBehind key="money" money={money} />],
        recorded.late && ['audit.late', t('audit.lateDays', { days: recorded.days })],
        recorded.corrected && ['audit.corrected', `${recorded.corrected.by} · ${recorded.corrected.reason}`],
      ]}
    />
  )
}

function EvidenceOfRow({ evidence }: { evidence: AuditedRow['recorded']['evidence'] }) {
  if (evidence.length === 0) return <Tag color="orange">{t('verify.noEvidence')}</Tag>
  return evidence.map((it) => (
    <div key={it.sha256} title={it.sha256}>
      {it.fileName} · {t('field.pagesOf', { pages: it.pages })}{' '}
      <span className="note">{t(`evidence.of.${it.of}`)}</span>
    </div>
  ))
}

function MoneyBehind({ money: { signed, received, behind } }: { money: NonNullable<AuditedRow['money']> }) {
  return (
    <>
      {t('audit.signed')} <Money value={signed} /> · {t('audit.received')} <Money value={received} />
      {behind && (
        <>
          {' · '}
          {t('audit.behind')} <Money value={behind} />
        </>
      )}
    </>
  )
}
