import { isRefusal } from '@pilot-ledger/kernel'
import type { AccountChange } from '../domain/account'
import type { Role } from '../domain/identity'
import { openStore } from '../store'
import { DEFAULT_SESSION_TIMES, LogInService } from './log-in.service'
import { DAY, Office, PASSWORD } from './office.spec-support'
import type { Proposed } from './rights.service'

/** One person tries to be two by what he does between the two acts, or through accounts that he made himself. */
let office: Office
beforeEach(async () => {
  office = await Office.open()
})
afterEach(() => office.close())

const FIRST = 'administrator'
const accountOf = (name: string) => office.access.accounts.list().find((it) => it.name === name)
const by = (name: string) => ({ actor: name, account: accountOf(name)?.id })
const create = (proposer: string, name: string, role: Role) =>
  office.access.rights.create({ name, displayName: name, role, platforms: [] }, by(proposer))
const change = (name: string, wanted: AccountChange) =>
  office.access.rights.change(by(name).account as string, wanted, by(FIRST))
const consent = (proposed: unknown, consenter: string) => {
  const answer = office.access.rights.consent((proposed as Proposed).proposal.proposal, by(consenter))
  return isRefusal(answer) ? answer.code : answer.account
}

it('Accounts made alone make no third one that looks made by two, however long the chain', async () => {
  await create(FIRST, 'a1', 'administrator')
  const hands = [FIRST, 'a1']
  for (let n = 2; n < 6; n++) {
    const [proposer, consenter] = [hands[n - 1], hands[n - 2]]
    const made = consent(await create(proposer, `a${n}`, 'administrator'), consenter)
    expect(made).toMatchObject({
      grant: { proposedBy: proposer, consentedBy: consenter, alone: true },
    })
    hands.push(`a${n}`)
  }
  // Nor does it help that one of them resets the first.
  const reset = await office.access.rights.resetPassword(by(FIRST).account as string, by('a1'))
  expect(consent(reset, 'a4')).toMatchObject({ grant: { alone: true } })
  expect(consent(await create(FIRST, 'a6', 'evaluator'), 'a5')).toMatchObject({
    grant: { alone: true },
  })
  // Somebody of another origin is another person.
  await office.employ({ name: 'second', role: 'administrator', platforms: [] })
  expect(consent(await create('a5', 'a7', 'evaluator'), 'second')).toMatchObject({ grant: { alone: false } })
})

it.each<[string, AccountChange]>([
  ['another role', { role: 'administrator' }],
  ['another holder', { displayName: '李四' }],
])('What is consented to is what was proposed: %s meanwhile asks for it anew', async (_, meanwhile) => {
  await office.employ({
    name: 'second',
    role: 'administrator',
    platforms: [],
  })
  await office.employ({ name: 'li', role: 'evaluator', platforms: [] })
  await change('li', { disabled: true })
  const proposed = await change('li', { disabled: false })
  expect(isRefusal(await change('li', meanwhile))).toBe(false)
  const before = accountOf('li')
  expect(consent(proposed, 'second')).toBe('account-changed-since')
  expect(accountOf('li')).toEqual(before)
})

it('Whose right was taken while his request was on its way does not consent', async () => {
  for (const name of ['second', 'third']) await office.employ({ name, role: 'administrator', platforms: [] })
  const proposed = await create(FIRST, 'eva', 'evaluator')
  await change('second', { disabled: true })
  await change('third', { role: 'platform', platforms: ['x'] })
  for (const name of ['second', 'third']) expect(consent(proposed, name)).toBe('not-allowed')
  expect(accountOf('eva')).toBeUndefined()
})

it('By whom a right was given goes with the right', async () => {
  await office.employ({ name: 'second', role: 'administrator', platforms: [] })
  expect(consent(await create(FIRST, 'eva', 'evaluator'), 'second')).toHaveProperty('grant.consentedBy', 'second')
  await change('eva', { displayName: '王评' })
  expect(accountOf('eva')?.grant).toMatchObject({ consentedBy: 'second' })
  await change('eva', { role: 'platform', platforms: ['x'] })
  expect(accountOf('eva')?.grant).toBeUndefined()
})

it('A wrong password takes as many writes for a name that there is as for one that there is not', async () => {
  await office.employ({ name: 'li', role: 'evaluator', platforms: [] })
  const store = openStore(office.folder)
  try {
    const accounts = new LogInService(store, DEFAULT_SESSION_TIMES, office.clock, () => undefined)
    const total = () =>
      (
        store.database.prepare('SELECT total_changes() AS n').get() as {
          n: number
        }
      ).n
    const writes = async (name: string) => {
      const before = total()
      await accounts.logIn(name, `${PASSWORD}!`, '203.0.113.9')
      return total() - before
    }
    for (const day of [1, 2]) {
      expect([day, await writes('li')]).toEqual([day, await writes('nobody')])
      office.now += DAY / 100
    }
  } finally {
    store.database.close()
  }
})
