import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { TextInput } from '../../kit/inputs'
import { SendForm } from '../../kit/send-form'
import { Tag } from '../../kit/tag'
import { typedAmount } from '../../money/amount'
import { useSession } from '../../session/session'
import { spoken, t, wordIn } from '../../words/word'
import { pointsInWords, tiersOf } from '../assessment/arithmetic'
import {
  type Assessment,
  AT,
  type AuditedRow,
  type Line,
  type Row,
  UnitValue,
  type Words,
} from '../assessment/assessment'
import { EvidenceList, papersOfClaim } from '../self/evidence-input'
import { sameNumber } from '../self/open-points'

/** Every indicator with what was stated, what is verified so far, and its points: `n` goes to the next. */
export function IndicatorList({
  assessment,
  at,
  choose,
}: {
  assessment: Assessment
  at: string
  choose: (indicator: string) => void
}) {
  return (
    <nav className="indicators" aria-label={t('scheme.indicators')}>
      {assessment.indicators.map((it) => (
        <button
          key={it.indicator}
          type="button"
          className="indicator"
          aria-current={it.indicator === at ? 'true' : undefined}
          onClick={() => choose(it.indicator)}
        >
          <span>
            {spoken(it)}
            {it.window && <span className="note"> {t('assessment.ownDays', it.window)}</span>}
          </span>
          <span className="indicator-values">
            <UnitValue value={it.verified} unit={it.unit} />
            {it.verified === undefined && <Tag color="orange">{t('verify.open')}</Tag>}
            {it.strikes > 0 && <Tag color="red">{t('verify.strikes', { count: it.strikes })}</Tag>}
            <span className="number">{it.score ? `${it.score.points} / ${it.weight}` : `— / ${it.weight}`}</span>
          </span>
        </button>
      ))}
    </nav>
  )
}

/** 填报、账本、核定 side by side, and the score step by step. */
export function IndicatorHead({ line }: { line: Line }) {
  return (
    <>
      <h2>{spoken(line)}</h2>
      {line.window && <p className="note">{t('assessment.ownDays', line.window)}</p>}
      <dl className="three-values">
        <div>
          <dt>{t('self.claimed')}</dt>
          <dd>
            <UnitValue value={line.claimed ?? line.ledger} unit={line.unit} />
          </dd>
        </div>
        {line.source.from === 'ledger' && (
          <div>
            <dt>{t('assessment.ledger')}</dt>
            <dd>
              <UnitValue value={line.ledger} unit={line.unit} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('verify.verified')}</dt>
          <dd>
            <strong>
              <UnitValue value={line.verified} unit={line.unit} />
            </strong>
          </dd>
        </div>
        <div>
          <dt>{t('verify.score')}</dt>
          <dd className="points-line number">
            {line.score ? pointsInWords(line.score, tiersOf(line.scoring), t) : '—'}
          </dd>
        </div>
      </dl>
      {line.reason && <p className="note">{t('verify.claimReason', { reason: line.reason })}</p>}
    </>
  )
}

/** A number that the platform entered by hand: its paper, and the value that the evaluator sets; another with a reason. */
export function HandValue({ assessment, line }: { assessment: Assessment; line: Line }) {
  const { may } = useSession()
  const [value, setValue] = useState(line.verified ?? line.claimed ?? '')
  const [reason, setReason] = useState(line.verifiedReason ?? '')
  const works = may('verifyAssessment') && assessment.step === 'submitted'
  const differs = value !== '' && !sameNumber(line.claimed, value)
  return (
    <>
      <p className="note">{t('self.byHand', { evidence: spoken(line.source.evidence as Words) })}</p>
      <EvidenceList papers={papersOfClaim(assessment.platform, line)} />
      {line.verifiedReason && <p>{t('verify.setReason', { reason: line.verifiedReason })}</p>}
      {works ? (
        <SendForm
          className="reason-form"
          primary
          button={t('verify.set')}
          disabled={value.trim() === ''}
          sent={() => ({
            route: `POST ${AT}/verified-values`,
            params: { round: assessment.round, id: assessment.platform },
            body: {
              indicator: line.indicator,
              value: line.unit === 'CNY' ? typedAmount(value) : value.trim(),
              ...(differs && reason.trim() && { reason: reason.trim() }),
            },
            after: assessment.history.length,
          })}
        >
          <Input
            className="amount-input"
            aria-label={t('verify.verified')}
            suffix={t(`unit.${line.unit}`)}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          {differs && (
            <TextInput
              label={t('verify.differsReason')}
              value={reason}
              change={setReason}
              max={1000}
              className="reason-text"
            />
          )}
        </SendForm>
      ) : (
        <p className="note">{t(`verify.closed.${assessment.step}`)}</p>
      )}
    </>
  )
}

/** The rows of an indicator: what is struck is struck through, what is worth a look says why. */
export function RowList({
  rows,
  unit,
  at,
  audited,
  choose,
}: {
  rows: readonly Row[]
  unit: string
  at: string
  audited: (row: string) => AuditedRow | undefined
  choose: (row: string) => void
}) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(at)}"]`)
    if (!row || !list.current) return
    // Only the list itself is scrolled, never the page.
    const { top, bottom } = row.getBoundingClientRect()
    const frame = list.current.getBoundingClientRect()
    if (top < frame.top) list.current.scrollTop -= frame.top - top
    else if (bottom > frame.bottom) list.current.scrollTop += bottom - frame.bottom
  }, [at])
  return (
    <ul className="bank-list" ref={list} aria-label={t('figure.rows')}>
      {rows.map((it) => {
        const held = it.strikes.filter((of) => of.lifted === undefined)
        const whole = held.some((of) => of.amount === undefined)
        const known = audited(it.row)
        return (
          <li key={it.row}>
            <button
              type="button"
              className="bank-row"
              data-row={it.row}
              aria-current={it.row === at}
              onClick={() => choose(it.row)}
            >
              <span className="bank-who">
                <span className={whole ? 'struck' : undefined}>
                  {it.contractNo ?? it.counts ?? t(wordIn('entry', it.type))}
                  {it.client && ` ${it.client}`}
                </span>
                <small>
                  <span className="number">{it.date}</span> · {t(wordIn('entry', it.type))}
                  {held.length > 0 && <Tag color="red">{t(whole ? 'verify.struck' : 'verify.struckPart')}</Tag>}
                  {known && known.warnings.length > 0 && (
                    <Tag color="orange">{known.warnings.map((of) => of.code).join(' ')}</Tag>
                  )}
                  {known?.related && <Tag color="orange">{t('audit.related')}</Tag>}
                  {known && known.countedTwice.length > 0 && <Tag color="orange">{t('audit.twice')}</Tag>}
                </small>
              </span>
              <span className={whole ? 'struck' : undefined}>
                <UnitValue value={it.value} unit={unit} />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
