import { engagementIdOf } from '@pilot-ledger/kernel'
import { scopeOf } from '../domain/actions'
import { ROUTES, type RouteRule } from '../domain/routes'
import {
  AccessFixture,
  type Answer,
  OUR_CONTRACT,
  OURS,
  RIVAL,
  RIVAL_CONTRACT,
  ROUND,
  SECRETS,
  signing,
} from './access-fixture.spec-support'

const WINDOW = 'from=2025-01-01&to=2025-08-31'
const NOBODYS = engagementIdOf(RIVAL, 'NEVER-SIGNED')

let fixture: AccessFixture
beforeAll(async () => {
  fixture = await AccessFixture.open()
  await fixture.settle()
  await closeJune()
  await stateFigure()
})
afterAll(() => fixture.close())

const get = (url: string, who = 'clerk') => fixture.ask(who, 'GET', url)
const showsNothing = (answer: Answer) => {
  for (const secret of SECRETS) expect(answer.text).not.toContain(secret)
}
/** All but the number that every request has of its own. */
const telling = ({ status, body }: Answer) => ({ status, ...body, instance: undefined, facts: undefined })
const rules = Object.entries(ROUTES).filter((it): it is [string, RouteRule] => it[1] !== 'open')

/** Values for the other parts of a path, such as exist. */
const filled = (route: string, id: string) => {
  const [method, pattern] = route.split(' ')
  const query = method === 'GET' ? `?${WINDOW}&since=2025-07-01&by=client` : ''
  const url = pattern
    .replace(':id', id)
    .replace(':code', 'contractAmount')
    .replace(':paper', pattern.includes('/rounds/') ? 'deductions.xlsx' : 'contracts.json')
    .replace(':key', 'D:24442000000000000001')
    .replace(':batchNo', 'B-1')
    .replace(':round', ROUND)
    .replace(':indicator', 'income')
    .replace(':period', '2025-06')
    .replace('published-figures/:statement', 'published-figures/F8')
  return { method, url: url + query }
}

/** A closed period of our own platform, so that what is asked about one has something to show. */
async function closeJune() {
  const { body } = await fixture.ask(
    'finance',
    'GET',
    `/api/platforms/${OURS}/closing-checklist?from=2025-06-01&to=2025-06-30`,
  )
  const { asOf, totalsHash, items } = body
  const waivers = items
    .filter((it: { open: number }) => it.open > 0)
    .map((it: { item: string }) => ({ item: it.item, reason: '示例' }))
  const closes = `/api/platforms/${OURS}/closing/closes`
  const proposal = { period: '2025-06', sequence: asOf.sequence, totalsHash, waivers }
  expect((await fixture.ask('finance', 'POST', closes, proposal)).status).toBe(201)
  const approved = await fixture.ask('evaluator', 'POST', `${closes}/2025-06/approval`)
  expect(approved.status).toBe(201)
  const cut = await fixture.ask('evaluator', 'GET', `/api/cut?waitFor=${approved.body.position}`)
  expect(cut.status).toBe(200)
}

/** A letter's statement of our own platform. */
async function stateFigure() {
  const answer = await fixture.ask('evaluator', 'POST', `/api/platforms/${OURS}/published-figures`, {
    publicationNo: 'F8',
    figure: 'contractAmount',
    value: '38',
    unit: '万元',
    unitAsWritten: '万元',
    basis: 'signed',
    source: { document: '示例函', publishedOn: '2025-08-01', wording: '合同额38万元' },
  })
  expect(answer.status).toBe(201)
  expect((await fixture.ask('evaluator', 'GET', `/api/cut?waitFor=${answer.body.position}`)).status).toBe(200)
}

describe('The rival’s contract is there', () => {
  it('for the rival, the evaluator and finance: what the clerk must not see is to be seen', async () => {
    for (const who of ['rival', 'evaluator', 'finance']) {
      const { status, text } = await get(`/api/engagements/${RIVAL_CONTRACT}`, who)
      expect(status).toBe(200)
      for (const secret of ['秘密客户', '秘密产品', '7654321.00', 'SECRET-NO-77']) expect(text).toContain(secret)
    }
  })

  it('not for the administrator, who keeps accounts and not contracts', async () => {
    for (const url of [
      `/api/engagements/${RIVAL_CONTRACT}`,
      '/api/engagements',
      `/api/figures?${WINDOW}`,
      '/api/entries',
    ]) {
      const answer = await get(url, 'keeper')
      expect(telling(answer)).toMatchObject({ status: 403, code: 'not-allowed' })
      showsNothing(answer)
    }
  })
})

describe('A clerk who tries to see or touch a rival’s contracts is shut out', () => {
  // Doors that no clerk may use say so at any id, his own contract's too.
  const ofContract = rules
    .filter(([, rule]) => rule.platform.in === 'engagement' && scopeOf(rule.action, 'platform') !== undefined)
    .map(([route]) => route)
  it.each(ofContract)('by its guessed id, without being told that it exists: %s', async (route) => {
    const answers: Answer[] = []
    for (const id of [RIVAL_CONTRACT, NOBODYS]) {
      const { method, url } = filled(route, id)
      answers.push(await fixture.ask('clerk', method, url.split('?')[0], method === 'GET' ? undefined : {}))
    }
    expect(telling(answers[0])).toMatchObject({ status: 404, code: 'unknown-engagement' })
    expect(telling(answers[0])).toEqual(telling(answers[1]))
    answers.forEach(showsNothing)
  })

  it('in the very words in which the room of contracts knows of no such contract', async () => {
    const byRoom = await get(`/api/engagements/${NOBODYS}`, 'evaluator')
    const byGuard = await get(`/api/engagements/${NOBODYS}`, 'clerk')
    expect({ ...byGuard.body, instance: '' }).toEqual({ ...byRoom.body, instance: '' })
  })

  const ofPlatform = rules.filter(([, rule]) => rule.platform.in === 'path').map(([route]) => route)
  it.each(ofPlatform)('by the id of the platform, registered or not: %s', async (route) => {
    const answers: Answer[] = []
    for (const id of [RIVAL, '22222222-2222-5222-8222-222222222222']) {
      const { method, url } = filled(route, id)
      answers.push(await fixture.ask('clerk', method, url, method === 'GET' ? undefined : {}))
    }
    expect(answers[0].status).toBe(403)
    expect(telling(answers[0])).toEqual(telling(answers[1]))
    answers.forEach(showsNothing)
  })

  it.each([
    `/api/figures?${WINDOW}`,
    `/api/figures?${WINDOW}&codes=contractAmount&asOf=5`,
    '/api/entries',
    '/api/entries?after=0&limit=1000',
    '/metrics',
  ])('from what covers every platform: %s', async (url) => {
    const answer = await get(url)
    expect(telling(answer)).toMatchObject({ status: 403, code: 'not-allowed' })
    showsNothing(answer)
  })

  it('from the list of contracts, asked for with another’s id, twice, or not as text', async () => {
    const answers = [
      await get(`/api/engagements?platform=${RIVAL}`),
      await get(`/api/engagements?platform=${OURS}&platform=${RIVAL}`),
      await get('/api/engagements?platform='),
      await get(`/api/engagements?platform=${RIVAL.toUpperCase()}`),
      await get(`/api/engagements?platform%5B%5D=${RIVAL}`),
    ]
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '403 not-your-platform',
      '400 platform-not-named',
      '403 not-your-platform',
      '403 not-your-platform',
      '400 unknown-property',
    ])
    answers.forEach(showsNothing)
  })

  it('from the list of contracts, which is of his own however it is filtered', async () => {
    for (const filter of ['', '?limit=1', '?client=uscc:91350200776049653A', '?warning=W14', '?from=2025-01-01']) {
      const answer = await get(`/api/engagements${filter}`)
      expect(answer.status).toBe(200)
      for (const it of answer.body.engagements) expect(it.platform).toBe(OURS)
      showsNothing(answer)
    }
    expect((await get('/api/engagements')).body.engagements.map((it: { id: string }) => it.id)).toEqual([OUR_CONTRACT])
    expect((await get('/api/engagements?client=uscc:91350200776049653A')).body.engagements).toEqual([])
  })

  it('from the search, which finds what is his own and does not know what is not', async () => {
    const search = (query: object, who?: string) => get(`/api/search?${new URLSearchParams({ ...query })}`, who)
    for (const text of ['SECRET-NO-77', '秘密', '91350200776049653A']) {
      expect((await search({ text }, 'rival')).body.groups).not.toEqual([])
      const answer = await search({ text })
      expect(answer).toMatchObject({ status: 200, body: { groups: [] } })
      showsNothing(answer)
      const named = await search({ text, platforms: `${OURS},${RIVAL}` })
      expect(telling(named)).toMatchObject({ status: 403, code: 'not-your-platform' })
      showsNothing(named)
    }
    const found = (await search({ text: '合同' })).body.groups.flatMap((it: { found: object[] }) => it.found)
    expect(found.map((it: { platform: string }) => it.platform)).toEqual(found.map(() => OURS))
    for (const query of ['', '?text=', `?text=${'x'.repeat(61)}`])
      expect((await get(`/api/search${query}`)).status).toBe(400)
  })

  it('by a cursor that somebody else was given, or that is made by hand', async () => {
    const { next } = (await get('/api/engagements?limit=1', 'evaluator')).body
    expect(next).toBeDefined()
    const given = await get(`/api/engagements?limit=1&cursor=${next}`)
    expect(telling(given)).toMatchObject({ status: 400, code: 'cursor-from-elsewhere' })
    const rows = (await get(`/api/platforms/${RIVAL}/figures/contractAmount/entries?${WINDOW}&limit=1`, 'rival')).body
    expect(rows.total).toBe('1')
    const own = await get(`/api/platforms/${OURS}/figures/contractAmount/entries?${WINDOW}&cursor=${next}`)
    expect(own.status).toBe(400)
    ;[given, own].forEach(showsNothing)
  })

  it('from a total, which is of his own platform unless he names another, which he may not', async () => {
    const total = (query: string, who = 'clerk') =>
      get(`/api/figures/total?${WINDOW}&codes=contractAmount${query}`, who)
    expect((await total('')).body).toMatchObject({ value: '380000.00' })
    expect((await total(`&platforms=${OURS}`)).body).toMatchObject({ value: '380000.00' })
    // 380,000.00 + 7,654,321.00: with the rival’s, for those who see all.
    expect((await total('', 'finance')).body).toMatchObject({ value: '8034321.00' })
    const answers = [
      await total(`&platforms=${RIVAL}`),
      await total(`&platforms=${OURS},${RIVAL}`),
      await total(`&platforms=${RIVAL},${OURS}`),
      await total('&platforms='),
      await total(`&platforms=${OURS}&platforms=${RIVAL}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 400])
    answers.forEach(showsNothing)
  })

  it('from signing in the rival’s name, or in nobody’s', async () => {
    const before = await fixture.log.head()
    const sign = (body: unknown) => fixture.ask('clerk', 'POST', '/api/engagements', body)
    const answers = [
      await sign(signing({ platform: RIVAL, contractNo: 'FORGED-1' })),
      await sign(signing({ platform: undefined })),
      await sign(signing({ platform: [OURS, RIVAL] })),
      await sign(signing({ platform: { toString: RIVAL } })),
      await sign([signing()]),
      await sign('x'),
    ]
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '403 not-your-platform',
      ...Array(5).fill('400 field-missing'),
    ])
    expect(await fixture.log.head()).toBe(before)
  })

  it('from his own figures, rows, groups and changes, which hold nothing of others', async () => {
    for (const [route, rule] of rules) {
      if (rule.platform.in !== 'path' || !route.startsWith('GET') || route.endsWith('figures/changes')) continue
      // What an evaluator works with is shut to the platform itself too: told cell by cell elsewhere.
      if (scopeOf(rule.action, 'platform') === undefined) continue
      const { url } = filled(route, OURS)
      const answer = await get(answerable(url))
      // Nobody has given a paper here, nor is what is filled in a hash, or a line of a bank (papers of others: test/evidence).
      const status = /\/evidence\/:|\/lines\/:/.test(route) ? 400 : route.includes('/evidence-') ? 404 : 200
      expect(`${answer.status} ${route}`).toBe(`${status} ${route}`)
      showsNothing(answer)
    }
    const changes = await get(`/api/platforms/${OURS}/figures/changes?${WINDOW}&since=0&codes=contractAmount`)
    expect(changes.status).toBe(200)
    showsNothing(changes)
  })

  it('from the list of platforms, which names each and says no more', async () => {
    const answer = await get('/api/platforms')
    expect(answer.body.platforms.map((it: { id: string }) => it.id)).toEqual([OURS, RIVAL])
    showsNothing(answer)
  })

  it('with a personal access token too', async () => {
    const { token } = (await fixture.ask('clerk', 'POST', '/api/tokens', { label: '脚本' })).body
    const headers = { authorization: `Bearer ${token}` }
    expect((await fixture.send('GET', `/api/engagements/${OUR_CONTRACT}`, undefined, headers)).status).toBe(200)
    const answers = [
      await fixture.send('GET', `/api/engagements/${RIVAL_CONTRACT}`, undefined, headers),
      await fixture.send('GET', `/api/platforms/${RIVAL}/figures?${WINDOW}`, undefined, headers),
      await fixture.send('GET', '/api/entries', undefined, headers),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 403])
  })
})

describe('A clerk', () => {
  it('may use a contract that he signed a moment ago, before any figure knows of it', async () => {
    const signed = await fixture.ask('clerk', 'POST', '/api/engagements', signing({ contractNo: 'JM-002' }))
    expect(signed.status).toBe(201)
    const evidence = { sha256: 'a'.repeat(64), kind: '合同', fileName: '合同.pdf', pages: 3 }
    expect((await fixture.ask('clerk', 'POST', `/api/engagements/${signed.body.id}/evidence`, evidence)).status).toBe(
      201,
    )
  })

  it('of two platforms names the one he means, and sees both and no third', async () => {
    await fixture.employ('both', 'platform', [OURS, RIVAL])
    expect((await get('/api/engagements', 'both')).body).toMatchObject({ code: 'platform-not-named' })
    expect((await get(`/api/engagements?platform=${RIVAL}`, 'both')).status).toBe(200)
    const invoiced = (who: string) => get(`/api/figures/total?${WINDOW}&codes=invoicedAmount`, who)
    expect((await invoiced('both')).body.value).toBe('7654321.00')
    expect((await invoiced('clerk')).body.value).toBe('0.00')
    expect((await get('/api/engagements?platform=22222222-2222-5222-8222-222222222222', 'both')).status).toBe(403)
  })
})

/** The queries differ in what they take: only what the route knows. */
function answerable(url: string): string {
  const [path, query] = url.split('?')
  if (/\/platforms\/[^/]+(\/(entries|known))?$|\/over-shared-documents$/.test(path)) return path
  if (/\/(rows|waiting-imports)$/.test(path)) return path
  if (/\/rounds\/.*\/(audit|since-sealing|papers\/[^/]+)$/.test(path)) return path
  if (path.endsWith('/journal')) return `${path}?format=hledger`
  if (/\/(closes(\/.*)?|closing\/periods|shared-documents)$/.test(path)) return path
  if (path.endsWith('/bridge/entries')) return `${path}?${WINDOW}&cell=currentAmount.inclusive.closing`
  const groups = path.endsWith('/groups') ? '&by=client' : ''
  return query ? `${path}?${WINDOW}${groups}` : path
}
