import { t } from 'i18next'
import { useState } from 'react'
import { Choice } from '../../kit/choices'
import { DayInput } from '../../kit/day-input'
import { today } from '../../kit/moment'
import { ReasonForm } from '../../kit/reason-form'
import { SendForm } from '../../kit/send-form'
import { TextInput } from '../../kit/text-input'
import type { RoundAnswer } from '../assessment/answers'

const DEADLINES = ['selfAssessment', 'verification', 'reply', 'appeal'] as const

/** What is done for the round as a whole: seal, publish, determine the subsidies, move a deadline. */
export function RoundSteps({ round }: { round: RoundAnswer }) {
  const params = { round: round.id }
  const after = round.seals.length
  const open = round.platforms.filter((it) => it.step !== 'confirmed').length
  const determined = round.subsidies.every((it) => it.determined)
  return (
    <section className="sheet round-steps">
      <h2>{t('round.steps')}</h2>
      {round.stage === 'assessing' && (
        <SendForm
          primary
          button={t('round.seal')}
          disabled={open > 0}
          note={open > 0 ? t('round.sealWaits', { count: open }) : t('round.sealMeans')}
          sent={() => ({ route: 'POST /api/rounds/{round}/sealing', params, after })}
        />
      )}
      {round.stage === 'sealed' && <Publish round={round.id} />}
      {round.stage === 'published' && round.subsidies.length > 0 && !determined && (
        <SendForm
          primary
          button={t('round.determine')}
          note={t('round.determineMeans')}
          sent={() => ({ route: 'POST /api/rounds/{round}/subsidy', params, after })}
        />
      )}
      <MoveDeadline round={round} />
    </section>
  )
}

function Publish({ round }: { round: string }) {
  const [on, setOn] = useState<string | undefined>(today())
  const [document, setDocument] = useState('')
  return (
    <SendForm
      primary
      button={t('round.publish')}
      disabled={!on}
      note={t('round.publishMeans')}
      sent={() => ({
        route: 'POST /api/rounds/{round}/publication',
        params: { round },
        body: { on: on ?? today(), ...(document.trim() && { document: document.trim() }) },
      })}
    >
      <DayInput aria-label={t('round.publishedOn')} value={on} onChange={setOn} />
      <TextInput className="search" label={t('round.document')} value={document} change={setDocument} max={200} />
    </SendForm>
  )
}

function MoveDeadline({ round }: { round: RoundAnswer }) {
  const [deadline, setDeadline] = useState<(typeof DEADLINES)[number]>('selfAssessment')
  const [to, setTo] = useState<string>()
  return (
    <ReasonForm
      label={t('reason')}
      button={t('round.moveDeadline')}
      disabled={to === undefined}
      sent={(reason) => ({
        route: 'POST /api/rounds/{round}/deadlines',
        params: { round: round.id },
        body: { deadline, to: to ?? '', reason },
      })}
    >
      <Choice
        word="round.deadline"
        value={deadline}
        from={DEADLINES}
        wordOf="deadline"
        more={(it) => round.deadlines[it]}
        choose={setDeadline}
      />
      <DayInput aria-label={t('round.deadlineTo')} value={to} onChange={setTo} />
    </ReasonForm>
  )
}
