import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useSession } from '../../session/session'
import { type Assessment, AT } from '../assessment/answers'
import { type Evidence, EvidenceInput, EvidenceList } from '../self/evidence-input'

/** 平台反馈与答复, one after the other; whoever may answer finds the form under the one that waits. */
export function Replies({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const { may } = useSession()
  const last = assessment.replies.at(-1)
  const waits = last !== undefined && !last.accepts && last.answer === undefined
  return (
    <div className="replies">
      {assessment.replies.map((it, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: replies have no name but their place
        <article key={i} className="reply">
          <p>
            <strong>{t(it.accepts ? 'reply.accepts' : `reply.stage.${it.stage}`)}</strong> {it.text}
          </p>
          <EvidenceList evidence={it.evidence} />
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
  )
}

function AnswerForm({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [outcome, setOutcome] = useState<'granted' | 'dismissed'>()
  const [text, setText] = useState('')
  const answer = async () => {
    if (!outcome) return
    const body = { outcome, text: text.trim() }
    const params = { round: assessment.round, id: assessment.platform }
    const content = { ...body, after: assessment.history.length }
    await submit(content, (key) => send(`POST ${AT}/reply-answer`, params, body, { key }))
  }
  return (
    <div className="reply-form">
      <Radio.Group
        value={outcome}
        options={(['granted', 'dismissed'] as const).map((it) => ({ value: it, label: t(`reply.outcome.${it}`) }))}
        onChange={(event) => setOutcome(event.target.value as 'granted')}
      />
      <Input.TextArea
        aria-label={t('reply.answer')}
        placeholder={t('reply.answer')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ProblemAlert problem={problem} facts />
      <Button type="primary" loading={busy} disabled={!outcome || text.trim() === ''} onClick={() => void answer()}>
        {t('reply.answer')}
      </Button>
    </div>
  )
}

/** 反馈 on the verification, or 申诉 after publication: agreed or not, with a text and paper. */
export function ReplyForm({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const [accepts, setAccepts] = useState<boolean>()
  const [text, setText] = useState('')
  const [evidence, setEvidence] = useState<readonly Evidence[]>([])
  const appeal = assessment.step === 'confirmed'
  const reply = async () => {
    const agreed = appeal ? false : accepts
    if (agreed === undefined) return
    const body = { accepts: agreed, text: text.trim(), ...(evidence.length > 0 && { evidence }) }
    const params = { round: assessment.round, id: assessment.platform }
    const content = { ...body, after: assessment.history.length }
    const done = await submit(content, (key) => send(`POST ${AT}/reply`, params, body, { key }))
    if (done) setText('')
    if (done) setEvidence([])
  }
  return (
    <section className="sheet reply-form" aria-label={t(appeal ? 'reply.appeal' : 'reply.reply')}>
      <h2>{t(appeal ? 'reply.appeal' : 'reply.reply')}</h2>
      <p className="note">
        {t('reply.until', { until: appeal ? assessment.deadlines.appeal : assessment.deadlines.reply })}
      </p>
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
      <Input.TextArea
        aria-label={t('reply.text')}
        placeholder={t('reply.text')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <EvidenceInput label={t('reply.reply')} value={evidence} onChange={setEvidence} />
      <ProblemAlert problem={problem} facts />
      <Button
        type="primary"
        loading={busy}
        disabled={(!appeal && accepts === undefined) || text.trim() === ''}
        onClick={() => void reply()}
      >
        {t('reply.send')}
      </Button>
    </section>
  )
}
