import { codeAt } from '../services/authenticator.spec-support'
import { MINUTE, PASSWORD } from '../services/office.spec-support'
import { AccessFixture } from './access-fixture.spec-support'

let fixture: AccessFixture
beforeEach(async () => {
  fixture = await AccessFixture.ofContracts()
})
afterEach(() => fixture.close())

const OWN = '/api/session/second-factor'
const SAME = { 'sec-fetch-site': 'same-origin' }
const code = (secret: string) => codeAt(secret, fixture.office.now)
const logIn = (name: string, given?: string) =>
  fixture.send('POST', '/api/session', { name, password: PASSWORD, ...(given !== undefined && { code: given }) })
const idOf = async (name: string) => {
  const { accounts } = (await fixture.ask('keeper', 'GET', '/api/accounts')).body
  return accounts.find((it: { name: string }) => it.name === name)
}
const enrol = async (who: string): Promise<string> => {
  const { secret } = (await fixture.ask(who, 'POST', OWN, { currentPassword: PASSWORD })).body
  await fixture.ask(who, 'POST', `${OWN}/confirmation`, { code: code(secret) })
  fixture.office.now += MINUTE
  return secret
}

describe('Given an evaluator at her own account', () => {
  it('when she enrols a second factor, then secret and QR code are shown once, the recovery codes once, and then none of it', async () => {
    expect((await fixture.ask('evaluator', 'GET', OWN)).body).toEqual({ recoveryCodesLeft: 0, required: false })
    const offered = await fixture.ask('evaluator', 'POST', OWN, { currentPassword: PASSWORD })
    expect(offered.status).toBe(200)
    const { secret, uri, picture } = offered.body
    expect(uri).toContain(`secret=${secret}`)
    expect(Buffer.from(picture.replace('data:image/gif;base64,', ''), 'base64').toString('latin1')).toMatch(/^GIF8/)
    const wrong = await fixture.ask('evaluator', 'POST', `${OWN}/confirmation`, { code: '12345' })
    expect([wrong.status, wrong.body.code, wrong.body.errors[0].pointer]).toEqual([422, 'wrong-code', '/code'])
    const confirmed = await fixture.ask('evaluator', 'POST', `${OWN}/confirmation`, { code: code(secret) })
    expect(confirmed.body.recoveryCodes).toHaveLength(10)
    const shown = await fixture.ask('evaluator', 'GET', OWN)
    expect(shown.body).toMatchObject({ recoveryCodesLeft: 10, required: false, enrolledAt: expect.any(String) })
    const afterwards = [
      shown.text,
      (await fixture.ask('evaluator', 'GET', '/api/session')).text,
      (await fixture.ask('keeper', 'GET', '/api/accounts')).text,
      (await fixture.ask('keeper', 'GET', '/api/account-entries?limit=1000')).text,
    ].join()
    expect(afterwards).toContain('SecondFactorEnrolled')
    for (const it of [secret, ...confirmed.body.recoveryCodes]) expect(afterwards).not.toContain(it)
  })

  it('when she has not her password at hand, then nothing is offered', async () => {
    const answer = await fixture.ask('evaluator', 'POST', OWN, { currentPassword: 'wrong-wrong-wrong' })
    expect([answer.status, answer.body.code]).toEqual([422, 'wrong-password'])
    const early = await fixture.ask('evaluator', 'POST', `${OWN}/confirmation`, { code: '000000' })
    expect([early.status, early.body.code]).toEqual([422, 'second-factor-not-offered'])
  })

  it('when a token of hers asks, then it learns whether there is one, and gets none', async () => {
    const made = await fixture.ask('evaluator', 'POST', '/api/tokens', { label: '月报脚本' })
    const headers = { authorization: `Bearer ${made.body.token}` }
    expect((await fixture.send('GET', OWN, undefined, headers)).status).toBe(200)
    const answer = await fixture.send('POST', OWN, { currentPassword: PASSWORD }, headers)
    expect([answer.status, answer.body.code]).toEqual([403, 'token-not-enough'])
  })
})

describe('Given an evaluator with a second factor', () => {
  it('when she logs in, then the problem says whether a code is wanted or wrong, and sets no cookie until it is right', async () => {
    const secret = await enrol('evaluator')
    const [none, wrong] = [await logIn('evaluator'), await logIn('evaluator', '000000')]
    expect([none.status, none.body.code, wrong.status, wrong.body.code]).toEqual([
      401,
      'second-factor-needed',
      401,
      'second-factor-wrong',
    ])
    for (const it of [none, wrong]) expect(it.headers).not.toHaveProperty('set-cookie')
    const right = code(secret)
    expect((await logIn('evaluator', right)).status).toBe(201)
    expect((await logIn('evaluator', right)).body.code).toBe('second-factor-wrong')
  })

  it('when codes are guessed, then with the right one too is waited, for the seconds that are said', async () => {
    const secret = await enrol('evaluator')
    for (let i = 0; i < 5; i++) await logIn('evaluator', '000000')
    const slowed = await logIn('evaluator', code(secret))
    expect([slowed.status, slowed.body.code, slowed.headers['retry-after']]).toEqual([429, 'too-many-attempts', '30'])
  })

  it('when she has lost it, then an administrator takes it away, and reason and name stand in the account entries', async () => {
    await enrol('evaluator')
    const { id, secondFactor } = await idOf('evaluator')
    expect(secondFactor).toBe(true)
    const remove = (who: string, account: string, reason?: string) =>
      fixture.ask(who, 'POST', `/api/accounts/${account}/second-factor-removal`, { reason })
    expect((await remove('keeper', id)).status).toBe(400)
    expect((await remove('auditor', id, '手机遗失')).status).toBe(403)
    expect((await remove('keeper', id, '手机遗失，已当面核实')).body).toMatchObject({ id, secondFactor: false })
    expect((await remove('keeper', id, '手机遗失')).body.code).toBe('no-second-factor')
    expect((await logIn('evaluator')).status).toBe(201)
    const { entries } = (await fixture.ask('auditor', 'GET', '/api/account-entries?limit=1000')).body
    expect(entries.find((it: { type: string }) => it.type === 'SecondFactorRemoved')).toMatchObject({
      actor: 'keeper',
      account: id,
      data: { reason: '手机遗失，已当面核实' },
    })
    const { id: own } = await idOf('keeper')
    const himself = await remove('keeper', own, '不用了')
    expect([himself.status, himself.body.code]).toEqual([403, 'own-account'])
  })
})

describe('Given a ledger that requires a second factor of evaluators', () => {
  it('when one without it comes, then he may enrol, log out and nothing else, until he has it', async () => {
    await fixture.close()
    fixture = await AccessFixture.ofContracts({}, undefined, { secondFactorFor: ['evaluator'] })
    const cookie = String((await logIn('evaluator')).headers['set-cookie']).split(';')[0]
    const ask = (method: string, url: string, body?: object) => fixture.send(method, url, body, { cookie, ...SAME })
    expect((await ask('GET', '/api/session')).body.secondFactorMissing).toBe(true)
    const refused = await ask('GET', '/api/platforms')
    expect([refused.status, refused.body.code]).toEqual([403, 'second-factor-missing'])
    expect((await ask('POST', '/api/tokens', { label: '绕行' })).body.code).toBe('second-factor-missing')
    const { secret } = (await ask('POST', OWN, { currentPassword: PASSWORD })).body
    expect((await ask('POST', `${OWN}/confirmation`, { code: code(secret) })).status).toBe(200)
    expect((await ask('GET', '/api/session')).body.secondFactorMissing).toBe(false)
    expect((await ask('GET', '/api/platforms')).status).toBe(200)
    expect((await fixture.ask('clerk', 'GET', '/api/platforms')).status).toBe(200)
  })
})
