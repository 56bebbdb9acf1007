import { Alert, Drawer, Modal } from 'antd'
import { useState } from 'react'
import { type Answers, send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import { choice, type Field, named, text } from '../forms/field'
import { useLoaded, usePaged } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { ActButtons, FormButton, Title } from '../kit/page'
import { Secret } from '../kit/secret'
import { DataTable, isNarrow } from '../kit/tables'
import { Tag } from '../kit/tag'
import { usePlatforms, useSession } from '../session/session'
import { t, wordIn } from '../words/word'
import { useAct } from './given-password'

type Webhook = Answers['GET /api/webhooks']['webhooks'][number]

/** 对外通知: systems outside that are told what is recorded, and what came of it. */
export function Webhooks() {
  const { data, waiting } = useLoaded('GET /api/webhooks')
  const [secret, setSecret] = useState<string>()
  const [seen, setSeen] = useState<Webhook>()
  const { may } = useSession()
  const { nameOf } = usePlatforms()
  const act = useAct()
  const narrow = isNarrow()
  if (!data) return waiting()
  const keeps = may('keepWebhooks')
  const renew = async ({ id }: Webhook) => {
    const made = await act(() => send('POST /api/webhooks/{webhook}/secret', { webhook: id }, undefined))
    if (made) setSecret(String(made.secret))
  }
  const resend = ({ id }: Webhook) =>
    act(() => send('POST /api/webhooks/{webhook}/resending', { webhook: id }, undefined))
  const resume = ({ id }: Webhook) =>
    act(() => send('POST /api/webhooks/{webhook}/resuming', { webhook: id }, undefined))
  const end = ({ id }: Webhook) => act(() => send('DELETE /api/webhooks/{webhook}', { webhook: id }, undefined))
  return (
    <>
      <Title text={t('page.webhooks')} note={t('webhook.note')}>
        {keeps && (
          <FormButton word="webhook.new" primary>
            {(done) => (
              <WebhookForm
                onMade={(made) => {
                  done()
                  setSecret(made)
                }}
              />
            )}
          </FormButton>
        )}
      </Title>
      {data.privateAllowed && <Alert type="warning" showIcon title={t('webhook.privateAllowed')} />}
      {data.webhooks.some(isPaused) && <Alert type="warning" showIcon title={t('webhook.somePaused')} />}
      <DataTable
        rowKey="id"
        empty="webhook.none"
        fits={narrow}
        rows={data.webhooks}
        columns={[
          {
            word: 'token.label',
            cell: (it) => (
              <span className="both wrapped">
                {it.label}
                <small>{it.url}</small>
              </span>
            ),
          },
          {
            word: 'webhook.toldAs',
            cell: (it) => [t(`role.${it.role}`), ...it.platforms.map(nameOf)].join(' · '),
          },
          { word: 'contract.state', cell: (it) => State({ webhook: it }) },
          !narrow && { word: 'webhook.waiting', number: (it) => String(it.waiting) },
          !narrow && {
            word: 'webhook.lastDelivered',
            number: (it) => it.lastDeliveredAt && momentText(it.lastDeliveredAt),
          },
          {
            title: '',
            className: 'no-print',
            cell: (it) => (
              <ActButtons
                acts={[
                  keeps && isPaused(it) && ['webhook.resume', () => void resume(it)],
                  ['webhook.deliveries', () => setSeen(it)],
                  keeps && !it.endedAt && it.dead > 0 && ['webhook.resend', () => void resend(it)],
                  keeps && !it.endedAt && ['webhook.renew', () => void renew(it)],
                  keeps && !it.endedAt && ['account.disable', () => void end(it), { danger: true }],
                ]}
              />
            ),
          },
        ]}
      />
      <Drawer
        open={seen !== undefined}
        size={720}
        title={seen?.label}
        onClose={() => setSeen(undefined)}
        destroyOnHidden
      >
        {seen && <Deliveries webhook={seen} />}
      </Drawer>
      <Modal
        open={secret !== undefined}
        title={t('webhook.secret')}
        footer={null}
        onCancel={() => setSecret(undefined)}
      >
        {secret && <Secret label={t('webhook.secret')} note={t('webhook.secretNote')} secret={secret} />}
      </Modal>
    </>
  )
}

const isPaused = ({ endedAt, pausedAt }: Webhook) => !endedAt && pausedAt !== undefined

function State({ webhook }: { webhook: Webhook }) {
  const { endedAt, dead, waiting } = webhook
  if (isPaused(webhook)) return <Tag color="orange">{t('webhook.paused')}</Tag>
  if (endedAt) return <Tag>{t('account.disabled')}</Tag>
  if (dead > 0) return <Tag color="red">{t('webhook.someDead', { count: dead })}</Tag>
  return waiting > 0 ? <Tag color="orange">{t('webhook.behind')}</Tag> : <Tag color="green">{t('webhook.level')}</Tag>
}

const ROLES = ['platform', 'evaluator', 'finance', 'administrator', 'auditor'] as const

function WebhookForm({ onMade }: { onMade: (secret: string) => void }) {
  const { all } = usePlatforms()
  const fields: readonly Field[] = [
    text('label', { word: 'token.label', example: t('webhook.labelExample') }),
    text('url', { word: 'webhook.url', example: 'https://data.example.cn/hooks', note: 'webhook.urlNote' }),
    choice('role', ROLES, { word: 'webhook.toldAs', wordOf: 'role', note: 'webhook.toldAsNote' }),
    {
      ...text('platforms', { word: 'account.platforms', when: { field: 'role', is: 'platform' } }),
      kind: 'choices',
      ...named(all.map((it) => [it.id, it.name ?? it.id])),
    },
    choice('from', ['now', 'start'], { word: 'webhook.from', wordOf: 'webhook.from' }),
  ]
  return (
    <EntryForm
      fields={fields}
      start={{ role: 'evaluator', from: 'now' }}
      button={t('save')}
      to={(body) => ({ route: 'POST /api/webhooks', body })}
      onDone={({ secret }) => onMade(String(secret))}
    />
  )
}

const COLOURS = { waiting: 'orange', delivered: 'green', dead: 'red', skipped: undefined } as const

/** 投递记录: what was sent, newest first. */
function Deliveries({ webhook: { id, endedAt } }: { webhook: Webhook }) {
  const { data, waiting, pages, paged } = usePaged(
    'GET /api/webhooks/{webhook}/deliveries',
    { webhook: id },
    { by: 'before', whole: 'deliveries' },
  )
  const { may } = useSession()
  const act = useAct()
  if (!data) return waiting()
  const skip = (sequence: number) =>
    void act(() =>
      send('POST /api/webhooks/{webhook}/deliveries/{sequence}/skipping', { webhook: id, sequence }, undefined),
    )
  return (
    <>
      <DataTable
        paged={paged}
        rowKey="sequence"
        empty="webhook.noDeliveries"
        rows={data.deliveries}
        columns={[
          { word: 'webhook.sequence', number: (it) => String(it.sequence) },
          { word: 'figure.what', cell: (it) => t(wordIn('entry', it.type), { defaultValue: it.type }) },
          {
            word: 'contract.state',
            cell: (it) => <Tag color={COLOURS[it.state]}>{t(`webhook.state.${it.state}`)}</Tag>,
          },
          { word: 'webhook.attempts', number: (it) => String(it.attempts) },
          { word: 'webhook.outcome', cell: (it) => it.outcome },
          { word: 'access.at', number: (it) => (it.lastAt ? momentText(it.lastAt) : undefined) },
          {
            title: '',
            cell: (it) => (
              <ActButtons
                acts={[
                  may('keepWebhooks') &&
                    !endedAt &&
                    it.state === 'dead' && ['webhook.skip', () => skip(it.sequence), { danger: true }],
                ]}
              />
            ),
          },
        ]}
      />
      {pages}
    </>
  )
}
