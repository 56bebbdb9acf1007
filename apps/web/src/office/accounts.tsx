import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { type Account, send } from '../api/ask'
import { NextStep } from '../desk/first-steps'
import { EntryForm } from '../forms/entry-form'
import { choice, type Field, named, text } from '../forms/field'
import { useLoaded } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { ActButtons, Title } from '../kit/page'
import { DataTable, isNarrow } from '../kit/tables'
import { Tag } from '../kit/tag'
import { usePlatforms, useSession } from '../session/session'
import { t } from '../words/word'
import { Consents } from './consents'
import { type GivenPassword, GivenPasswordModal, passwordGiven, useAct } from './given-password'
import { TokenTable } from './own'
import { ReasonModal } from './reason-modal'
import { closedTo, rolesToGive } from './without-account'

type Shown = { readonly does: 'new' } | { readonly does: 'edit' | 'tokens'; readonly account: Account }

/** 账户: who may log in, as what, for which platforms. An auditor reads, and consents; an administrator keeps. */
export function Accounts() {
  const { nameOf } = usePlatforms()
  const { data, waiting } = useLoaded('GET /api/accounts')
  const [shown, setShown] = useState<Shown>()
  const [given, setGiven] = useState<GivenPassword>()
  const [lost, setLost] = useState<Account>()
  const { may, actor, withoutAccount } = useSession()
  const keeps = may('keepAccounts')
  const act = useAct()
  const narrow = isNarrow()
  if (!data) return waiting()
  const reset = async ({ id, name }: Account) => {
    const answer = await act(() => send('POST /api/accounts/{id}/password-reset', { id }, undefined))
    if (answer) setGiven(passwordGiven(name, answer))
  }
  const disable = async ({ id, name, disabledAt }: Account) => {
    const answer = await act(() => send('PATCH /api/accounts/{id}', { id }, { disabled: disabledAt === undefined }))
    if (answer) setGiven(passwordGiven(name, answer))
  }
  const removable =
    shown?.does === 'edit' && shown.account.secondFactor && shown.account.name !== actor && shown.account
  const endSessions = ({ id }: Account) => act(() => send('DELETE /api/accounts/{id}/sessions', { id }, undefined))
  return (
    <>
      <Title text={t('page.accounts')}>
        {keeps && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setShown({ does: 'new' })}>
            {t('account.new')}
          </Button>
        )}
      </Title>
      {data.secondPersonMissing && <Alert type="warning" showIcon title={t('account.secondPersonMissing')} />}
      {withoutAccount && <Alert type="info" showIcon title={t('account.notByIssuer')} />}
      <NextStep />
      <Consents onGiven={setGiven} />
      <DataTable
        rowKey="id"
        pageSize={50}
        rows={data.accounts}
        fits={narrow}
        columns={[
          {
            word: 'logIn.name',
            cell: (it) => (
              <span className="both wrapped">
                {it.name}
                {narrow && <Beneath account={it} />}
              </span>
            ),
          },
          !narrow && { word: 'account.displayName', cell: (it) => it.displayName },
          !narrow && { word: 'access.role', cell: (it) => t(`role.${it.role}`) },
          !narrow && { word: 'account.platforms', cell: (it) => it.platforms.map(nameOf).join('、') },
          {
            word: 'contract.state',
            cell: (it) => (
              <Space size={4} wrap>
                {State({ account: it })}
                {it.secondFactor && <Tag color="blue">{t('account.factor')}</Tag>}
                {narrow && <GrantText account={it} />}
              </Space>
            ),
          },
          !narrow && { word: 'account.grant', cell: (it) => GrantText({ account: it }) },
          !narrow && { word: 'account.createdAt', number: (it) => momentText(it.createdAt) },
          {
            title: '',
            className: 'no-print',
            cell: (it) => (
              <Space size={0} wrap>
                <ActButtons
                  acts={[
                    keeps && ['account.edit', () => setShown({ does: 'edit', account: it })],
                    keeps && [
                      it.disabledAt ? 'account.enable' : 'account.disable',
                      () => void disable(it),
                      { disabled: closedTo(withoutAccount, it).enable },
                    ],
                    keeps && ['account.reset', () => void reset(it), { disabled: closedTo(withoutAccount, it).reset }],
                    keeps && ['account.endSessions', () => void endSessions(it)],
                    ['account.tokens', () => setShown({ does: 'tokens', account: it })],
                  ]}
                />
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
        {removable && (
          <Button
            danger
            block
            className="below"
            disabled={withoutAccount}
            onClick={() => {
              setLost(removable)
              setShown(undefined)
            }}
          >
            {t('account.removeFactor')}
          </Button>
        )}
        {removable && withoutAccount && <p className="note">{t('account.notByIssuer')}</p>}
        {shown?.does === 'tokens' && <TokensOf account={shown.account} />}
      </Drawer>
      {lost && (
        <ReasonModal
          about={lost.name}
          word="account.removeFactor"
          note="account.removeFactorWhy"
          doing={(reason) => send('POST /api/accounts/{id}/second-factor-removal', { id: lost.id }, { reason })}
          onClose={() => setLost(undefined)}
        />
      )}
      <GivenPasswordModal given={given} onClose={() => setGiven(undefined)} />
    </>
  )
}

/** On a phone: what stands beside a name elsewhere. */
function Beneath({ account: { displayName, role, platforms, createdAt } }: { account: Account }) {
  const { nameOf } = usePlatforms()
  const beneath = [displayName, t(`role.${role}`), ...platforms.map(nameOf), momentText(createdAt)]
  return beneath.map((it) => <small key={it}>{it}</small>)
}

function State({ account: { disabledAt, passwordChangeNeeded } }: { account: Account }) {
  if (disabledAt) return <Tag>{t('account.disabled')}</Tag>
  return (
    <Tag color={passwordChangeNeeded ? 'orange' : 'green'}>
      {t(passwordChangeNeeded ? 'account.mustChange' : 'account.active')}
    </Tag>
  )
}

/** By whom a right that approves was given; red where one person could have done it alone. */
function GrantText({ account: { grant } }: { account: Account }) {
  if (!grant) return null
  return (
    <Space size={4} wrap>
      {grant.alone && <Tag color="red">{t('account.grantAlone')}</Tag>}
      {grant.consentedBy ? t('account.grantBy', grant) : grant.proposedBy}
    </Space>
  )
}

function TokensOf({ account }: { account: Account }) {
  const { data, waiting } = useLoaded('GET /api/accounts/{id}/tokens', { id: account.id })
  const act = useAct()
  const { may } = useSession()
  if (!data) return waiting()
  const revoke = (token: string) =>
    void act(() => send('DELETE /api/accounts/{id}/tokens/{token}', { id: account.id, token }, undefined))
  return <TokenTable tokens={data.tokens} revoke={may('keepAccounts') ? revoke : undefined} />
}

/** A new account, or what may change of one: its name never does. */
function AccountForm({ account, onDone }: { account?: Account; onDone: (made?: GivenPassword) => void }) {
  const { all } = usePlatforms()
  const { withoutAccount } = useSession()
  const fields: readonly Field[] = [
    text('name', { word: 'logIn.name', note: 'account.nameForever', fixed: account !== undefined }),
    text('displayName', { word: 'account.displayName' }),
    choice('role', rolesToGive(withoutAccount, account), {
      word: 'access.role',
      wordOf: 'role',
      note: withoutAccount ? 'account.rolesByIssuer' : undefined,
    }),
    {
      ...text('platforms', { word: 'account.platforms', when: { field: 'role', is: 'platform' } }),
      kind: 'choices',
      ...named(all.map((it) => [it.id, it.name ?? it.id])),
    },
  ]
  // Of one platform there is no choice.
  const only = all.length === 1 ? [all[0].id] : undefined
  const { displayName, role, platforms }: Partial<Account> = account ?? { role: 'platform', platforms: only }
  return (
    <EntryForm
      about={account && `account:${account.id}`}
      fields={fields}
      start={{ name: account?.name, displayName, role, platforms }}
      button={t('save')}
      called={account ? undefined : t('account.new')}
      to={({ name, ...bound }) => {
        const body = { ...bound, platforms: bound.role === 'platform' ? bound.platforms : [] }
        return account
          ? { route: 'PATCH /api/accounts/{id}', params: { id: account.id }, body }
          : { route: 'POST /api/accounts', body: { name, ...body } }
      }}
      onDone={(made, { name }) => onDone(passwordGiven(String(name), made))}
    />
  )
}
