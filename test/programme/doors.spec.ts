import { AT, Bureau, NAME, PLATFORM, PLATFORM_NAME, party } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
  await bureau.given('/api/programmes', { name: NAME, openedOn: '2024-09-02' })
})
afterEach(() => bureau.close())

const CALL = { key: '2025', title: '2025 年申报', on: '2025-06-10' }
const application = (i: number, more: object = {}) => ({
  key: `A-${i}`,
  title: `示例平台${i}`,
  call: '2025',
  party: party(i),
  town: i % 2 ? '小榄镇' : '古镇镇',
  on: '2025-07-15',
  ...more,
})

describe('POST /api/programmes', () => {
  it('opens a programme once, and says where it is', async () => {
    const again = await bureau.send('/api/programmes', { name: NAME, openedOn: '2024-09-02' })
    expect(again).toMatchObject({ status: 409, body: { code: 'programme-exists', rule: 'H6' } })
    const other = await bureau.send('/api/programmes', { name: '另一项', openedOn: '2024-09-02' })
    expect(other.status).toBe(201)
    expect(other.headers.location).toBe(`/api/programmes/${other.body.id}`)
    const { body } = await bureau.get(`/api/programmes?waitFor=${other.body.position}`)
    expect(body.programmes.map((it: { name: string }) => it.name)).toEqual([NAME, '另一项'])
  })

  it('is needed before anything is kept: what nobody opened is not found', async () => {
    expect(await bureau.send('/api/programmes/nowhere/calls', CALL)).toMatchObject({
      status: 404,
      body: { code: 'unknown-programme' },
    })
    expect((await bureau.get('/api/programmes/nowhere')).status).toBe(404)
    expect((await bureau.get('/api/programmes/nowhere/figures')).status).toBe(404)
  })
})

describe('A register’s door', () => {
  it('answers where the entry is; the same request under one key is recorded once; If-Match is held', async () => {
    const key = { 'idempotency-key': 'call-1' }
    const [first, second] = [await bureau.send(`${AT}/calls`, CALL, key), await bureau.send(`${AT}/calls`, CALL, key)]
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { revision: 1 } })
    expect(second.body).toEqual(first.body)
    expect((await bureau.send(`${AT}/calls`, { ...CALL, key: '2026' }, key)).status).toBe(409)
    const stale = await bureau.send(`${AT}/applications`, application(1), { 'if-match': '"0"' })
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-revision' } })
  })

  it('names every fault with its place, and nothing changes', async () => {
    const bad = {
      ...application(1),
      party: { id: { scheme: 'uscc', value: '' }, name: '甲' },
      on: 'July',
      colour: 'red',
    }
    const { status, body } = await bureau.send(`${AT}/applications`, bad)
    expect(status).toBe(400)
    expect(body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual([
      '/colour',
      '/on',
      '/party/id/value',
    ])
    expect((await bureau.send(`${AT}/demands`, { key: 'D', title: 't', from: '2025-13' })).status).toBe(400)
    await bureau.given(`${AT}/demands`, { key: 'D', title: 't', from: '2025-01' })
    await bureau.given(`${AT}/demands/D/match`, { on: '2025-02-01' })
    const funded = await bureau.send(`${AT}/demands/D/funding`, { on: '2025-02-02', amount: '1.5' })
    expect(funded).toMatchObject({ status: 400, body: { errors: [{ pointer: '/amount', code: 'amount-format' }] } })
    expect((await bureau.get(AT)).body.revision).toBe(2)
  })

  it('of a rule broken says which', async () => {
    const { status, body } = await bureau.send(`${AT}/applications`, application(1))
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'call-not-opened' })
  })

  it('of a target takes only a figure of the catalogue that the scope has', async () => {
    const target = { key: 'T', figure: 'recognisedPlatforms', atLeast: '10', from: '2025-06-10', scope: 'programme' }
    for (const wrong of [{ figure: 'happiness' }, { figure: 'libraryProjects' }, { scope: 'eachPlatform' }]) {
      expect(await bureau.send(`${AT}/targets`, { ...target, ...wrong })).toMatchObject({
        status: 404,
        body: { code: 'unknown-figure' },
      })
    }
    expect((await bureau.send(`${AT}/targets`, target)).status).toBe(201)
    // And a platform does not publish what is the programme's.
    const registration = { name: PLATFORM_NAME, host: party(1), town: '小榄镇', fields: [], registeredOn: '2025-01-01' }
    await bureau.given('/api/platforms', registration)
    const published = {
      publicationNo: 'F11',
      figure: 'applicants',
      value: '17',
      unit: 'count',
      unitAsWritten: '个',
      basis: 'notApplicable',
      source: { document: '某函', publishedOn: '2025-09-15', wording: '17 个' },
    }
    expect((await bureau.send(`/api/platforms/${PLATFORM}/published-figures`, published)).body.code).toBe(
      'unknown-figure',
    )
    expect((await bureau.get(`/api/platforms/${PLATFORM}/figures?from=2025-01-01&codes=applicants`)).status).toBe(404)
  })
})

describe('A late entry, a correction and a void', () => {
  it('move a figure at later cuts only, and the changes say by which entry', async () => {
    await bureau.given(`${AT}/calls`, CALL)
    const first = await bureau.given(`${AT}/applications`, application(1))
    bureau.day = '2025-09-20'
    // Received in July, recorded in September: 补录.
    await bureau.given(`${AT}/applications`, application(2))
    const W = 'from=2025-06-01&to=2025-08-31'
    expect(await bureau.figure('applicants', W)).toBe('2')
    expect(await bureau.figure('applicants', `${W}&asOf=2025-09-15`)).toBe('1')
    expect(await bureau.figure('applicantTowns', W)).toBe('2')
    bureau.day = '2025-09-22'
    const content = { type: 'ApplicationReceived', data: application(1, { town: '古镇镇' }) }
    await bureau.given(`${AT}/corrections`, { corrects: first.entryId, content, reason: '镇街有误' })
    expect(await bureau.figure('applicantTowns', W)).toBe('1')
    expect(await bureau.figure('applicantTowns', `${W}&asOf=2025-09-20`)).toBe('2')
    bureau.day = '2025-09-23'
    const { registers } = (await bureau.get(AT)).body
    const [corrected] = registers.application
    await bureau.given(`${AT}/voids`, { voids: corrected.entry, reason: '重复登记' })
    expect(await bureau.figure('applicants', W)).toBe('1')
    expect(await bureau.figure('applicants', `${W}&asOf=2025-09-22`)).toBe('2')

    const { body } = await bureau.get(`${AT}/figures/changes?${W}&since=2025-09-15&codes=applicants`)
    expect(body.figures[0]).toMatchObject({ code: 'applicants', since: '1', until: '1' })
    expect(body.figures[0].entries.map((it: { type: string; effect: string }) => `${it.type} ${it.effect}`)).toEqual([
      'ApplicationReceived 1',
      'EntryVoided -1',
    ])
  })

  it('are in the entries with what took their place; the registers at a cut know nothing of what came later', async () => {
    const { entryId } = await bureau.given(`${AT}/calls`, CALL)
    bureau.day = '2025-09-20'
    const voided = await bureau.given(`${AT}/voids`, { voids: entryId, reason: '误登' })
    const { entries } = (await bureau.get(`${AT}/entries`)).body
    expect(entries.map((it: { type: string; live: boolean }) => `${it.type} ${it.live}`)).toEqual([
      'ProgrammeOpened true',
      'CallOpened false',
      'EntryVoided false',
    ])
    expect(entries[1].supersededBy).toBe(voided.entryId)
    expect((await bureau.get(AT)).body.registers.call).toEqual([])
    expect((await bureau.get(`${AT}?asOf=2025-09-15`)).body.registers.call).toHaveLength(1)
  })
})

describe('What another register says', () => {
  it('moves a figure of the programme, and the changes name its entry', async () => {
    await bureau.given(`${AT}/calls`, CALL)
    const { position } = await bureau.given(`${AT}/applications`, application(1))
    const registration = { name: PLATFORM_NAME, host: party(1), town: '小榄镇', fields: [], registeredOn: '2025-01-01' }
    await bureau.given('/api/platforms', registration)
    // Recorded after the application: its unit was a cultivating one all along.
    await bureau.given(`/api/platforms/${PLATFORM}/cultivation-designations`, { on: '2024-11' })
    const W = 'from=2025-06-01&to=2025-08-31'
    expect(await bureau.figure('cultivatingApplicants', W)).toBe('1')
    const { body } = await bureau.get(`${AT}/figures/changes?${W}&since=${position}&codes=cultivatingApplicants`)
    expect(body.figures[0]).toMatchObject({
      since: '0',
      until: '1',
      entries: [{ type: 'CultivationDesignated', platform: PLATFORM, effect: '1' }],
    })
  })
})

describe('What is asked', () => {
  it('comes in pages that what is recorded meanwhile does not move', async () => {
    await bureau.given(`${AT}/calls`, CALL)
    for (const i of [1, 2, 3]) await bureau.given(`${AT}/applications`, application(i))
    const W = 'from=2025-06-01&to=2025-08-31'
    const rows = `${AT}/figures/applicants/entries?${W}&limit=2`
    const first = (await bureau.get(rows)).body
    await bureau.given(`${AT}/applications`, application(4))
    const second = (await bureau.get(`${rows}&cursor=${first.next}`)).body
    expect([...first.entries, ...second.entries].map((it: { data: { key: string } }) => it.data.key)).toEqual([
      'A-1',
      'A-2',
      'A-3',
    ])
    expect(second.next).toBeUndefined()
    const entries = (await bureau.get(`${AT}/entries?limit=4`)).body
    await bureau.given(`${AT}/applications`, application(5))
    const rest = (await bureau.get(`${AT}/entries?limit=4&cursor=${entries.next}`)).body
    expect([...entries.entries, ...rest.entries].map((it: { sequence: number }) => it.sequence)).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
  })

  it('says the same after the figures are built anew', async () => {
    await bureau.given(`${AT}/calls`, CALL)
    for (const i of [1, 2, 3]) await bureau.given(`${AT}/applications`, application(i))
    const urls = [
      AT,
      `${AT}/figures?from=2025-01-01&to=2025-08-31`,
      `${AT}/figures/applicants/entries?from=2025-01-01&to=2025-08-31`,
    ]
    const head = (await bureau.get(AT)).body.asOf.sequence
    const before = await Promise.all(urls.map(async (url) => (await bureau.get(url)).text))
    await bureau.rebuild()
    expect((await bureau.get(AT)).body.asOf.sequence).toBe(head)
    expect(await Promise.all(urls.map(async (url) => (await bureau.get(url)).text))).toEqual(before)
  })
})
