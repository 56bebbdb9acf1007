import { useState } from 'react'
import { ReasonForm } from '../../forms/reason-form'
import { momentText } from '../../kit/moment'
import { Facts } from '../../kit/page'
import { EntryLink } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { WarningTag } from '../../kit/warning-tag'
import { typedAmount } from '../../money/amount'
import { AmountInput, Money } from '../../money/money'
import { PaperLink } from '../../papers/paper-link'
import { spoken, t, wordIn } from '../../words/word'
import { type Assessment, AT, type AuditedRow, type Row, UnitValue } from '../assessment/assessment'
import { papersOfRow } from '../assessment/papers-of-row'

/** One row: the entry it comes from, its paper, what speaks against it, and what was struck. */
export function RowPane({
  assessment,
  indicator,
  unit,
  row,
  audited,
  works,
}: {
  assessment: Assessment
  indicator: string
  unit: string
  row: Row
  audited?: AuditedRow
  works: boolean
}) {
  return (
    <section className="row-pane" aria-label={t('verify.row')}>
      <h3>
        <EntryLink entry={row} platform={assessment.platform} /> {audited?.title}
      </h3>
      <Facts
        facts={[
          [
            'figure.amount',
            <>
              <UnitValue value={row.value} unit={unit} />
              {row.taxBasis && ` ${t(`tax.${row.taxBasis}`)}`}
            </>,
          ],
          row.client !== undefined && ['contract.client', row.client],
          row.counts !== undefined && ['figure.counts', row.counts.replace(/^\w+:(uscc:)?/, '')],
          [
            'figure.what',
            <>
              {t(wordIn('entry', row.type))} <span className="number">{row.date}</span>
            </>,
          ],
          [
            'figure.recorded',
            <span key="recorded" className="number">
              {t('figure.sequence')} {row.sequence} · {momentText(row.recordedAt)} {row.actor}
            </span>,
          ],
        ]}
      />
      <RowKnown audited={audited} platform={assessment.platform} />
      <Strikes assessment={assessment} indicator={indicator} unit={unit} row={row} works={works} />
    </section>
  )
}

/** 核减 of one row: what was struck and lifted, and the two forms for more; the whole row, or part of an amount. */
function Strikes({
  assessment,
  indicator,
  unit,
  row,
  works,
}: {
  assessment: Assessment
  indicator: string
  unit: string
  row: Row
  works: boolean
}) {
  const [amount, setAmount] = useState('')
  const params = { round: assessment.round, id: assessment.platform }
  const held = row.strikes.filter((it) => it.lifted === undefined)
  const whole = held.some((it) => it.amount === undefined)
  const part = typedAmount(amount)
  return (
    <>
      {row.strikes.length > 0 && (
        <ul className="strikes">
          {row.strikes.map((it) => (
            <li key={it.strike} className={it.lifted === undefined ? undefined : 'struck'}>
              {it.amount ? (
                <>
                  {t('verify.struckPart')} <Money value={it.amount} />
                </>
              ) : (
                t('verify.struckWhole')
              )}
              ：{it.reason}
              {it.lifted !== undefined && ` → ${t('verify.lifted', { reason: it.lifted })}`}
            </li>
          ))}
        </ul>
      )}
      {works && !whole && (
        <div className="strike-form">
          <ReasonForm
            about={`strike:${indicator}:${row.row}`}
            danger
            label={t('verify.strikeReason')}
            button={`${t('verify.strike')} (s)`}
            sent={(reason) => {
              backToKeys()
              const body = { indicator, row: row.row, reason, ...(part !== '' && { amount: part }) }
              return { route: `POST ${AT}/strikes`, params, body, after: row.strikes.length }
            }}
            onDone={() => setAmount('')}
          >
            {unit === 'CNY' && (
              <span className="strike-amount">
                <label htmlFor="strike-amount">{t('verify.strikeAmount')}</label>
                <AmountInput id="strike-amount" value={amount} onChange={setAmount} />
              </span>
            )}
          </ReasonForm>
        </div>
      )}
      {works && held.length > 0 && (
        <div className="lift-form">
          <ReasonForm
            about={`lift:${indicator}:${row.row}`}
            label={t('verify.liftReason')}
            button={`${t('verify.lift')} (u)`}
            sent={(reason) => {
              backToKeys()
              const last = held[held.length - 1].strike
              return {
                route: `POST ${AT}/strikes/{strike}/lifting`,
                params: { ...params, strike: last },
                body: { reason },
              }
            }}
          />
        </div>
      )}
      {!works && <p className="note">{t(`verify.closed.${assessment.step}`)}</p>}
    </>
  )
}

/** Out of the field at once, so that the next key already moves on. */
const backToKeys = () => (document.activeElement as HTMLElement | null)?.blur()

/** What the audit knows of a row: paper, warnings, relation, double counts, the window, money behind. */
export function RowKnown({ audited, platform }: { audited?: AuditedRow; platform: string }) {
  if (!audited) return <p className="note row-known">…</p>
  const { recorded, warnings, related, countedTwice, otherRounds, window, money } = audited
  const outside = [...(window.inside ? [] : [t('audit.outside')]), ...window.notes.map((it) => t(`window.${it}`))]
  return (
    <Facts
      className="row-known"
      facts={[
        ['verify.evidence', <EvidenceOfRow key="evidence" audited={audited} platform={platform} />],
        [
          'contract.warnings',
          warnings.length === 0
            ? t('none')
            : warnings.map((it) => (
                <div key={it.code}>
                  <WarningTag code={it.code} /> {spoken(it)}
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
              {spoken(it)} {[it.contractNo, it.registrationNo, it.document, it.signedOn].filter(Boolean).join(' · ')}
              {it.more && ` ${t('audit.andOthers')}`}
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

function EvidenceOfRow({ audited, platform }: { audited: AuditedRow; platform: string }) {
  const { evidence } = audited.recorded
  if (evidence.length === 0) return <Tag color="orange">{t('verify.noEvidence')}</Tag>
  return papersOfRow(audited, platform).map((it, i) => (
    <div key={it.sha256} title={it.sha256}>
      {it.fileName} · {t('field.pagesOf', { pages: it.pages })}{' '}
      <span className="note">{t(`evidence.of.${evidence[i].of}`)}</span> <PaperLink paper={it} />
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
