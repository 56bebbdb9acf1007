import { resetAdministrator } from '../services/first-administrator'
import { HOUR, Office, PASSWORD } from '../services/office.spec-support'
import { AccessFixture, type Answer, OURS } from './access-fixture.spec-support'

/**
 * A hostile administrator (`keeper`) who wants to be both persons, another one (`second`), an auditor, and accounts that
 * approve. Whatever he tries alone, no account gets a right to approve, and he learns no password of one that has it.
 */
let fixture: AccessFixture
let ids: Record<string, string>
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts()
  await fixture.employ('second', 'administrator')
  ids = {}
  for (const { id, name } of (await fixture.ask('keeper', 'GET', '/api/accounts')).body.accounts) ids[name] = id
})
afterEach(() => fixture.close())

const reported = ({ status, body }: Answer) => `${status} ${body?.code ?? ''}`.trim()
const make = (who: string, name: string, role: string, platforms: string[] = []) =>
  fixture.ask(who, 'POST', '/api/accounts', { name, displayName: name, role, platforms })
const change = (who: string, name: string, body: object) =>
  fixture.ask(who, 'PATCH', `/api/accounts/${ids[name]}`, body)
const reset = (who: string, name: string) => fixture.ask(who, 'POST', `/api/accounts/${ids[name]}/password-reset`)
const answer = (who: string, proposal: string, how: string, body?: object) =>
  fixture.ask(who, 'POST', `/api/account-proposals/${proposal}/${how}`, body)
const waiting = async () => (await fixture.ask('auditor', 'GET', '/api/account-proposals')).body.proposals
const logIn = (name: string, password: string) => fixture.send('POST', '/api/session', { name, password })
/** Roles of accounts that may be used, by name. */
const roles = async (who = 'auditor') => {
  const { accounts } = (await fixture.ask(who, 'GET', '/api/accounts')).body
  return Object.fromEntries(
    accounts
      .filter((it: { disabledAt?: string }) => it.disabledAt === undefined)
      .map(({ name, role }: { name: string; role: string }) => [name, role]),
  )
}

describe('A right that approves', () => {
  it.each(['evaluator', 'finance', 'administrator', 'auditor'])('(%s) waits for a second person', async (role) => {
    const proposed = await make('keeper', 'li', role)
    expect(proposed.status).toBe(202)
    expect(proposed.body).toEqual({
      waits: expect.objectContaining({ proposedBy: 'keeper', kind: 'create', name: 'li', role }),
      firstPart: expect.stringMatching(/^[a-z2-9]{5}-[a-z2-9]{5}$/),
    })
    expect(await roles()).not.toHaveProperty('li')
    const consented = await answer('auditor', proposed.body.waits.proposal, 'consent')
    expect(consented.body).toMatchObject({
      name: 'li',
      role,
      grant: { proposedBy: 'keeper', consentedBy: 'auditor', alone: false },
    })
    expect(await waiting()).toEqual([])
    for (const part of [proposed.body.firstPart, consented.body.secondPart])
      expect((await logIn('li', part)).status).toBe(401)
    const both = `${proposed.body.firstPart}-${consented.body.secondPart}`
    expect((await logIn('li', both)).body).toMatchObject({ actor: 'li', role, passwordChangeNeeded: true })
  })

  it('of a platform’s clerk is no such right: one administrator makes and resets him', async () => {
    const made = await make('keeper', 'li', 'platform', [OURS])
    expect([made.status, (await logIn('li', made.body.oneTimePassword)).status]).toEqual([201, 201])
    expect((await reset('keeper', 'clerk')).body.oneTimePassword).toMatch(/^[a-z2-9-]{23}$/)
  })

  it('is told in entries that an auditor reads: proposed, consented, by whom, without any password', async () => {
    const { body } = await make('keeper', 'li', 'evaluator')
    const { body: consented } = await answer('second', body.waits.proposal, 'consent')
    const { entries } = (await fixture.ask('auditor', 'GET', '/api/account-entries?limit=1000')).body
    const ofLi = entries.filter((it: { account: string }) => it.account === consented.id)
    expect(ofLi.map(({ type, actor }: Record<string, string>) => `${actor} ${type}`)).toEqual([
      'keeper ChangeProposed',
      'second AccountCreated',
    ])
    expect(ofLi[1].data).toMatchObject({ proposal: body.waits.proposal, proposedBy: 'keeper', alone: false })
    const all = JSON.stringify(entries)
    for (const part of [body.firstPart, consented.secondPart]) expect(all).not.toContain(part)
  })
})

describe('One administrator alone', () => {
  /** Whatever he gets at once must be a proposal, and none of them may he carry out. */
  const nothingBut202 = async (proposed: Answer) => {
    expect(reported(proposed)).toBe('202')
    const { proposal } = proposed.body.waits
    expect(reported(await answer('keeper', proposal, 'consent'))).toBe('403 own-proposal')
    expect(reported(await answer('keeper', proposal, 'rejection', { reason: 'x' }))).toBe('403 own-proposal')
  }

  it('makes no account that approves, nor a clerk who then does', async () => {
    const before = await roles()
    for (const role of ['evaluator', 'finance', 'administrator', 'auditor'])
      await nothingBut202(await make('keeper', `his-${role}`, role))
    ids.puppet = (await make('keeper', 'puppet', 'platform', [OURS])).body.id
    for (const role of ['evaluator', 'finance', 'administrator', 'auditor']) {
      const proposed = await change('keeper', 'puppet', { role })
      await nothingBut202(proposed)
      expect((await answer('keeper', proposed.body.waits.proposal, 'withdrawal')).status).toBe(204)
    }
    expect(await roles()).toEqual({ ...before, puppet: 'platform' })
  })

  it('learns no password of an account that approves: old ones stand, also of himself and of disabled ones', async () => {
    await change('keeper', 'finance', { disabled: true })
    for (const name of ['evaluator', 'finance', 'second', 'auditor', 'keeper'])
      await nothingBut202(await reset('keeper', name))
    for (const name of ['evaluator', 'second', 'auditor', 'keeper'])
      expect((await logIn(name, PASSWORD)).status).toBe(201)
  })

  it('gains nothing by disabling and enabling, nor by another role between', async () => {
    await change('keeper', 'evaluator', { disabled: true })
    const enabling = await change('keeper', 'evaluator', { disabled: false })
    await nothingBut202(enabling)
    await answer('keeper', enabling.body.waits.proposal, 'withdrawal')
    // Down to a clerk, with a password he knows; and up again.
    expect((await change('keeper', 'evaluator', { role: 'platform', platforms: [OURS], disabled: false })).status).toBe(
      200,
    )
    const { oneTimePassword } = (await reset('keeper', 'evaluator')).body
    expect((await logIn('evaluator', oneTimePassword)).body.role).toBe('platform')
    const raising = await change('keeper', 'evaluator', { role: 'evaluator' })
    await nothingBut202(raising)
    await answer('keeper', raising.body.waits.proposal, 'withdrawal')
    // While it is disabled the role is only a word; with the right comes the question.
    await change('keeper', 'evaluator', { disabled: true })
    expect((await change('keeper', 'evaluator', { role: 'finance' })).status).toBe(200)
    await nothingBut202(await reset('keeper', 'evaluator'))
    await nothingBut202(await change('keeper', 'evaluator', { disabled: false, displayName: 'x' }))
    expect((await roles()).evaluator).toBeUndefined()
  })

  it('does not get the right with a clerk’s password that he knows: a new one comes with it, in two parts', async () => {
    const { oneTimePassword } = (await reset('keeper', 'clerk')).body
    const cookie = { authorization: `Bearer ${await fixture.office.logIn('clerk', oneTimePassword)}` }
    const proposed = await change('keeper', 'clerk', { role: 'evaluator' })
    const consented = await answer('second', proposed.body.waits.proposal, 'consent')
    expect(consented.body).toMatchObject({ role: 'evaluator', passwordChangeNeeded: true })
    expect((await logIn('clerk', oneTimePassword)).status).toBe(401)
    expect((await fixture.send('GET', '/api/session', undefined, cookie)).status).toBe(401)
    const both = `${proposed.body.firstPart}-${consented.body.secondPart}`
    expect((await logIn('clerk', both)).body.role).toBe('evaluator')
  })

  it('is not the second person under a reset of the other: nobody consents about himself', async () => {
    const about = (await reset('keeper', 'second')).body.waits.proposal
    expect(reported(await answer('second', about, 'consent'))).toBe('403 own-account')
    expect((await answer('auditor', about, 'consent')).status).toBe(201)
  })

  it('does not come back to the beginning by disabling everybody else who could consent', async () => {
    for (const name of ['second', 'auditor', 'administrator']) await change('keeper', name, { disabled: true })
    for (const name of ['second', 'auditor', 'administrator']) expect(await roles('keeper')).not.toHaveProperty(name)
    for (const role of ['administrator', 'auditor', 'evaluator'])
      await nothingBut202(await make('keeper', `his-${role}`, role))
    await nothingBut202(await change('keeper', 'second', { disabled: false }))
  })

  it('consents by no token, and nobody else consents at all', async () => {
    const { proposal } = (await make('keeper', 'li', 'evaluator')).body.waits
    const { token } = (await fixture.ask('second', 'POST', '/api/tokens', { label: '脚本' })).body
    const url = `/api/account-proposals/${proposal}/consent`
    const byToken = await fixture.send('POST', url, undefined, { authorization: `Bearer ${token}` })
    expect(reported(byToken)).toBe('403 token-not-enough')
    for (const who of ['clerk', 'evaluator', 'finance'])
      expect(reported(await answer(who, proposal, 'consent'))).toBe('403 not-allowed')
    // Somebody an issuer vouches for may be the keeper by another door.
    const { rights } = fixture.office.access
    const outsider = { actor: 'openid:keeper' }
    expect(rights.consent(proposal, outsider)).toMatchObject({ code: 'no-local-account' })
    expect(await rights.resetPassword(ids.finance, outsider)).toMatchObject({ code: 'no-local-account' })
  })
})

describe('What waits', () => {
  it('is decided once: consented, rejected with a reason, or withdrawn by its proposer', async () => {
    const propose = async (name: string) => (await make('keeper', name, 'finance')).body.waits.proposal as string
    const [first, second, third] = [await propose('one'), await propose('two'), await propose('three')]
    expect(reported(await answer('second', first, 'withdrawal'))).toBe('422 not-your-proposal')
    expect((await answer('second', first, 'consent')).status).toBe(201)
    expect((await answer('auditor', second, 'rejection', { reason: '未经任命' })).status).toBe(204)
    expect((await answer('keeper', third, 'withdrawal')).status).toBe(204)
    for (const it of [first, second, third])
      expect(reported(await answer('auditor', it, 'consent'))).toBe('404 unknown-proposal')
    expect(reported(await answer('auditor', 'x', 'consent'))).toBe('404 unknown-proposal')
    expect(await roles()).toMatchObject({ one: 'finance' })
    for (const it of ['two', 'three']) expect(await roles()).not.toHaveProperty(it)
  })

  it('is decided again at the consent, and asked for once at a time', async () => {
    const { proposal } = (await make('keeper', 'li', 'evaluator')).body.waits
    expect(reported(await make('second', 'LI', 'finance'))).toBe('409 proposal-exists')
    expect((await make('second', 'li', 'platform', [OURS])).status).toBe(201)
    expect(reported(await answer('auditor', proposal, 'consent'))).toBe('409 account-exists')
    expect((await roles()).li).toBe('platform')
  })
})

describe('A fresh ledger', () => {
  const fresh = async () => {
    const { firstPassword } = fixture.office.access
    const first = await logIn('administrator', firstPassword?.oneTimePassword as string)
    return first.status
  }

  it('has one administrator, who makes the second person alone, once; that stands on the account and in its entry', async () => {
    const office = await Office.open()
    const { rights, accounts } = office.access
    const [{ id }] = accounts.list()
    const by = { actor: 'administrator', account: id }
    const ask = (name: string, role: 'evaluator' | 'administrator' | 'auditor') =>
      rights.create({ name, displayName: name, role, platforms: [] }, by)
    expect(rights.secondPersonMissing()).toBe(true)
    expect(await ask('eva', 'evaluator')).toMatchObject({ proposal: { name: 'eva' } })
    const made = await Promise.all([ask('jia', 'auditor'), ask('yi', 'administrator')])
    expect(made.filter((it) => 'account' in it)).toHaveLength(1)
    expect(made.filter((it) => 'proposal' in it)).toHaveLength(1)
    const [alone] = accounts.list().filter((it) => it.grant)
    expect(alone.grant).toEqual({ proposedBy: 'administrator', alone: true })
    expect(office.access.entries.page(0, 100).at(-2)?.data ?? {}).toHaveProperty('alone', true)
    expect(rights.secondPersonMissing()).toBe(false)
    // He has made the one who consents: whoever looks at the account sees that.
    const consented = rights.consent(rights.open()[0].proposal, { actor: alone.name, account: alone.id })
    expect(consented).toMatchObject({ account: { name: 'eva', grant: { consentedBy: alone.name, alone: true } } })
    office.close()
  })

  it('whose second administrator was made at the machine has nobody who was made alone', async () => {
    expect(await fresh()).toBe(201)
    const made = await resetAdministrator(fixture.office.folder, { name: 'machine-made', clock: fixture.office.clock })
    expect(made.account.grant).toBeUndefined()
  })
})

describe('An auditor', () => {
  it('reads accounts, rights and who looked at what, and changes none of it', async () => {
    for (const url of [
      '/api/accounts',
      `/api/accounts/${ids.clerk}`,
      '/api/account-entries',
      '/api/access-log',
      '/api/account-proposals',
    ])
      expect((await fixture.ask('auditor', 'GET', url)).status).toBe(200)
    const writes = [
      await make('auditor', 'li', 'platform', [OURS]),
      await change('auditor', 'clerk', { disabled: true }),
      await reset('auditor', 'clerk'),
      await fixture.ask('auditor', 'DELETE', `/api/accounts/${ids.clerk}/sessions`),
    ]
    expect(writes.map(reported)).toEqual(Array(4).fill('403 not-allowed'))
  })

  it('is himself noted where he looks at contracts', async () => {
    await fixture.ask('auditor', 'GET', '/api/engagements')
    const { reads } = (await fixture.ask('keeper', 'GET', '/api/access-log')).body
    expect(reads).toMatchObject([{ actor: 'auditor', role: 'auditor', action: 'listEngagements' }])
    fixture.pass(HOUR)
  })
})
