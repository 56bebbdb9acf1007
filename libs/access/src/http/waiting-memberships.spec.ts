import { AccessFixture, OURS } from './access-fixture.spec-support'

/** Shanghai's day so long before the fixture's, 1 September 2025. */
const day = (n: number) => new Date(Date.UTC(2025, 8, 1 + n)).toISOString().slice(0, 10)
const [OLD, FRESH] = [day(-31), day(-30)]
const PARTY = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }
const HEAD = { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '示例总公司' }
const REGISTER = `/api/platforms/${OURS}`

let fixture: AccessFixture
beforeEach(async () => {
  const rule = { days: 30, proposalDays: 30, datedDays: 10_000 }
  fixture = await AccessFixture.ofContracts({}, rule)
  await fixture.settle()
  Object.assign(rule, { datedDays: 30 })
})
afterEach(() => fixture.close())

const figures = async () => {
  const url = `${REGISTER}/figures?from=2020-01-01&to=${day(0)}&waitFor=${await fixture.log.head()}`
  return (await fixture.ask('evaluator', 'GET', url)).body.figures
}
const start = (path: string, from: string, who = 'clerk') => {
  const more = { affiliations: { party: PARTY, relation: 'invests' }, branches: { party: PARTY, headOffice: HEAD } }
  const party = path === 'joint-centres' ? { party: PARTY } : (more as Record<string, object>)[path]
  return fixture.ask(who, 'POST', `${REGISTER}/${path}`, { key: 'K-1', title: '示例', from, ...party })
}

describe('What a platform says of itself, dated more than the limit ago', () => {
  it.each(['production-lines', 'joint-centres', 'shared-equipment', 'library-projects', 'affiliations', 'branches'])(
    'waits for an evaluator, through the door of %s, and is in no figure and no register until then',
    async (path) => {
      const [before, { body: register }] = [await figures(), await fixture.ask('clerk', 'GET', REGISTER)]
      const requested = await start(path, OLD)
      expect([requested.status, requested.body.waits]).toEqual([
        202,
        { proposal: requested.body.entryId, at: REGISTER },
      ])
      // It leans on what waits, so it waits with it.
      const end = { on: day(0), reason: '示例' }
      const leaning = await fixture.ask('clerk', 'POST', `${REGISTER}/${path}/K-1/end`, end)
      expect(leaning.status).toBe(202)
      expect(await figures()).toEqual(before)
      expect((await fixture.ask('clerk', 'GET', REGISTER)).body.memberships).toEqual(register.memberships)
      const url = `${REGISTER}/proposals/${requested.body.entryId}`
      for (const who of ['clerk', 'rival', 'finance', 'keeper'])
        expect((await fixture.ask(who, 'POST', `${url}/approval`)).status).toBe(403)
      const { proposals } = (await fixture.ask('evaluator', 'GET', `/api/proposals?platform=${OURS}`)).body
      expect(proposals.map((it: { because: object }) => it.because)).toEqual([
        [{ code: 'dated-long-ago', day: OLD, what: '30' }],
        [{ code: 'leans-on-waiting' }],
      ])
      expect((await fixture.ask('evaluator', 'POST', `${url}/approval`)).status).toBe(201)
      const { entries } = (await fixture.ask('clerk', 'GET', `${REGISTER}/entries`)).body
      expect(entries.at(-1)).toMatchObject({ actor: 'evaluator', proposedBy: 'clerk', data: { key: 'K-1', from: OLD } })
      expect(
        (await fixture.ask('evaluator', 'POST', `${REGISTER}/proposals/${leaning.body.entryId}/approval`)).status,
      ).toBe(201)
      await figures()
      expect((await fixture.ask('keeper', 'POST', '/api/read-model/rebuild')).body.differences).toEqual([])
    },
  )

  it('of a month that began so long ago waits too; of the last thirty days it is recorded by one', async () => {
    expect((await start('joint-centres', OLD.slice(0, 7))).status).toBe(202)
    expect((await start('library-projects', FRESH)).status).toBe(201)
  })

  it('is not got by correcting: an administrator alone moves no start into an old day', async () => {
    const { body } = await start('joint-centres', FRESH)
    const correction = {
      corrects: body.entryId,
      content: { type: 'JointCentreEstablished', data: { key: 'K-1', title: '示例', from: OLD, party: PARTY } },
      reason: '日期有误',
    }
    const alone = await fixture.ask('keeper', 'POST', `${REGISTER}/corrections`, correction)
    expect([alone.status, alone.body.code]).toEqual([422, 'second-person-needed'])
    const requested = await fixture.ask('keeper', 'POST', `${REGISTER}/proposals`, { correction })
    expect(
      (await fixture.ask('evaluator', 'POST', `${REGISTER}/proposals/${requested.body.entryId}/approval`)).status,
    ).toBe(201)
  })

  it('is withdrawn by whoever asked for it and by nobody else', async () => {
    const { body } = await start('joint-centres', OLD)
    const url = `${REGISTER}/proposals/${body.entryId}/withdrawal`
    expect((await fixture.ask('keeper', 'POST', url)).body.code).toBe('not-your-proposal')
    expect((await fixture.ask('clerk', 'POST', url)).status).toBe(201)
    expect((await start('joint-centres', FRESH)).status).toBe(201)
  })
})
