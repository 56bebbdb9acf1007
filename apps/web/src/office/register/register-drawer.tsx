import { Button, Drawer, Form, Input } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bodies, type BodyOf, type SendRoute, send } from '../../api/ask'
import { ProposeInstead } from '../../contracts/forms/propose-instead'
import { contentOf } from '../../contracts/timeline/content'
import { EntryForm } from '../../forms/entry-form'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { CONTENTS, MEMBER_END } from './contents'
import type { RegisterEntry } from './entries'

export type Doing =
  | { readonly does: 'record'; readonly type: string; readonly path: string }
  | { readonly does: 'end'; readonly path: string; readonly key: string }
  | { readonly does: 'correct' | 'void'; readonly entry: RegisterEntry }

interface Doer {
  readonly id: string
  readonly revision?: number
  readonly onDone: () => void
}

/** The form of what is being done to a register, at its side. */
export function RegisterDrawer({ doing, ...doer }: Doer & { doing?: Doing }) {
  const { t } = useTranslation()
  const title =
    doing?.does === 'record'
      ? t(`entry.${doing.type}`)
      : doing?.does === 'end'
        ? `${t('register.end')} ${doing.key}`
        : doing && t(doing.does === 'correct' ? 'contract.correct' : 'contract.void')
  return (
    <Drawer open={doing !== undefined} title={title} size={480} onClose={doer.onDone} destroyOnHidden>
      {(doing?.does === 'record' || doing?.does === 'end') && <Record {...doer} doing={doing} />}
      {doing?.does === 'correct' && <Correct {...doer} entry={doing.entry} />}
      {doing?.does === 'void' && <Void {...doer} entry={doing.entry} />}
    </Drawer>
  )
}

/** Every register route takes what its form holds; the names of the routes differ by their path alone. */
function Record({ id, revision, onDone, doing }: Doer & { doing: Extract<Doing, { does: 'record' | 'end' }> }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const ending = doing.does === 'end'
  const start = useMemo(() => startOf(ending ? '' : doing.type), [ending, doing])
  const route = `POST /api/platforms/{id}/${doing.path}${ending ? '/{key}/end' : ''}` as SendRoute
  const params = { id, ...(ending && { key: doing.key }) }
  return (
    <EntryForm
      fields={ending ? MEMBER_END : CONTENTS[doing.type]}
      start={start}
      busy={busy}
      problem={problem}
      button={t(ending ? 'register.end' : 'contract.record')}
      onSend={async (body) => {
        const sent = await submit({ route, params, body }, (key) =>
          send(route, params, body as BodyOf<SendRoute>, { key, revision }),
        )
        if (sent) onDone()
      }}
    />
  )
}

function startOf(type: string): Record<string, unknown> {
  const uscc = { id: { scheme: 'uscc' } }
  const day = type === 'RecognitionRevoked' || type === '' ? { on: today() } : {}
  return {
    ...day,
    ...(type.includes('Centre') || type.includes('Affil') || type.includes('Branch')
      ? { party: uscc, headOffice: uscc }
      : {}),
  }
}

function useRegisterChange({ id, revision, onDone }: Doer) {
  const { busy, problem, submit } = useSubmission()
  const [last, setLast] = useState<Bodies['POST /api/platforms/{id}/proposals']>()
  const change = async (it: Bodies['POST /api/platforms/{id}/proposals']) => {
    setLast(it)
    const { correction, void: taken } = it
    const sent = await submit(it, (key) =>
      correction
        ? send('POST /api/platforms/{id}/corrections', { id }, correction, { key, revision })
        : send('POST /api/platforms/{id}/voids', { id }, taken as Bodies['POST /api/platforms/{id}/voids'], {
            key,
            revision,
          }),
    )
    if (sent) onDone()
  }
  const propose = async () => {
    if (!last) return
    const sent = await submit({ propose: last }, (key) =>
      send('POST /api/platforms/{id}/proposals', { id }, last, { key, revision }),
    )
    if (sent) onDone()
  }
  return { busy, problem, change, propose }
}

type ContentType = Bodies['POST /api/platforms/{id}/corrections']['content']['type']

function Correct({ entry, ...doer }: Doer & { entry: RegisterEntry }) {
  const { t } = useTranslation()
  const { busy, problem, change, propose } = useRegisterChange(doer)
  const { type = '', data = {} } = contentOf(entry) ?? {}
  return (
    <EntryForm
      fields={CONTENTS[type]}
      start={{ ...data }}
      below="/content/data"
      busy={busy}
      problem={problem}
      button={t('contract.correct')}
      onSend={({ changeReason, ...corrected }) =>
        void change({
          correction: {
            corrects: entry.entryId,
            content: { type: type as ContentType, data: corrected },
            reason: String(changeReason),
          },
        })
      }
    >
      <Form.Item name="changeReason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
    </EntryForm>
  )
}

function Void({ entry, ...doer }: Doer & { entry: RegisterEntry }) {
  const { t } = useTranslation()
  const { busy, problem, change, propose } = useRegisterChange(doer)
  return (
    <Form<{ reason: string }>
      layout="vertical"
      onFinish={({ reason }) => void change({ void: { voids: entry.entryId, reason } })}
    >
      <p className="note">{t('contract.voidWarning')}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('needed') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <ProblemAlert problem={problem} />
      <ProposeInstead problem={problem} busy={busy} propose={propose} />
      <Button danger type="primary" htmlType="submit" block loading={busy}>
        {t('contract.void')}
      </Button>
    </Form>
  )
}
