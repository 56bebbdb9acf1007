import { Button, Input } from 'antd'
import { useState } from 'react'
import { spoken, t } from '../../words/word'
import { pointsInWords, tiersOf } from '../assessment/arithmetic'
import { type Assessment, type Line, ratioText, UnitValue, type Words } from '../assessment/assessment'
import { RowsTable } from '../assessment/rows-table'
import { EvidenceInput, EvidenceList, papersOfClaim } from './evidence-input'
import { type Draft, sameNumber } from './open-points'

/** One indicator: what the ledger says, open to its rows, what is stated, why it differs, on what paper, and its points. */
export function ClaimCard({
  assessment,
  line,
  draft,
  faults,
  change,
}: {
  assessment: Assessment
  line: Line
  /** Undefined: only to be read. */
  draft?: Draft
  faults: readonly { readonly at: string; readonly text: string }[]
  change: (draft: Draft) => void
}) {
  const [open, setOpen] = useState(false)
  const name = spoken(line)
  const hand = line.source.from === 'hand'
  const computed = line.source.from === 'ratio'
  const differs = draft !== undefined && !hand && draft.value !== '' && !sameNumber(line.ledger, draft.value)
  const papers = papersOfClaim(assessment.platform, line, draft?.evidence)
  const faultAt = (at: string) => {
    const found = faults.find((it) => it.at === at)
    return found && <span className="field-fault">{found.text}</span>
  }
  return (
    <div className="claim" id={`claim-${line.indicator}`}>
      <div className="claim-head">
        <strong>{name}</strong>
        <span className="note">
          {t('self.weight', { weight: line.weight })}
          {line.window && ` · ${t('assessment.ownDays', line.window)}`}
          {typeof line.source.years === 'number' && ` · ${t('scheme.years', { years: line.source.years })}`}
          {line.target !== undefined && (
            <>
              {' · '}
              {t('self.target')} <UnitValue value={line.target} unit={line.unit} />
            </>
          )}
        </span>
      </div>
      <div className="claim-values">
        {computed ? (
          <span className="note">{t('ratio.computed', { of: ratioText(assessment, line.source) })}</span>
        ) : hand ? (
          <span className="note">{t('self.byHand', { evidence: spoken(line.source.evidence as Words) })}</span>
        ) : (
          <span>
            {t('assessment.ledger')} <UnitValue value={line.ledger} unit={line.unit} />{' '}
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'bridge.close' : 'self.openRows', { rows: line.rows ?? 0 })}
            </Button>
          </span>
        )}
        {draft ? (
          <div className="claim-value">
            <label htmlFor={`value-${line.indicator}`}>{t('self.claimed')}</label>
            <Input
              id={`value-${line.indicator}`}
              aria-label={`${t('self.claimed')} ${name}`}
              className="amount-input"
              inputMode="decimal"
              autoComplete="off"
              suffix={t(`unit.${line.unit}`)}
              value={draft.value}
              onChange={(event) => change({ ...draft, value: event.target.value })}
            />
            {faultAt('value')}
          </div>
        ) : (
          <span>
            {t('self.claimed')} <UnitValue value={line.claimed ?? line.ledger ?? line.self.value} unit={line.unit} />
          </span>
        )}
      </div>
      {draft && (differs || (hand && draft.reason !== '')) && (
        <div className="claim-reason">
          <label htmlFor={`reason-${line.indicator}`}>{t('self.reason')}</label>
          <Input
            id={`reason-${line.indicator}`}
            aria-label={`${t('self.reason')} ${name}`}
            value={draft.reason}
            maxLength={1000}
            autoComplete="off"
            status={draft.reason.trim() === '' ? 'warning' : undefined}
            onChange={(event) => change({ ...draft, reason: event.target.value })}
          />
          {faultAt('reason')}
        </div>
      )}
      {!draft && line.reason && <p className="note">{`${t('self.reason')}：${line.reason}`}</p>}
      {draft && (hand || differs) ? (
        <>
          <EvidenceInput
            label={name}
            value={draft.evidence}
            papers={papers}
            onChange={(evidence) => change({ ...draft, evidence })}
          />
          {faultAt('evidence')}
        </>
      ) : (
        <EvidenceList papers={papers} />
      )}
      <p className="note number points-line">
        {t('self.selfPoints')} {pointsInWords(line.self, tiersOf(line.scoring), t)}
      </p>
      {open && <RowsTable round={assessment.round} platform={assessment.platform} indicator={line.indicator} />}
    </div>
  )
}
