import { MEMBERSHIP_KINDS, MEMBERSHIPS, type MembershipKind } from '../domain/events'
import { PARTNER, SUBSIDIARY, XINGHAO } from '../domain/given.spec-support'
import { RegisterService } from '../register-service.spec-support'

let service: RegisterService
beforeEach(async () => {
  service = await RegisterService.open()
})
afterEach(() => service.close())

const START = { key: 'A-1', title: '首项', from: '2024-11' }
const PARTICULARS: Readonly<Record<MembershipKind, object>> = {
  productionLine: {},
  jointCentre: { party: PARTNER },
  sharedEquipment: {},
  libraryProject: {},
  affiliation: { party: PARTNER, relation: 'coBuilds' },
  branch: { party: SUBSIDIARY, headOffice: PARTNER },
}

describe.each(MEMBERSHIP_KINDS)('The door of %s', (kind) => {
  const start = { ...START, ...PARTICULARS[kind] }
  const { path } = MEMBERSHIPS[kind]

  it('starts one and ends it by its key', async () => {
    const platform = await service.registered()
    const started = await service.post(`${platform}/${path}`, start)
    expect(started).toMatchObject({ status: 201, body: { revision: 1 } })
    expect((await service.get(platform)).body.memberships[kind].inForce).toEqual([
      { entry: started.body.entryId, precision: 'month', ...start },
    ])
    const ended = await service.post(`${platform}/${path}/A-1/end`, { on: '2025-06-30', reason: '到期' })
    expect(ended).toMatchObject({ status: 201, body: { revision: 2 }, headers: { etag: '"2"' } })
    const { inForce, ended: past } = (await service.get(platform)).body.memberships[kind]
    expect([inForce, past]).toMatchObject([[], [{ key: 'A-1', ended: { on: '2025-06-30', reason: '到期' } }]])
  })

  it('takes the fields of its kind and no others', async () => {
    const platform = await service.registered()
    for (const [field, value] of Object.entries({ party: XINGHAO, relation: 'other', headOffice: XINGHAO })) {
      const needed = field in start
      const body = { ...start, [field]: needed ? undefined : value }
      const expected = needed ? 'field-missing' : 'unknown-property'
      expect(await service.post(`${platform}/${path}`, body)).toMatchObject({
        status: 400,
        body: { code: expected, errors: [{ pointer: `/${field}` }] },
      })
    }
    expect(await service.size()).toBe(1)
  })

  it('is corrected with the same fields', async () => {
    const platform = await service.registered()
    const { entryId } = (await service.post(`${platform}/${path}`, start)).body
    const content = { type: MEMBERSHIPS[kind].started, data: { ...start, title: '改名' } }
    expect(await service.post(`${platform}/corrections`, { corrects: entryId, content, reason: '误填' })).toMatchObject(
      { status: 201 },
    )
    expect((await service.get(platform)).body.memberships[kind].inForce).toMatchObject([{ title: '改名' }])
  })
})

describe('The key in a path', () => {
  it.each(['GMP/01', '一号线 乙', 'L#1?', '100%', '号'.repeat(64)])('may be %s', async (key) => {
    const platform = await service.registered()
    await service.post(`${platform}/production-lines`, { ...START, key })
    const answer = await service.post(`${platform}/production-lines/${encodeURIComponent(key)}/end`, {
      on: '2025-06-30',
      reason: '到期',
    })
    expect(answer).toMatchObject({ status: 201 })
    expect((await service.get(platform)).body.memberships.productionLine.ended).toMatchObject([{ key }])
  })

  it('is of something in force', async () => {
    const platform = await service.registered()
    const answer = await service.post(`${platform}/production-lines/L9/end`, { on: '2025-06-30', reason: '到期' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'membership-not-in-force' } })
  })

  it('stays out of the body', async () => {
    const platform = await service.registered()
    await service.post(`${platform}/production-lines`, START)
    const answer = await service.post(`${platform}/production-lines/A-1/end`, {
      key: 'A-2',
      on: '2025-06-30',
      reason: '到期',
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'unknown-property', errors: [{ pointer: '/key' }] } })
  })
})
