import { InboxOutlined } from '@ant-design/icons'
import type { SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { Alert, Button, Input, Tag, Upload } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAnswer } from '../../api/answers'
import { type Problem, send } from '../../api/ask'
import { problemText, Sheet, Title } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { spoken, t } from '../../words/word'

/** A scheme is a document: pasted, uploaded or taken from a sample; what is wrong with it is told all at once. */
export function PublishScheme() {
  const go = useNavigate()
  const { busy, problem, submit, forget } = useSubmission()
  const [text, setText] = useState('')
  const [broken, setBroken] = useState<string>()
  const change = (it: string) => {
    setText(it)
    setBroken(undefined)
    forget()
  }
  const publish = async () => {
    let document: Record<string, unknown>
    try {
      document = JSON.parse(text) as Record<string, unknown>
    } catch (error) {
      setBroken((error as Error).message)
      return
    }
    const done = await submit(document, (key) => send('POST /api/schemes', {}, document, { key }), t('scheme.publish'))
    if (done) void go(`/schemes/${done.id}`)
  }
  return (
    <>
      <Title text={t('scheme.publish')} note={t('scheme.publishNote')}>
        <Button href="./api/scheme-schema" target="_blank">
          {t('scheme.schema')}
        </Button>
      </Title>
      <Samples take={(it) => change(JSON.stringify(it, undefined, 2))} />
      <section className="sheet">
        <Upload.Dragger
          accept=".json,application/json"
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then(change)
            return false
          }}
        >
          <p>
            <InboxOutlined /> {t('scheme.file')}
          </p>
        </Upload.Dragger>
        <Input.TextArea
          className="scheme-text"
          aria-label={t('scheme.text')}
          placeholder={t('scheme.text')}
          spellCheck={false}
          autoSize={{ minRows: 12, maxRows: 28 }}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        {broken && <Alert type="error" showIcon role="alert" title={t('scheme.notJson')} description={broken} />}
        {problem && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={
              (problem.errors?.length ?? 0) > 0
                ? t('scheme.faults', { count: problem.errors?.length })
                : problemText(problem)
            }
            description={<Faults problem={problem} />}
          />
        )}
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void publish()}>
          {t('scheme.publish')}
        </Button>
      </section>
    </>
  )
}

/** Each fault at its place in the document (RFC 6901). */
function Faults({ problem }: { problem: Problem }) {
  return (
    <ul className="evidence-list">
      {(problem.errors ?? []).map((it) => (
        <li key={`${it.pointer} ${it.code} ${it.en}`}>
          <code>{it.pointer || '/'}</code> {spoken(it)}
        </li>
      ))}
    </ul>
  )
}

function Samples({ take }: { take: (document: SchemeVersion) => void }) {
  const { data } = useAnswer('GET /api/scheme-schema')
  const samples = (data?.examples ?? []) as readonly SchemeVersion[]
  return (
    <Sheet title={t('scheme.samples')} className="samples">
      <p className="note">{t('scheme.samplesNote')}</p>
      <ul className="sample-list">
        {samples.map((it) => (
          <li key={it.code}>
            <Tag color="orange">{t('scheme.sample')}</Tag>
            {spoken(it.titles)}
            <div className="note">
              {t('letter.source')}：{it.source?.document} — {it.source?.citation}
            </div>
            <Button size="small" aria-label={`${t('scheme.take')} ${spoken(it.titles)}`} onClick={() => take(it)}>
              {t('scheme.take')}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
