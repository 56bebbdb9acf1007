import { schemeIdOf } from '../domain/scheme-rules'
import { QUANZHOU } from '../schemes/quanzhou'
import { A, B, C, clerkOf, DEADLINES, EVALUATOR, NAMES, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await RoundFixture.open()
  for (const name of Object.values(NAMES)) await fixture.register(name)
})
afterEach(() => fixture.close())

describe('A scheme', () => {
  const url = `/api/schemes/${schemeIdOf('sample-quanzhou')}`
  const second = { ...QUANZHOU, version: 2, titles: { zh: '示例：第二版', en: 'Sample, second' } }

  it('is published once and superseded, never edited; every version stays to be read', async () => {
    await fixture.publishScheme()
    expect((await fixture.post(EVALUATOR, '/api/schemes', QUANZHOU)).status).toBe(409)
    expect((await fixture.post(EVALUATOR, '/api/schemes', { ...second, version: 3 })).body).toMatchObject({
      code: 'scheme-version-not-next',
      facts: { next: '2' },
    })
    await fixture.do(EVALUATOR, '/api/schemes', second)
    const newest = (await fixture.get(EVALUATOR, url)).body
    const first = (await fixture.get(EVALUATOR, `${url}/versions/1`)).body
    expect([newest.version, newest.titles.zh, newest.newest]).toEqual([2, '示例：第二版', 2])
    expect([first.version, first.titles, first.content]).toEqual([1, QUANZHOU.titles, QUANZHOU.content])
    expect(first.sample).toBe(true)
    expect(newest.versions.map((it: { version: number }) => it.version)).toEqual([1, 2])
    // The same content has the same hash, whatever the title.
    expect(newest.contentHash).toBe(first.contentHash)
    for (const none of [`${url}/versions/3`, `${url}/versions/0`, '/api/schemes/nothing'])
      expect((await fixture.get(EVALUATOR, none)).status).toBe(404)
  })

  it('that is faulty is refused with every pointer at once, and nothing is recorded', async () => {
    const head = await fixture.log.head()
    const faulty = JSON.parse(JSON.stringify(QUANZHOU))
    faulty.content.groups[0].weight = '50'
    faulty.content.groups[0].indicators[0].source.figure = 'luck'
    delete faulty.content.grades.noShow
    const { status, body } = await fixture.post(EVALUATOR, '/api/schemes', faulty)
    expect(status).toBe(400)
    expect(body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual([
      '/content/grades/noShow',
      '/content/groups',
      '/content/groups/0/indicators',
      '/content/groups/0/indicators/0/source/figure',
    ])
    expect(await fixture.log.head()).toBe(head)
    for (const body of [undefined, [], 'x', 7])
      expect((await fixture.post(EVALUATOR, '/api/schemes', body)).status).toBe(400)
  })

  it('on trial is judged as it would be published, and nothing is recorded', async () => {
    const head = await fixture.log.head()
    const trial = '/api/schemes?trial=true'
    expect(await fixture.post(EVALUATOR, trial, QUANZHOU)).toMatchObject({ status: 200, body: { trial: true } })
    const faulty = { ...QUANZHOU, content: { ...QUANZHOU.content, fullScore: '90' } }
    expect((await fixture.post(EVALUATOR, trial, faulty)).body.errors).toMatchObject([{ pointer: '/content/groups' }])
    expect(await fixture.log.head()).toBe(head)
    await fixture.publishScheme()
    expect((await fixture.post(EVALUATOR, trial, QUANZHOU)).body).toMatchObject({
      code: 'scheme-version-exists',
      facts: { next: '2' },
    })
  })

  it('has its schema published, with the samples as examples', async () => {
    const schema = (await fixture.app.inject({ url: '/api/scheme-schema' })).json()
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.examples.map((it: { code: string }) => it.code)).toContain('sample-quanzhou')
  })
})

describe('A round is opened', () => {
  const opening = async (more: object) => {
    const scheme = await fixture.publishScheme()
    const body = {
      roundNo: 'R',
      title: '评价',
      scheme,
      version: 1,
      year: 2025,
      platforms: [A, B],
      deadlines: DEADLINES,
    }
    return fixture.on('2026-01-10').post(EVALUATOR, '/api/rounds', { ...body, ...more })
  }

  it.each<[string, object]>([
    ['unknown-scheme', { version: 2 }],
    ['unknown-scheme', { scheme: '11111111-1111-5111-8111-111111111111' }],
    ['year-missing', { year: undefined }],
    ['round-before-window', { year: 2027 }],
    ['platforms-missing', { platforms: [] }],
    ['platform-twice', { platforms: [A, B, A] }],
    ['unknown-platform', { platforms: [A, '11111111-1111-5111-8111-111111111111'] }],
    ['deadlines-out-of-order', { deadlines: { ...DEADLINES, reply: '2026-02-27' } }],
    ['deadline-in-the-past', { deadlines: { ...DEADLINES, selfAssessment: '2026-01-09' } }],
  ])('not, but refused as %s: %j', async (code, more) => {
    expect((await opening(more)).body.code).toBe(code)
  })

  it('again for a platform under the scheme and year of another round only where it is said why', async () => {
    await opening({})
    const second = { roundNo: 'S', platforms: [C, B] }
    const again = async (more: object = {}) => {
      const body = { title: '二', scheme: schemeIdOf('sample-quanzhou'), version: 1, year: 2025, deadlines: DEADLINES }
      return fixture.post(EVALUATOR, '/api/rounds', { ...body, ...second, ...more })
    }
    const refused = await again()
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer, refused.body.facts]).toEqual([
      409,
      'platform-evaluated-already',
      '/platforms/1',
      { platform: B, rounds: 'R' },
    ])
    // Another year, other platforms and a demonstration repeat nothing.
    for (const [i, more] of [{ year: 2024 }, { platforms: [C] }, { synthetic: true }].entries())
      expect((await again({ ...more, roundNo: `T${i}` })).status).toBe(201)
    // A newer version is the same scheme.
    await fixture.publishScheme({ ...QUANZHOU, version: 2 })
    expect((await again({ version: 2 })).body.code).toBe('platform-evaluated-already')
    const { id } = (await again({ version: 2, repeats: '补充评价' })).body
    expect((await fixture.get(EVALUATOR, `/api/rounds/${id}`)).body.repeats).toBe('补充评价')
    expect((await fixture.get(clerkOf(B), `/api/rounds/${id}?platforms=${B}`)).body.repeats).toBeUndefined()
  })

  it('for a year that has ended by the day of the cut', async () => {
    const content = { ...QUANZHOU.content, asOf: { kind: 'day' as const, day: '2025-06-30' } }
    const scheme = await fixture.publishScheme({ ...QUANZHOU, code: 'day', content })
    const refused = await opening({ scheme })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'year-ends-after-cut',
      '/year',
    ])
    const body = { roundNo: 'R', title: '评价', scheme, version: 1, platforms: [A], deadlines: DEADLINES }
    expect((await fixture.post(EVALUATOR, '/api/rounds', { ...body, year: 2024 })).status).toBe(201)
  })

  it('once under its number', async () => {
    await opening({})
    const again = await fixture.post(EVALUATOR, '/api/rounds', {
      roundNo: 'R',
      title: '二',
      scheme: schemeIdOf('sample-quanzhou'),
      version: 1,
      year: 2025,
      platforms: [A],
      deadlines: DEADLINES,
    })
    expect([again.status, again.body.code]).toEqual([409, 'round-exists'])
  })

  it.each(['/api/rounds/x', '/api/rounds/11111111-1111-5111-8111-111111111111', '/api/rounds/%00'])(
    'and %s is none',
    async (url) => {
      expect((await fixture.get(EVALUATOR, url)).status).toBe(404)
      expect((await fixture.post(EVALUATOR, `${url}/sealing`)).status).toBe(404)
    },
  )
})

describe('The cut of a round', () => {
  const received = async (round: string) =>
    (await fixture.get(clerkOf(A), fixture.at(round, A))).body.indicators.find(
      (it: { indicator: string }) => it.indicator === 'received',
    ).ledger

  it('is the end of the last day of self-assessment: what is recorded the day after counts in no round', async () => {
    const engagement = await fixture.sign(A, '1', 0, '1000.00')
    await fixture.pay(engagement, 'HD-1', '100.00')
    const round = await fixture.openRound({ platforms: [A] })
    await fixture.submit(round, A)
    await fixture.on('2026-01-31').pay(engagement, 'HD-2', '20.00')
    expect(await received(round)).toBe('120.00')
    await fixture.on('2026-02-01').pay(engagement, 'HD-3', '3.00')
    expect(await received(round)).toBe('120.00')
    await fixture.verify(round, A)
    // What was submitted on the 20th stays what was claimed.
    const { body } = await fixture.get(EVALUATOR, fixture.at(round, A))
    const line = body.indicators.find((it: { indicator: string }) => it.indicator === 'received')
    expect([line.claimed, line.verified]).toEqual(['100.00', '120.00'])
  })

  it('at the opening: nothing recorded later counts', async () => {
    const scheme = {
      ...QUANZHOU,
      code: 'opening',
      content: { ...QUANZHOU.content, asOf: { kind: 'opening' as const } },
    }
    const id = await fixture.publishScheme(scheme)
    const engagement = await fixture.sign(A, '1', 0, '1000.00')
    await fixture.pay(engagement, 'HD-1', '100.00')
    const round = await fixture.openRound({ roundNo: 'O', scheme: id, platforms: [A] })
    await fixture.pay(engagement, 'HD-2', '20.00')
    expect(await received(round)).toBe('100.00')
    expect((await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body.cut).toMatchObject({
      rule: 'opening',
      final: true,
    })
  })

  it('moved by a deadline after verification, sends the verification back before anything is sealed', async () => {
    const round = await fixture.openRound({
      platforms: [A, C],
      deadlines: { ...DEADLINES, selfAssessment: '2026-01-31' },
    })
    await fixture.submit(round, A)
    await fixture.verify(round, A)
    await fixture
      .on('2026-02-11')
      .do(EVALUATOR, `/api/rounds/${round}/deadlines`, { deadline: 'selfAssessment', to: '2026-02-12', reason: '补报' })
    await fixture.on('2026-02-12').sign(A, '9', 0, '1.00')
    await fixture.grade(round, A, C)
    expect((await fixture.post(EVALUATOR, `/api/rounds/${round}/sealing`)).body.code).toBe('cut-moved')
  })
})
