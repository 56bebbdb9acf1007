import { Modal } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { useAnswer } from '../api/answers'
import { send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import { type Field, maybe, text, whole } from '../forms/field'
import { Title } from '../kit/title'
import { PasswordForm } from '../session/new-password'
import { useSession } from '../session/session'
import { useAct } from './act'
import { Secret } from './secret'
import { TokenTable } from './tokens'

/** 我的账户: password and tokens. */
export function Own() {
  const { account, actor, role } = useSession()
  return (
    <>
      <Title text={t('own.title')} note={`${actor} · ${t(`role.${role}`)}`} />
      {account !== undefined && (
        <div className="register">
          <section className="sheet">
            <h2>{t('password.change')}</h2>
            <PasswordForm onChanged={() => undefined} />
          </section>
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
    <section className="sheet">
      <h2>{t('token.title')}</h2>
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
    </section>
  )
}
