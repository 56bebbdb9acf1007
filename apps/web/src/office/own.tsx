import { Modal } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../api/answers'
import { type Answers, send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import { type Field, maybe, text, whole } from '../forms/field'
import { momentText } from '../kit/moment'
import { ActButtons, Sheet, Title } from '../kit/page'
import { Secret } from '../kit/secret'
import { DataTable } from '../kit/tables'
import { Tag } from '../kit/tag'
import { PasswordForm } from '../session/log-in'
import { SecondFactor } from '../session/second-factor'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { useAct } from './given-password'

/** 我的账户: password and tokens. */
export function Own() {
  const { account, actor, role, withoutAccount } = useSession()
  return (
    <>
      <Title text={t('own.title')} note={`${actor} · ${t(`role.${role}`)}`} />
      {withoutAccount && <p className="note">{t('own.atIssuer')}</p>}
      {account !== undefined && (
        <div className="register">
          <Sheet title={t('password.change')}>
            <PasswordForm onChanged={() => undefined} />
          </Sheet>
          <Sheet title={t('factor.title')}>
            <SecondFactor />
          </Sheet>
          <Tokens />
        </div>
      )}
    </>
  )
}

const FIELDS: readonly Field[] = [
  text('label', { word: 'token.label' }),
  maybe(whole('days', { word: 'token.days', max: 365 })),
  {
    name: 'scopes',
    kind: 'boxes',
    needed: true,
    word: 'token.scopes',
    from: ['read', 'record'],
    wordOf: 'token.scope',
  },
]

function Tokens() {
  const { data } = useAnswer('GET /api/tokens')
  const act = useAct()
  const [made, setMade] = useState<string>()
  const addresses = maybe(text('addresses', { word: 'token.addresses', example: t('token.addressesHint') }))
  return (
    <Sheet title={t('token.title')}>
      <p className="note">{t('token.note')}</p>
      <EntryForm
        inline
        fields={[...FIELDS, addresses]}
        start={{ days: 90, scopes: ['read', 'record'] }}
        button={t('token.new')}
        to={({ addresses: from = '', ...fields }) => ({
          route: 'POST /api/tokens',
          body: {
            ...fields,
            addresses: String(from)
              .split(/[\s,，、;；]+/)
              .filter((it) => it !== ''),
          },
        })}
        onDone={({ token }) => setMade(String(token))}
      />
      <TokenTable
        tokens={data?.tokens ?? []}
        revoke={(id) => void act(() => send('DELETE /api/tokens/{id}', { id }, undefined))}
      />
      <Modal open={made !== undefined} title={t('token.title')} footer={null} onCancel={() => setMade(undefined)}>
        {made && <Secret label={t('token.title')} note={t('token.note')} secret={made} />}
      </Modal>
    </Sheet>
  )
}

type Token = Answers['GET /api/tokens']['tokens'][number]

export function TokenTable({ tokens, revoke }: { tokens: readonly Token[]; revoke?: (id: string) => void }) {
  const moment = (it?: string) => it && <span className="number">{momentText(it)}</span>
  return (
    <DataTable
      rowKey="id"
      empty="token.none"
      rows={tokens}
      columns={[
        { word: 'token.label', cell: (it) => it.label },
        { word: 'token.scopes', cell: (it) => it.scopes.map((scope) => t(`token.scope.${scope}`)).join('、') },
        {
          word: 'token.addresses',
          cell: (it) => (it.addresses.length === 0 ? t('token.anywhere') : it.addresses.join('、')),
        },
        { word: 'account.createdAt', cell: (it) => moment(it.createdAt) },
        { word: 'token.expiresAt', cell: (it) => moment(it.expiresAt) },
        { word: 'token.usedAt', cell: (it) => moment(it.usedAt) },
        {
          title: '',
          cell: (it) =>
            it.revokedAt ? (
              <Tag>{t('token.revoked')}</Tag>
            ) : (
              <ActButtons acts={[!!revoke && ['token.revoke', () => revoke(it.id), { danger: true }]]} />
            ),
        },
      ]}
    />
  )
}
