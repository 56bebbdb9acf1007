import { Alert, Button } from 'antd'
import i18next from 'i18next'
import { useState } from 'react'
import { send } from '../../api/ask'
import { Restored } from '../../forms/restored'
import { useFilesUnderway } from '../../forms/sending-file'
import { useKept } from '../../forms/use-kept'
import { fieldFaults } from '../../kit/field-faults'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { PapersBeside } from '../../papers/papers-beside'
import { useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { type Assessment, AT, EligibilityView, type Line, unitText } from '../assessment/assessment'
import { ClaimCard } from './claim-card'
import { papersOfClaim } from './evidence-input'
import { claimsOf, type Draft, lastDay, type OpenPoint, openPoints, startOf } from './open-points'

const NOTHING: Readonly<Record<string, Draft>> = {}

/** 自评: what is open first, then every indicator with what the ledger says; saved as often as one likes, submitted once. */
export function SelfView({ assessment }: { assessment: Assessment }) {
  const underway = useFilesUnderway()
  const { may } = useSession()
  const saving = useSubmission()
  const submission = useSubmission()
  const kept = useKept<Readonly<Record<string, Draft>>>(`claims:${assessment.platform}`, t('self.claimed'), NOTHING)
  const [sent, setSent] = useState<readonly string[]>([])
  const mine = may('assessOwn') && assessment.step === 'stating'
  const params = { round: assessment.round, id: assessment.platform }
  // Handed in, or another's to read: what was typed before is of no use here any more.
  const drafts = mine ? kept.value : NOTHING
  const claims = claimsOf(assessment.indicators, drafts)
  const save = async () => {
    setSent(claims.map((it) => it.indicator))
    const body = { claims }
    const done = await saving.submit(body, (key) => send(`POST ${AT}/assessment`, params, body, { key }), t('save'))
    if (done) kept.giveUp()
    return done
  }
  const submit = async () => {
    if (claims.length > 0 && !(await save())) return
    const content = { submit: assessment.history.length }
    await submission.submit(
      content,
      (key) => send(`POST ${AT}/submission`, params, undefined, { key }),
      t('self.submit'),
    )
  }
  const faults = saving.problem ? fieldFaults(saving.problem, i18next.language) : []
  const faultsOf = (code: string) =>
    faults.filter(({ path }) => sent[Number(path[1])] === code).map(({ path, text }) => ({ at: path[2], text }))
  const points = openPoints(assessment, today())
  const stops = points.some((it) => it.stops && !(it.line && claims.some((of) => of.indicator === it.line?.indicator)))
  const problem = saving.problem ?? submission.problem
  const draftOf = (line: Line) =>
    mine && line.source.from !== 'ratio' ? (drafts[line.indicator] ?? startOf(line)) : undefined
  const papers = assessment.indicators.flatMap((it) => papersOfClaim(assessment.platform, it, draftOf(it)?.evidence))
  return (
    <PapersBeside papers={papers}>
      {mine && <Restored draft={kept} />}
      {mine ? (
        <OpenPoints points={points} until={lastDay(assessment)} />
      ) : (
        <p className="note">{t(`self.at.${assessment.step}`)}</p>
      )}
      {assessment.groups.map((group) => (
        <section className="sheet" key={group.group}>
          <h2>
            {spoken(group)}{' '}
            <span className="moved number">{t('self.points', { points: group.self, weight: group.weight })}</span>
          </h2>
          {assessment.indicators
            .filter((it) => it.group === group.group)
            .map((line) => (
              <ClaimCard
                key={line.indicator}
                assessment={assessment}
                line={line}
                draft={draftOf(line)}
                faults={faultsOf(line.indicator)}
                change={(draft) => kept.change({ ...drafts, [line.indicator]: draft })}
              />
            ))}
        </section>
      ))}
      <EligibilityView assessment={assessment} eligibility={assessment.selfEligibility} stated />
      <section className="sheet self-foot">
        <p>
          {t('self.total')} <strong className="number">{assessment.selfTotal}</strong>
        </p>
        <ProblemAlert problem={problem} facts />
        {mine && (
          <div className="choices">
            <Button loading={saving.busy} disabled={claims.length === 0 || underway} onClick={() => void save()}>
              {t('save')}
            </Button>
            <Button type="primary" loading={submission.busy} disabled={stops || underway} onClick={() => void submit()}>
              {t('self.submit')}
            </Button>
            <span className="note">{t(stops ? 'self.submitWaits' : 'self.submitMeans')}</span>
          </div>
        )}
      </section>
    </PapersBeside>
  )
}

/** 待办: what stops the submission, what is only worth a look, and the last day for it. */
function OpenPoints({ points, until }: { points: readonly OpenPoint[]; until: string }) {
  const go = (indicator: string) => {
    const card = document.getElementById(`claim-${indicator}`)
    card?.scrollIntoView({ block: 'center' })
    card?.querySelector<HTMLElement>('input, button')?.focus()
  }
  const stops = points.some((it) => it.stops)
  return (
    <Alert
      type={stops ? 'warning' : points.length > 0 ? 'info' : 'success'}
      showIcon
      className="warnings"
      title={t(stops ? 'self.open' : 'self.ready', { count: points.filter((it) => it.stops).length, until })}
      description={
        points.length > 0 && (
          <ul className="open-points">
            {points.map(({ kind, line }) => (
              <li key={`${kind} ${line?.indicator}`}>
                {line && (
                  <button type="button" className="link-button" onClick={() => go(line.indicator)}>
                    {spoken(line)}
                  </button>
                )}{' '}
                {t(`open.${kind}`, {
                  until,
                  ledger: unitText(line?.ledger, line?.unit ?? ''),
                  claimed: unitText(line?.claimed, line?.unit ?? ''),
                  reason: line?.reason,
                })}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
