import { isRefusal } from '@pilot-ledger/kernel'
import {
  type Account,
  type AccountChange,
  accountNameKey,
  changedAccount,
  type NewAccount,
  parseNewAccount,
} from './account'

const NOW = Date.parse('2025-09-01T12:00:00+08:00')
const clerk: NewAccount = { name: 'wang.gong', displayName: '王工', role: 'platform', platforms: ['p-1'] }
const created = (given: Partial<NewAccount>) => {
  const parsed = parseNewAccount({ ...clerk, ...given })
  return isRefusal(parsed) ? `${parsed.code} ${parsed.pointer}` : parsed
}
const account = (given: Partial<Account> = {}): Account => ({
  ...clerk,
  id: 'a-1',
  passwordChangeNeeded: false,
  secondFactor: false,
  createdAt: 0,
  ...given,
})
const administrator = account({ role: 'administrator', platforms: [] })
const change = (it: Account, to: AccountChange, otherAdministrators = 1) => {
  const changed = changedAccount(it, to, otherAdministrators, NOW)
  return isRefusal(changed) ? changed.code : changed
}

describe('A new account', () => {
  it.each(['wang.gong', '王工', 'li-2', 'A1', 'x'.repeat(40)])('may be called %s', (name) => {
    expect(created({ name })).toMatchObject({ name })
  })

  it.each(['w', '', 'x'.repeat(41), '.wang', 'wang gong', 'openid:wang', 'wang\n', 'wang/gong'])(
    'may not be called %j',
    (name) => {
      expect(created({ name })).toBe('account-name-format /name')
    },
  )

  it('has one name, whatever the width and case it is typed in', () => {
    expect(accountNameKey('Ｗang.GONG')).toBe('wang.gong')
    expect(created({ name: 'Ｗang' })).toMatchObject({ name: 'Wang' })
  })

  it('has one name, whatever cannot be seen in it or looks like it', () => {
    for (const it of ['wa\ufe00ng', 'w\u034fang', 'w\u200bang', 'WANG']) expect(accountNameKey(it)).toBe('wang')
    // Every letter of it Cyrillic, and printed as the Latin name is.
    expect(accountNameKey('асе')).toBe(accountNameKey('ace'))
    expect(created({ name: 'w\u0430ng' })).toBe('mixed-scripts /name')
  })

  it('is bound to platforms when it is a platform’s, each once, and only then', () => {
    expect(created({ platforms: ['p-2', 'p-1', 'p-2'] })).toMatchObject({ platforms: ['p-1', 'p-2'] })
    expect(created({ platforms: [] })).toBe('platforms-missing /platforms')
    for (const role of ['evaluator', 'finance', 'administrator', 'auditor'] as const) {
      expect(created({ role })).toBe('platforms-not-for-role /platforms')
      expect(created({ role, platforms: [] })).toMatchObject({ role })
    }
  })
})

describe('An account that is changed', () => {
  it('keeps what the change does not name', () => {
    expect(change(account(), { displayName: '王建国' })).toEqual({ ...account(), displayName: '王建国' })
    expect(change(account(), {})).toEqual(account())
  })

  it('loses its platforms with its role, and needs some for that of a platform', () => {
    expect(change(account(), { role: 'finance' })).toMatchObject({ role: 'finance', platforms: [] })
    expect(change(account({ role: 'finance', platforms: [] }), { role: 'platform' })).toBe('platforms-missing')
    expect(change(account(), { role: 'finance', platforms: ['p-1'] })).toBe('platforms-not-for-role')
  })

  it('is disabled once, from the first time on, and enabled again', () => {
    expect(change(account(), { disabled: true })).toMatchObject({ disabledAt: NOW })
    expect(change(account({ disabledAt: 7 }), { disabled: true })).toMatchObject({ disabledAt: 7 })
    expect(change(account({ disabledAt: 7 }), { displayName: '王' })).toMatchObject({ disabledAt: 7 })
    expect(change(account({ disabledAt: 7 }), { disabled: false })).toMatchObject({ disabledAt: undefined })
  })

  it('is not the last administrator taken away', () => {
    expect(change(administrator, { disabled: true }, 0)).toBe('last-administrator')
    expect(change(administrator, { role: 'evaluator' }, 0)).toBe('last-administrator')
    expect(change(administrator, { displayName: '管理员' }, 0)).toMatchObject({ displayName: '管理员' })
    expect(change(administrator, { disabled: true }, 1)).toMatchObject({ disabledAt: NOW })
    expect(change({ ...administrator, disabledAt: 7 }, { role: 'evaluator' }, 0)).toMatchObject({ role: 'evaluator' })
  })
})
