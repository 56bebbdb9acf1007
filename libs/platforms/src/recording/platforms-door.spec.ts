import { platformIdOf } from '@pilot-ledger/kernel'
import { published, registered } from '../domain/given.spec-support'
import { RegisterService } from '../register-service.spec-support'

let service: RegisterService
beforeEach(async () => {
  service = await RegisterService.open()
})
afterEach(() => service.close())

const municipal = { tier: 'municipal', on: '2024-11', batch: '2024年度' }

describe('POST /api/platforms', () => {
  it('registers a platform under an id made from its name, with place and ETag', async () => {
    const answer = await service.post('/api/platforms', registered.data)
    const id = platformIdOf(registered.data.name)
    expect(answer).toMatchObject({
      status: 201,
      body: { id, revision: 0, position: '1' },
      headers: { location: `/api/platforms/${id}`, etag: '"0"' },
    })
    expect(answer.body.entryIds).toEqual([answer.body.entryId])
    expect((await service.get(`/api/platforms/${id}`)).body.registration).toEqual({
      entry: answer.body.entryId,
      ...registered.data,
    })
  })

  it('refuses the name a second time with 409', async () => {
    await service.registered()
    expect(await service.post('/api/platforms', registered.data)).toMatchObject({
      status: 409,
      body: { code: 'platform-exists', rule: 'H6' },
    })
    expect(await service.size()).toBe(1)
  })
})

describe('What happens to a platform', () => {
  it('is recognised, revoked, designated, published about: one entry each', async () => {
    const platform = await service.registered()
    const routes = [
      ['recognitions', municipal],
      ['revocations', { tier: 'municipal', on: '2025-06-01', reason: '绩效评价不合格' }],
      ['cultivation-designations', { on: '2025-07', batch: '2025年度' }],
      ['published-figures', published.data],
    ] as const
    for (const [i, [path, body]] of routes.entries()) {
      const revision = i + 1
      expect(await service.post(`${platform}/${path}`, body)).toMatchObject({
        status: 201,
        body: { revision },
        headers: { etag: `"${revision}"` },
      })
    }
    const { body } = await service.get(platform)
    expect(body.recognitions).toMatchObject([{ ...municipal, precision: 'month', revoked: { on: '2025-06-01' } }])
    expect(body.cultivation).toMatchObject([{ on: '2025-07', batch: '2025年度' }])
    expect(body.published).toMatchObject([published.data])
    expect(body.defaultWindowStart).toBeUndefined()
  })

  it.each([
    ['recognitions', municipal],
    ['revocations', { tier: 'municipal', on: '2025-06-01', reason: '不合格' }],
    ['cultivation-designations', { on: '2025-07' }],
    ['published-figures', published.data],
    ['production-lines', { key: 'L1', title: '一号线', from: '2024-11' }],
    ['production-lines/L1/end', { on: '2025-06-01', reason: '改造' }],
    ['voids', { voids: platformIdOf('x'), reason: '误登' }],
    [
      'corrections',
      { corrects: platformIdOf('x'), content: { type: 'PlatformRecognized', data: municipal }, reason: '误登' },
    ],
  ])('is 404 at %s while nobody registered it (H8)', async (path, body) => {
    const answer = await service.post(`/api/platforms/${platformIdOf('无此平台')}/${path}`, body)
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-platform' } })
    expect(await service.size()).toBe(0)
  })

  it('breaks a rule with 422 and the field', async () => {
    const platform = await service.registered()
    await service.post(`${platform}/recognitions`, municipal)
    expect(await service.post(`${platform}/recognitions`, municipal)).toMatchObject({
      status: 422,
      body: { code: 'recognition-in-force', errors: [{ pointer: '/tier' }] },
    })
  })
})

describe('A published figure', () => {
  const unknown = { ...published.data, figure: 'profit' }

  it('names a figure of the catalogue', async () => {
    const platform = await service.registered()
    expect(await service.post(`${platform}/published-figures`, unknown)).toMatchObject({
      status: 422,
      body: { code: 'unknown-figure-code', errors: [{ pointer: '/figure' }] },
    })
    expect(await service.size()).toBe(1)
  })

  it('of a platform that nobody registered is refused for that', async () => {
    const answer = await service.post(`/api/platforms/${platformIdOf('无此平台')}/published-figures`, unknown)
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-platform' } })
  })

  it('also names one when corrected', async () => {
    const platform = await service.registered()
    const { body } = await service.post(`${platform}/published-figures`, published.data)
    const correction = { corrects: body.entryId, content: { type: 'FigurePublished', data: unknown }, reason: '误填' }
    expect(await service.post(`${platform}/corrections`, correction)).toMatchObject({
      status: 422,
      body: { code: 'unknown-figure-code', errors: [{ pointer: '/content/data/figure' }] },
    })
  })
})

describe('Corrections and voids', () => {
  it('replace an entry by the whole new content, and take one out', async () => {
    const platform = await service.registered()
    const first = (await service.post(`${platform}/recognitions`, municipal)).body.entryId
    const content = { type: 'PlatformRecognized', data: { ...municipal, on: '2024-11-28' } }
    const corrected = await service.post(`${platform}/corrections`, { corrects: first, content, reason: '日期已查明' })
    expect(corrected).toMatchObject({ status: 201, body: { revision: 2 } })
    const { body } = await service.get(platform)
    expect(body.recognitions).toMatchObject([{ entry: corrected.body.entryId, on: '2024-11-28', precision: 'day' }])
    const voided = await service.post(`${platform}/voids`, { voids: corrected.body.entryId, reason: '误登' })
    expect(voided).toMatchObject({ status: 201, body: { revision: 3 } })
    expect((await service.get(platform)).body.recognitions).toEqual([])
  })

  it('are judged like the entry itself: the type, the form and the rules', async () => {
    const platform = await service.registered()
    const { entryId } = (await service.post(`${platform}/recognitions`, municipal)).body
    const correct = (type: string, data: object) =>
      service.post(`${platform}/corrections`, { corrects: entryId, content: { type, data }, reason: '误填' })
    expect(await correct('PlatformMerged', {})).toMatchObject({
      status: 400,
      body: { code: 'unknown-value', errors: [{ pointer: '/content/type' }] },
    })
    expect(await correct('CultivationDesignated', { on: '2024-11' })).toMatchObject({
      status: 422,
      body: { code: 'correction-changes-type' },
    })
    expect(await correct('PlatformRecognized', { ...municipal, level: 1 })).toMatchObject({
      status: 400,
      body: { code: 'unknown-property', errors: [{ pointer: '/content/data/level' }] },
    })
    expect(await correct('PlatformRecognized', { ...municipal, on: '2025-10' })).toMatchObject({
      status: 422,
      body: { code: 'dated-in-the-future', errors: [{ pointer: '/content/data/on' }] },
    })
    expect(await service.size()).toBe(2)
  })

  it('name a live entry of this platform', async () => {
    const platform = await service.registered()
    const voids = platformIdOf('elsewhere')
    expect(await service.post(`${platform}/voids`, { voids, reason: '误登' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-entry' },
    })
  })

  it('neither change the name nor take back the registration', async () => {
    const platform = await service.registered()
    const { entry } = (await service.get(platform)).body.registration
    const content = { type: 'PlatformRegistered', data: { ...registered.data, name: '另一平台' } }
    expect(await service.post(`${platform}/corrections`, { corrects: entry, content, reason: '改名' })).toMatchObject({
      status: 422,
      body: { code: 'correction-changes-identity', errors: [{ pointer: '/content/data/name' }] },
    })
    expect(await service.post(`${platform}/voids`, { voids: entry, reason: '误登' })).toMatchObject({
      status: 422,
      body: { code: 'registration-not-voidable' },
    })
  })
})

describe('A change put before a second person', () => {
  const proposed = async (data: object) => {
    const platform = await service.registered()
    const { entryId } = (await service.post(`${platform}/recognitions`, municipal)).body
    const correction = { corrects: entryId, content: { type: 'PlatformRecognized', data }, reason: '日期已查明' }
    return service.post(`${platform}/proposals`, { correction })
  }

  it.each([
    ['its form', { ...municipal, level: 1 }, 400, 'unknown-property', '/correction/content/data/level'],
    ['a rule', { ...municipal, on: '2025-10' }, 422, 'dated-in-the-future', '/correction/content/data/on'],
  ])('is refused for %s where the body says it', async (_, data, status, code, pointer) => {
    expect(await proposed(data)).toMatchObject({ status, body: { code, errors: [{ pointer }] } })
  })
})
