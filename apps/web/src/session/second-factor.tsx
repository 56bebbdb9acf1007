import { Alert, Button, Card, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { useRefresh } from '../api/answers'
import { type Answers, Refused, type SendRoute, send } from '../api/ask'
import { useLoaded } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { problemText } from '../kit/page'
import { Secret } from '../kit/secret'
import { Tag } from '../kit/tag'
import { t } from '../words/word'
import { CodeItem } from './code-item'

/** With so few left it is said that there can be new ones. */
const FEW = 3

/** 两步验证 before anything else: on a ledger that requires it, of whoever has none. */
export function SecondFactorFirst({ onDone }: { onDone: () => void }) {
  return (
    <main className="log-in">
      <Card>
        <Typography.Title level={1}>{t('factor.title')}</Typography.Title>
        <Alert type="info" showIcon title={t('factor.required')} />
        <Enrolment replaces={false} onDone={onDone} />
      </Card>
    </main>
  )
}

/** 两步验证 of one's own account: whether there is one, and how it is enrolled or replaced. */
export function SecondFactor() {
  const { data, waiting } = useLoaded('GET /api/session/second-factor')
  const refresh = useRefresh()
  const [enrols, setEnrols] = useState(false)
  if (!data) return waiting(4)
  const { enrolledAt, recoveryCodesLeft: left } = data
  if (enrols)
    return (
      <Enrolment
        replaces={enrolledAt !== undefined}
        onDone={() => {
          setEnrols(false)
          void refresh()
        }}
      />
    )
  return (
    <>
      <p>
        <Tag color={enrolledAt ? 'green' : undefined}>{t(enrolledAt ? 'factor.on' : 'factor.off')}</Tag>
        {enrolledAt && t('factor.since', { at: momentText(enrolledAt), left })}
      </p>
      {enrolledAt && left < FEW && <Alert type="warning" showIcon title={t('factor.few')} />}
      <p className="note">{t('factor.why')}</p>
      <Button onClick={() => setEnrols(true)}>{t(enrolledAt ? 'factor.replace' : 'factor.begin')}</Button>
    </>
  )
}

type Offered = Answers['POST /api/session/second-factor']

/** The password; what the telephone reads, and its first code; the recovery codes. Nothing of it is kept in the browser. */
function Enrolment({ replaces, onDone }: { replaces: boolean; onDone: () => void }) {
  const [offered, setOffered] = useState<Offered>()
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes)
    return (
      <>
        <Secret
          label={t('factor.recovery')}
          note={t('factor.recoveryNote')}
          secret={codes.join('\n')}
          lines={codes.length}
        />
        <Button type="primary" block onClick={onDone}>
          {t('factor.kept')}
        </Button>
      </>
    )
  if (offered)
    return (
      <Step
        key="code"
        button={t('factor.confirm')}
        send={({ code }) => answered('POST /api/session/second-factor/confirmation', { code: code ?? '' })}
        onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
      >
        <p>{t('factor.scan')}</p>
        <img className="qr" src={offered.picture} alt={t('factor.picture')} />
        <Secret label={t('factor.secret')} note={t('factor.secretNote')} secret={inGroups(offered.secret)} lines={2} />
        <CodeItem name="code" label={t('factor.first')} />
      </Step>
    )
  return (
    <Step
      key="password"
      button={t('factor.next')}
      send={({ currentPassword = '', code }) =>
        answered('POST /api/session/second-factor', { currentPassword, ...(replaces && { code }) })
      }
      onDone={setOffered}
    >
      <p className="note">{t('factor.why')}</p>
      <Form.Item
        name="currentPassword"
        label={t('password.current')}
        rules={[{ required: true, message: t('needed') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {replaces && <CodeItem name="code" label={t('factor.presentCode')} />}
    </Step>
  )
}

/** As it is typed by hand: four letters at a time. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? ''

interface Typed {
  readonly currentPassword?: string
  readonly code?: string
}

function Step<Answer>({
  button,
  send,
  onDone,
  children,
}: {
  button: string
  send: (typed: Typed) => Promise<Answer>
  onDone: (answer: Answer) => void
  children: React.ReactNode
}) {
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const go = async (typed: Typed) => {
    setBusy(true)
    try {
      onDone(await send(typed))
    } catch (error) {
      setRefused(error instanceof Refused ? problemText(error.problem) : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form name="factor" layout="vertical" onFinish={go} requiredMark={false}>
      {children}
      {refused && <Alert type="error" showIcon title={refused} role="alert" />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {button}
      </Button>
    </Form>
  )
}

async function answered<R extends SendRoute & keyof Answers>(
  route: R,
  body: Parameters<typeof send<R>>[2],
): Promise<Answers[R]> {
  return (await send(route, {}, body)) as unknown as Answers[R]
}
