import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { DayInput } from '../../kit/day-input'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import type { RoundAnswer } from '../assessment/answers'
import { ReasonForm } from '../assessment/reason-form'

const DEADLINES = ['selfAssessment', 'verification', 'reply', 'appeal'] as const

/** What is done for the round as a whole: seal, publish, determine the subsidies, move a deadline. */
export function RoundSteps({ round }: { round: RoundAnswer }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [on, setOn] = useState<string | undefined>(today())
  const [document, setDocument] = useState('')
  const params = { round: round.id }
  const open = round.platforms.filter((it) => it.step !== 'confirmed').length
  const determined = round.subsidies.every((it) => it.determined)
  const seal = () =>
    submit({ seal: round.seals.length }, (key) => send('POST /api/rounds/{round}/sealing', params, undefined, { key }))
  const publish = () => {
    const body = { on: on ?? today(), ...(document.trim() && { document: document.trim() }) }
    return submit(body, (key) => send('POST /api/rounds/{round}/publication', params, body, { key }))
  }
  const determine = () =>
    submit({ determine: round.seals.length }, (key) =>
      send('POST /api/rounds/{round}/subsidy', params, undefined, { key }),
    )
  return (
    <section className="sheet round-steps">
      <h2>{t('round.steps')}</h2>
      {round.stage === 'assessing' && (
        <div className="choices">
          <Button type="primary" disabled={open > 0} loading={busy} onClick={() => void seal()}>
            {t('round.seal')}
          </Button>
          <span className="note">{open > 0 ? t('round.sealWaits', { count: open }) : t('round.sealMeans')}</span>
        </div>
      )}
      {round.stage === 'sealed' && (
        <div className="choices">
          <DayInput aria-label={t('round.publishedOn')} value={on} onChange={setOn} />
          <Input
            className="search"
            aria-label={t('round.document')}
            placeholder={t('round.document')}
            value={document}
            maxLength={200}
            onChange={(event) => setDocument(event.target.value)}
          />
          <Button type="primary" loading={busy} disabled={!on} onClick={() => void publish()}>
            {t('round.publish')}
          </Button>
          <span className="note">{t('round.publishMeans')}</span>
        </div>
      )}
      {round.stage === 'published' && round.subsidies.length > 0 && !determined && (
        <div className="choices">
          <Button type="primary" loading={busy} onClick={() => void determine()}>
            {t('round.determine')}
          </Button>
          <span className="note">{t('round.determineMeans')}</span>
        </div>
      )}
      <ProblemAlert problem={problem} />
      <MoveDeadline round={round} />
    </section>
  )
}

function MoveDeadline({ round }: { round: RoundAnswer }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [deadline, setDeadline] = useState<(typeof DEADLINES)[number]>('selfAssessment')
  const [to, setTo] = useState<string>()
  const move = async (reason: string) => {
    if (to === undefined) return undefined
    const body = { deadline, to, reason }
    return submit(body, (key) => send('POST /api/rounds/{round}/deadlines', { round: round.id }, body, { key }))
  }
  return (
    <ReasonForm label={t('reason')} button={t('round.moveDeadline')} busy={busy} problem={problem} send={move}>
      <Select
        aria-label={t('round.deadline')}
        value={deadline}
        options={DEADLINES.map((it) => ({ value: it, label: `${t(`deadline.${it}`)} ${round.deadlines[it]}` }))}
        onChange={setDeadline}
      />
      <DayInput aria-label={t('round.deadlineTo')} value={to} onChange={setTo} />
    </ReasonForm>
  )
}
