import { AccessFixture, OUR_CONTRACT, OURS, RIVAL } from './access-fixture.spec-support'

let fixture: AccessFixture
beforeEach(async () => {
  fixture = await AccessFixture.open()
})
afterEach(() => fixture.close())

describe('The administrator at the door', () => {
  it('makes, changes, disables and resets accounts; each has its entry', async () => {
    const keeper = (method: string, url: string, body?: unknown) => fixture.ask('keeper', method, url, body)
    const made = await keeper('POST', '/api/accounts', {
      name: 'li',
      displayName: '李',
      role: 'platform',
      platforms: [OURS],
    })
    expect([made.status, made.headers.location]).toEqual([201, `/api/accounts/${made.body.id}`])
    const url = `/api/accounts/${made.body.id}`
    expect((await keeper('PATCH', url, { displayName: '李工' })).body).toMatchObject({
      displayName: '李工',
      platforms: [OURS],
    })
    expect((await keeper('PATCH', url, { disabled: true })).body.disabledAt).toBe('2025-09-01T01:00:00.000Z')
    expect((await keeper('POST', `${url}/password-reset`)).body.oneTimePassword).toMatch(/^[a-z2-9-]{23}$/)
    expect((await keeper('GET', url)).text).not.toContain('argon2')
    const { entries } = (await keeper('GET', '/api/account-entries?limit=1000')).body
    const ofLi = entries.filter((it: { account: string }) => it.account === made.body.id)
    expect(ofLi.map((it: { type: string; actor: string }) => `${it.actor} ${it.type}`)).toEqual([
      'keeper AccountCreated',
      'keeper AccountChanged',
      'keeper AccountChanged',
      'keeper PasswordReset',
    ])
    const first = (await keeper('GET', '/api/account-entries?limit=2')).body
    const second = (await keeper('GET', `/api/account-entries?limit=1&after=${first.next}`)).body
    expect([...first.entries, ...second.entries].map((it: { sequence: number }) => it.sequence)).toEqual([1, 2, 3])
  })

  it('sees and revokes the tokens of others', async () => {
    const made = (await fixture.ask('clerk', 'POST', '/api/tokens', { label: '脚本' })).body
    const { account } = (await fixture.ask('clerk', 'GET', '/api/session')).body
    const list = await fixture.ask('keeper', 'GET', `/api/accounts/${account}/tokens`)
    expect(list.body.tokens).toMatchObject([{ id: made.id }])
    expect((await fixture.ask('keeper', 'DELETE', `/api/accounts/${account}/tokens/${made.id}`)).status).toBe(204)
    const requested = await fixture.send('GET', '/api/session', undefined, { authorization: `Bearer ${made.token}` })
    expect(requested.status).toBe(401)
    expect((await fixture.ask('keeper', 'GET', '/api/accounts/x/tokens')).status).toBe(404)
  })

  it('is told what an account lacks, at its field', async () => {
    const make = async (body: object) => {
      const answer = await fixture.ask('keeper', 'POST', '/api/accounts', { displayName: '李', ...body })
      return `${answer.status} ${answer.body.code} ${answer.body.errors?.[0].pointer}`
    }
    expect(await make({ name: 'li', role: 'platform' })).toBe('422 platforms-missing /platforms')
    expect(await make({ name: 'l:i', role: 'finance' })).toBe('400 account-name-format /name')
    expect(await make({ name: 'clerk', role: 'finance' })).toBe('409 account-exists /name')
    expect(await make({ name: 'li', role: 'chief' })).toBe('400 unknown-value /role')
  })
})

describe('The access log', () => {
  beforeEach(() => fixture.settle())
  const log = async (query = '') => (await fixture.ask('keeper', 'GET', `/api/access-log${query}`)).body

  it('has each look of an evaluator and of finance at contracts: who, whose, what exactly, when', async () => {
    await fixture.ask('evaluator', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await fixture.ask('finance', 'GET', `/api/engagements?platform=${OURS}&client=uscc:1`)
    await fixture.ask('finance', 'GET', `/api/platforms/${OURS}/figures/contractAmount/entries?from=2025-01-01`)
    await fixture.ask('evaluator', 'GET', '/api/entries?limit=2')
    const at = '2025-09-01T01:00:00.000Z'
    const common = { at, address: '127.0.0.1' }
    expect((await log()).reads).toEqual([
      {
        ...common,
        sequence: 4,
        actor: 'evaluator',
        role: 'evaluator',
        action: 'readLog',
        request: 'GET /api/entries?limit=2',
      },
      {
        ...common,
        sequence: 3,
        actor: 'finance',
        role: 'finance',
        action: 'openFigure',
        platform: OURS,
        request: `GET /api/platforms/${OURS}/figures/contractAmount/entries?from=2025-01-01`,
      },
      {
        ...common,
        sequence: 2,
        actor: 'finance',
        role: 'finance',
        action: 'listEngagements',
        platform: OURS,
        request: `GET /api/engagements?platform=${OURS}&client=uscc:1`,
      },
      {
        ...common,
        sequence: 1,
        actor: 'evaluator',
        role: 'evaluator',
        action: 'readEngagement',
        platform: OURS,
        request: `GET /api/engagements/${OUR_CONTRACT}`,
      },
    ])
  })

  it('has no look of a platform at its own, nor at figures without contracts', async () => {
    await fixture.ask('clerk', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await fixture.ask('finance', 'GET', '/api/figures?from=2025-01-01')
    await fixture.ask('evaluator', 'GET', `/api/platforms/${OURS}/figures?from=2025-01-01`)
    expect((await log()).reads).toEqual([])
  })

  it('is read page by page, by person and by platform, by the administrator and the auditor only', async () => {
    for (const who of ['evaluator', 'finance', 'evaluator'])
      await fixture.ask(who, 'GET', `/api/engagements/${OUR_CONTRACT}`)
    await fixture.ask('finance', 'GET', '/api/engagements')
    const sequences = ({ reads }: { reads: { sequence: number }[] }) => reads.map((it) => it.sequence)
    const first = await log('?limit=3')
    expect(sequences(first)).toEqual([4, 3, 2])
    expect(sequences(await log(`?limit=3&before=${first.next}`))).toEqual([1])
    expect(sequences(await log('?actor=evaluator'))).toEqual([3, 1])
    // The list of all platforms' contracts shows OURS too: a look at it, of which the entry can name no single platform.
    expect(sequences(await log(`?actor=finance&platform=${OURS}`))).toEqual([4, 2])
    for (const who of ['clerk', 'evaluator', 'finance'])
      expect((await fixture.ask(who, 'GET', '/api/access-log')).status).toBe(403)
  })

  it('of one platform has also what was asked about several, which names none; a list that names one is of that one', async () => {
    for (const platforms of [`${OURS},${RIVAL}`, OURS, `${OURS},${OURS}`, RIVAL]) {
      const looked = await fixture.ask('evaluator', 'GET', `/api/search?text=JM-001&platforms=${platforms}`)
      expect(looked.status).toBe(200)
    }
    const looks = ({ reads }: { reads: { sequence: number; platform?: string }[] }) =>
      reads.map((it) => [it.sequence, it.platform])
    expect(looks(await log())).toEqual([
      [4, RIVAL],
      [3, OURS],
      [2, OURS],
      [1, undefined],
    ])
    expect(looks(await log(`?platform=${OURS}`))).toEqual([
      [3, OURS],
      [2, OURS],
      [1, undefined],
    ])
    expect(looks(await log(`?platform=${RIVAL}&limit=1`))).toEqual([[4, RIVAL]])
    expect(looks(await log(`?platform=${RIVAL}&before=4`))).toEqual([[1, undefined]])
  })

  it('comes first: a look that cannot be noted shows nothing', async () => {
    jest.spyOn(fixture.office.access.reads, 'append').mockImplementation(() => {
      throw new Error('database or disk is full')
    })
    const answer = await fixture.ask('evaluator', 'GET', `/api/engagements/${OUR_CONTRACT}`)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('380000')
  })
})
