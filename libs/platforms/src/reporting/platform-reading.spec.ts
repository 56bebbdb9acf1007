import { platformIdOf } from '@pilot-ledger/kernel'
import { registered } from '../domain/given.spec-support'
import { RegisterService } from '../register-service.spec-support'

let service: RegisterService
let platform: string
beforeEach(async () => {
  service = await RegisterService.open()
  platform = await service.registered()
})
afterEach(() => service.close())

const line = (key: string) => ({ key, title: `生产线${key}`, from: '2024-11' })

describe('GET /api/platforms/{id}', () => {
  it('shows the register, the cut it was read at, and the ETag to write with', async () => {
    await service.post(`${platform}/recognitions`, { tier: 'municipal', on: '2024-11' })
    const answer = await service.get(platform)
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: {
        id: platformIdOf(registered.data.name),
        asOf: { sequence: '2', recordedAt: '2025-09-15T04:00:00.000Z' },
        registration: registered.data,
        defaultWindowStart: { from: '2024-11-01', statedAs: '2024-11', precision: 'month', tier: 'municipal' },
        revision: 1,
      },
    })
  })

  it('shows it as of an earlier entry of the log, for ever the same', async () => {
    await service.post(`${platform}/production-lines`, line('L1'))
    const then = (await service.get(`${platform}?asOf=2`)).body
    await service.post(`${platform}/production-lines`, line('L2'))
    await service.post(`${platform}/production-lines/L1/end`, { on: '2025-06-30', reason: '改造' })
    expect((await service.get(`${platform}?asOf=2`)).body).toEqual(then)
    expect(then.memberships.productionLine.inForce.map((it: { key: string }) => it.key)).toEqual(['L1'])
    expect(
      (await service.get(platform)).body.memberships.productionLine.inForce.map((it: { key: string }) => it.key),
    ).toEqual(['L2'])
  })

  it('counts entries of other platforms in the cut', async () => {
    await service.post('/api/platforms', { ...registered.data, name: '另一平台' })
    expect((await service.get(platform)).body).toMatchObject({ asOf: { sequence: '2' }, revision: 0 })
  })

  it('is 404 for a platform that nobody registered, or not yet at the cut', async () => {
    const other = { ...registered.data, name: '另一平台' }
    await service.post('/api/platforms', other)
    expect(await service.get(`/api/platforms/${platformIdOf('无此平台')}`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-platform' },
    })
    expect(await service.get(`/api/platforms/${platformIdOf(other.name)}?asOf=1`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-platform' },
    })
    expect(await service.get(`/api/platforms/${platformIdOf(other.name)}?asOf=2`)).toMatchObject({ status: 200 })
  })

  it('refuses a cut beyond the log and one that is no sequence', async () => {
    expect(await service.get(`${platform}?asOf=2`)).toMatchObject({
      status: 400,
      body: { code: 'cut-beyond-the-log', errors: [{ pointer: '/asOf' }] },
    })
    expect(await service.get(`${platform}?asOf=0`)).toMatchObject({
      status: 400,
      body: { code: 'value-format', errors: [{ pointer: '/asOf' }] },
    })
    expect(await service.get(`${platform}?at=1`)).toMatchObject({ status: 400, body: { code: 'unknown-property' } })
  })

  it('holds what was acknowledged, so a position given by a command never waits', async () => {
    const { position } = (await service.post(`${platform}/production-lines`, line('L1'))).body
    const answer = await service.get(`${platform}?waitFor=${position}`)
    expect(answer.body.memberships.productionLine.inForce).toHaveLength(1)
    expect(await service.get(`${platform}?waitFor=99`)).toMatchObject({
      status: 504,
      body: { code: 'wait-timed-out', facts: { reached: position } },
    })
  })
})

describe('GET /api/platforms/{id}/entries', () => {
  it('lists what was recorded, by whom and when, and what took its place', async () => {
    const { entryId } = (await service.post(`${platform}/production-lines`, line('L1'))).body
    service.day = '2025-09-16'
    const voided = (await service.post(`${platform}/voids`, { voids: entryId, reason: '误登' })).body.entryId
    const { body } = await service.get(`${platform}/entries`)
    expect(body.entries).toMatchObject([
      { sequence: '1', revision: 0, type: 'PlatformRegistered', actor: '王工', data: registered.data },
      {
        sequence: '2',
        revision: 1,
        type: 'ProductionLineCommissioned',
        entryId,
        data: line('L1'),
        supersededBy: voided,
      },
      {
        sequence: '3',
        revision: 2,
        type: 'EntryVoided',
        recordedAt: '2025-09-16T04:00:00.000Z',
        data: { voids: entryId, reason: '误登' },
      },
    ])
    expect(body.entries[0].supersededBy).toBeUndefined()
    expect(body.next).toBeUndefined()
  })

  it('as of a cut knows nothing of what came later', async () => {
    const { entryId } = (await service.post(`${platform}/production-lines`, line('L1'))).body
    await service.post(`${platform}/voids`, { voids: entryId, reason: '误登' })
    const { entries } = (await service.get(`${platform}/entries?asOf=2`)).body
    expect(entries).toHaveLength(2)
    expect(entries[1].supersededBy).toBeUndefined()
  })

  it('comes in pages that what is recorded meanwhile does not move', async () => {
    for (const key of ['L1', 'L2', 'L3']) await service.post(`${platform}/production-lines`, line(key))
    const first = (await service.get(`${platform}/entries?limit=3`)).body
    await service.post(`${platform}/production-lines`, line('L4'))
    const second = (await service.get(`${platform}/entries?limit=3&cursor=${first.next}`)).body
    const sequences = [...first.entries, ...second.entries].map((it: { sequence: string }) => it.sequence)
    expect(sequences).toEqual(['1', '2', '3', '4'])
    expect(second.asOf).toEqual(first.asOf)
    expect(second.next).toBeUndefined()
  })

  it('ends with a full page when nothing is left', async () => {
    await service.post(`${platform}/production-lines`, line('L1'))
    const { entries, next } = (await service.get(`${platform}/entries?limit=2`)).body
    expect([entries.length, next]).toEqual([2, undefined])
  })

  it('refuses a cursor of another platform or another cut', async () => {
    await service.post(`${platform}/production-lines`, line('L1'))
    const { next } = (await service.get(`${platform}/entries?limit=1`)).body
    const refusal = { status: 400, body: { code: 'cursor-from-elsewhere', errors: [{ pointer: '/cursor' }] } }
    expect(
      await service.get(`/api/platforms/${platformIdOf('另一平台')}/entries?limit=1&cursor=${next}`),
    ).toMatchObject(refusal)
    expect(await service.get(`${platform}/entries?limit=1&asOf=1&cursor=${next}`)).toMatchObject(refusal)
    expect(await service.get(`${platform}/entries?cursor=made-up`)).toMatchObject(refusal)
  })
})
