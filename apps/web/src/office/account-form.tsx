import { t } from 'i18next'
import type { Account } from '../api/shapes'
import { EntryForm } from '../forms/entry-form'
import { choice, type Field, named, text } from '../forms/field'
import { usePlatforms } from '../session/platforms'
import { type GivenPassword, passwordGiven } from './given-password'

const ROLES = ['platform', 'evaluator', 'finance', 'administrator', 'auditor'] as const

/** A new account, or what may change of one: its name never does. */
export function AccountForm({ account, onDone }: { account?: Account; onDone: (made?: GivenPassword) => void }) {
  const { all } = usePlatforms()
  const fields: readonly Field[] = [
    text('name', { word: 'logIn.name', note: 'account.nameForever', fixed: account !== undefined }),
    text('displayName', { word: 'account.displayName' }),
    choice('role', ROLES, { word: 'access.role', wordOf: 'role' }),
    {
      ...text('platforms', { word: 'account.platforms', when: { field: 'role', is: 'platform' } }),
      kind: 'choices',
      ...named(all.map((it) => [it.id, it.name ?? it.id])),
    },
  ]
  const { displayName, role, platforms }: Partial<Account> = account ?? { role: 'platform' }
  return (
    <EntryForm
      fields={fields}
      start={{ name: account?.name, displayName, role, platforms }}
      button={t('save')}
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
