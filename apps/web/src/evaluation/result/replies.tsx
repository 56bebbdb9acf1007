import { Radio } from 'antd'
import { useState } from 'react'
import { useFilesUnderway } from '../../forms/sending-file'
import { useKeptText } from '../../forms/use-kept'
import { TextInput } from '../../kit/inputs'
import { Sheet } from '../../kit/page'
import { SendForm } from '../../kit/send-form'
import { PapersBeside } from '../../papers/papers-beside'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import { type Assessment, AT } from '../assessment/assessment'
import { type Evidence, EvidenceInput, EvidenceList, papersNamed } from '../self/evidence-input'

/** 平台反馈与答复, one after the other; whoever may answer finds the form under the one that waits. */
export function Replies({ assessment }: { assessment: Assessment }) {
  const { may } = useSession()
  const last = assessment.replies.at(-1)
  const waits = last !== undefined && !last.accepts && last.answer === undefined
  const papersOf = (i: number) => papersNamed(assessment.platform, String(i), assessment.replies[i].evidence)
  return (
    <PapersBeside papers={assessment.replies.flatMap((_, i) => papersOf(i))}>
      <div className="replies">
        {assessment.replies.map((it, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: replies have no name but their place
          <article key={i} className="reply">
            <p>
              <strong>{t(it.accepts ? 'reply.accepts' : `reply.stage.${it.stage}`)}</strong> {it.text}
            </p>
            <EvidenceList papers={papersOf(i)} />
            {it.answer && (
              <p>
                <strong>{t(`reply.outcome.${it.answer.outcome}`)}</strong> {it.answer.text}
              </p>
            )}
          </article>
        ))}
        {waits && may('verifyAssessment') && <AnswerForm assessment={assessment} />}
        {waits && !may('verifyAssessment') && <p className="note">{t('reply.waits')}</p>}
      </div>
    </PapersBeside>
  )
}

function AnswerForm({ assessment }: { assessment: Assessment }) {
  const [outcome, setOutcome] = useState<'granted' | 'dismissed'>()
  const [text, setText] = useKeptText(`answer:${assessment.platform}`, t('reply.answer'))
  return (
    <SendForm
      className="reply-form"
      primary
      button={t('reply.answer')}
      disabled={!outcome || text.trim() === ''}
      sent={() => ({
        route: `POST ${AT}/reply-answer`,
        params: { round: assessment.round, id: assessment.platform },
        body: { outcome: outcome ?? 'dismissed', text: text.trim() },
        after: assessment.history.length,
      })}
      onDone={() => setText('')}
    >
      <Radio.Group
        value={outcome}
        options={(['granted', 'dismissed'] as const).map((it) => ({ value: it, label: t(`reply.outcome.${it}`) }))}
        onChange={(event) => setOutcome(event.target.value as 'granted')}
      />
      <TextInput label={t('reply.answer')} value={text} change={setText} max={2000} lines={6} />
    </SendForm>
  )
}

/** 反馈 on the verification, or 申诉 after publication: agreed or not, with a text and paper. */
export function ReplyForm({ assessment }: { assessment: Assessment }) {
  const underway = useFilesUnderway()
  const [accepts, setAccepts] = useState<boolean>()
  const [text, setText] = useKeptText(`reply:${assessment.platform}`, t('reply.reply'))
  const [evidence, setEvidence] = useState<readonly Evidence[]>([])
  const appeal = assessment.step === 'confirmed'
  const agreed = appeal ? false : accepts
  const title = t(appeal ? 'reply.stage.appeal' : 'reply.reply')
  const papers = papersNamed(assessment.platform, 'reply', evidence, title)
  return (
    <PapersBeside papers={papers}>
      <Sheet title={title} label={title}>
        <p className="note">
          {t('reply.until', { until: appeal ? assessment.deadlines.appeal : assessment.deadlines.reply })}
        </p>
        <SendForm
          className="reply-form"
          primary
          button={t('reply.send')}
          disabled={agreed === undefined || text.trim() === '' || underway}
          sent={() => ({
            route: `POST ${AT}/reply`,
            params: { round: assessment.round, id: assessment.platform },
            body: { accepts: agreed ?? false, text: text.trim(), ...(evidence.length > 0 && { evidence }) },
            after: assessment.history.length,
          })}
          onDone={() => {
            setText('')
            setEvidence([])
          }}
        >
          {!appeal && (
            <Radio.Group
              value={accepts}
              options={[
                { value: true, label: t('reply.accepts') },
                { value: false, label: t('reply.objects') },
              ]}
              onChange={(event) => setAccepts(event.target.value as boolean)}
            />
          )}
          <TextInput label={t('reply.text')} value={text} change={setText} max={2000} lines={8} />
          <EvidenceInput label={t('reply.reply')} value={evidence} papers={papers} onChange={setEvidence} />
        </SendForm>
      </Sheet>
    </PapersBeside>
  )
}
