import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../api/answers'
import { send } from '../api/ask'
import type { Account } from '../api/shapes'
import { momentText } from '../kit/moment'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { AccountForm } from './account-form'
import { useAct } from './act'
import { Consents } from './consents'
import { type GivenPassword, GivenPasswordModal, passwordGiven } from './given-password'
import { TokenTable } from './tokens'

type Shown = { readonly does: 'new' } | { readonly does: 'edit' | 'tokens'; readonly account: Account }

/** 账户: who may log in, as what, for which platforms. An auditor reads, and consents; an administrator keeps. */
export function Accounts() {
  const { t } = useTranslation()
  const { nameOf } = usePlatforms()
  const { data, error, refetch } = useAnswer('GET /api/accounts')
  const [shown, setShown] = useState<Shown>()
  const [given, setGiven] = useState<GivenPassword>()
  const { may } = useSession()
  const keeps = may('keepAccounts')
  const act = useAct()
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  const reset = async ({ id, name }: Account) => {
    const answer = await act(() => send('POST /api/accounts/{id}/password-reset', { id }, undefined))
    if (answer) setGiven(passwordGiven(name, answer))
  }
  const disable = async ({ id, name, disabledAt }: Account) => {
    const answer = await act(() => send('PATCH /api/accounts/{id}', { id }, { disabled: disabledAt === undefined }))
    if (answer) setGiven(passwordGiven(name, answer))
  }
  return (
    <>
      <Title text={t('account.title')}>
        {keeps && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setShown({ does: 'new' })}>
            {t('account.new')}
          </Button>
        )}
      </Title>
      {data.secondPersonMissing && <Alert type="warning" showIcon title={t('account.secondPersonMissing')} />}
      <Consents onGiven={setGiven} />
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
          { key: 'grant', title: t('account.grant'), render: (_, it) => <GrantText account={it} /> },
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
                {keeps && (
                  <>
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
                      onClick={() =>
                        void act(() => send('DELETE /api/accounts/{id}/sessions', { id: it.id }, undefined))
                      }
                    >
                      {t('account.endSessions')}
                    </Button>
                  </>
                )}
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
              setGiven(made)
            }}
          />
        )}
        {shown?.does === 'tokens' && <TokensOf account={shown.account} />}
      </Drawer>
      <GivenPasswordModal given={given} onClose={() => setGiven(undefined)} />
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

/** By whom a right that approves was given; red where one person could have done it alone. */
function GrantText({ account: { grant } }: { account: Account }) {
  const { t } = useTranslation()
  if (!grant) return null
  return (
    <Space size={4} wrap>
      {grant.alone && <Tag color="red">{t('account.grantAlone')}</Tag>}
      {grant.consentedBy ? t('account.grantBy', grant) : grant.proposedBy}
    </Space>
  )
}

function TokensOf({ account }: { account: Account }) {
  const { data, error, refetch } = useAnswer('GET /api/accounts/{id}/tokens', { id: account.id })
  const act = useAct()
  const { may } = useSession()
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  const revoke = (token: string) =>
    void act(() => send('DELETE /api/accounts/{id}/tokens/{token}', { id: account.id, token }, undefined))
  return <TokenTable tokens={data.tokens} revoke={may('keepAccounts') ? revoke : undefined} />
}
