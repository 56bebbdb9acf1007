import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Modal, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer, useRefresh } from '../api/answers'
import { type Answers, Refused, send } from '../api/ask'
import { momentText } from '../frame/moment'
import { Loading, useProblemText } from '../frame/states'
import { Title } from '../frame/title'
import { usePlatforms } from '../session/platforms'
import { AccountForm } from './account-form'
import { Secret } from './secret'
import { TokenTable } from './tokens'

export type Account = Answers['GET /api/accounts']['accounts'][number]
type Shown = { readonly does: 'new' } | { readonly does: 'edit' | 'tokens'; readonly account: Account }

/** 账户: who may log in, as what, for which platforms. */
export function Accounts() {
  const { t } = useTranslation()
  const { nameOf } = usePlatforms()
  const { data, error, refetch } = useAnswer('GET /api/accounts')
  const [shown, setShown] = useState<Shown>()
  const [oneTime, setOneTime] = useState<{ name: string; password: string }>()
  const act = useAct()
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  const reset = async ({ id, name }: Account) => {
    const answer = await act(() => send('POST /api/accounts/{id}/password-reset', { id }, undefined))
    if (answer) setOneTime({ name, password: String(answer.oneTimePassword) })
  }
  const disable = ({ id, disabledAt }: Account) =>
    act(() => send('PATCH /api/accounts/{id}', { id }, { disabled: disabledAt === undefined }))
  return (
    <>
      <Title text={t('account.title')}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setShown({ does: 'new' })}>
          {t('account.new')}
        </Button>
      </Title>
      <Table<Account>
        rowKey="id"
        size="small"
        bordered
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        dataSource={[...data.accounts]}
        columns={[
          { key: 'name', title: t('account.name'), render: (_, it) => it.name },
          { key: 'displayName', title: t('account.displayName'), render: (_, it) => it.displayName },
          { key: 'role', title: t('account.role'), render: (_, it) => t(`role.${it.role}`) },
          { key: 'platforms', title: t('account.platforms'), render: (_, it) => it.platforms.map(nameOf).join('、') },
          { key: 'state', title: t('account.state'), render: (_, it) => <State account={it} /> },
          {
            key: 'createdAt',
            title: t('account.createdAt'),
            render: (_, it) => <span className="number">{momentText(it.createdAt)}</span>,
          },
          {
            key: 'actions',
            title: '',
            className: 'no-print',
            render: (_, it) => (
              <Space size={0} wrap>
                <Button size="small" type="link" onClick={() => setShown({ does: 'edit', account: it })}>
                  {t('account.edit')}
                </Button>
                <Button size="small" type="link" onClick={() => void disable(it)}>
                  {t(it.disabledAt ? 'account.enable' : 'account.disable')}
                </Button>
                <Button size="small" type="link" onClick={() => void reset(it)}>
                  {t('account.reset')}
                </Button>
                <Button
                  size="small"
                  type="link"
                  onClick={() => void act(() => send('DELETE /api/accounts/{id}/sessions', { id: it.id }, undefined))}
                >
                  {t('account.endSessions')}
                </Button>
                <Button size="small" type="link" onClick={() => setShown({ does: 'tokens', account: it })}>
                  {t('account.tokens')}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      <Drawer
        open={shown !== undefined}
        size={shown?.does === 'tokens' ? 720 : 480}
        title={shown && (shown.does === 'new' ? t('account.new') : shown.account.name)}
        onClose={() => setShown(undefined)}
        destroyOnHidden
      >
        {shown && shown.does !== 'tokens' && (
          <AccountForm
            account={shown.does === 'edit' ? shown.account : undefined}
            onDone={(made) => {
              setShown(undefined)
              if (made) setOneTime(made)
            }}
          />
        )}
        {shown?.does === 'tokens' && <TokensOf account={shown.account} />}
      </Drawer>
      <Modal open={oneTime !== undefined} title={oneTime?.name} footer={null} onCancel={() => setOneTime(undefined)}>
        {oneTime && <Secret label={t('account.oneTime')} note={t('account.oneTimeNote')} secret={oneTime.password} />}
      </Modal>
    </>
  )
}

function State({ account: { disabledAt, passwordChangeNeeded } }: { account: Account }) {
  const { t } = useTranslation()
  if (disabledAt) return <Tag>{t('account.disabled')}</Tag>
  return (
    <Tag color={passwordChangeNeeded ? 'orange' : 'green'}>
      {t(passwordChangeNeeded ? 'account.mustChange' : 'account.active')}
    </Tag>
  )
}

function TokensOf({ account }: { account: Account }) {
  const { data, error, refetch } = useAnswer('GET /api/accounts/{id}/tokens', { id: account.id })
  const act = useAct()
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  return (
    <TokenTable
      tokens={data.tokens}
      revoke={(token) =>
        void act(() => send('DELETE /api/accounts/{id}/tokens/{token}', { id: account.id, token }, undefined))
      }
    />
  )
}

/** One click that changes something; a refusal is said and nothing else happens. */
export function useAct() {
  const { message } = App.useApp()
  const words = useProblemText()
  const refresh = useRefresh()
  return async <T,>(doing: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await doing()
      await refresh()
      return answer
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      void message.error(words(error.problem))
      return undefined
    }
  }
}
