import { published, registered } from '../domain/given.spec-support'
import { RegisterService } from '../register-service.spec-support'

let service: RegisterService
let platform: string
beforeEach(async () => {
  service = await RegisterService.open()
  platform = await service.registered()
})
afterEach(() => service.close())

const municipal = { tier: 'municipal', on: '2024-11' }
const key = { 'idempotency-key': 'clerk-2025-09-15-1' }

describe('The same request sent twice', () => {
  it('is recorded once and answered alike, also after a restart', async () => {
    const first = await service.post(`${platform}/recognitions`, municipal, key)
    const second = await service.post(`${platform}/recognitions`, municipal, key)
    await service.restart()
    const third = await service.post(`${platform}/recognitions`, municipal, key)
    expect([second.status, third.status]).toEqual([201, 201])
    expect([second.body, third.body]).toEqual([first.body, first.body])
    expect(await service.size()).toBe(2)
  })

  it('twenty times at once is recorded once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.post(`${platform}/recognitions`, municipal, key)),
    )
    expect(new Set(answers.map((it) => `${it.status} ${it.body.entryId}`)).size).toBe(1)
    expect(answers[0].status).toBe(201)
    expect(await service.size()).toBe(2)
  })

  it('of a registration is no second registration', async () => {
    const other = { ...registered.data, name: '中山市精密五金检验检测与快速成型中试平台' }
    const first = await service.post('/api/platforms', other, key)
    expect(await service.post('/api/platforms', other, key)).toMatchObject({ status: 201, body: first.body })
  })

  it('with another body under its key is 409', async () => {
    await service.post(`${platform}/recognitions`, municipal, key)
    const other = await service.post(`${platform}/recognitions`, { ...municipal, tier: 'provincial' }, key)
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } })
    const elsewhere = await service.post(`${platform}/cultivation-designations`, { on: '2024-11' }, key)
    expect(elsewhere).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } })
    expect(await service.size()).toBe(2)
  })
})

describe('If-Match', () => {
  it('lets through at the revision named and answers 412 at another', async () => {
    expect(await service.post(`${platform}/recognitions`, municipal, { 'if-match': '"0"' })).toMatchObject({
      status: 201,
    })
    const stale = await service.post(`${platform}/cultivation-designations`, { on: '2024-11' }, { 'if-match': '"0"' })
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-revision' } })
    expect(await service.size()).toBe(2)
  })
})

describe('Bad input stores nothing and names the field', () => {
  const line = { key: 'L1', title: '一号线', from: '2024-11' }
  const { host } = registered.data
  const withHost = (value: string) => ({
    ...registered.data,
    name: '另一平台',
    host: { ...host, id: { scheme: 'uscc', value } },
  })

  it.each([
    [
      'a date that does not exist',
      'recognitions',
      { ...municipal, on: '2025-02-30' },
      400,
      'not-a-day-or-month',
      '/on',
    ],
    ['a date in the future', 'recognitions', { ...municipal, on: '2025-09-16' }, 422, 'dated-in-the-future', '/on'],
    ['an unknown tier', 'recognitions', { ...municipal, tier: 'city' }, 400, 'unknown-value', '/tier'],
    ['an unknown property', 'recognitions', { ...municipal, grade: '优秀' }, 400, 'unknown-property', '/grade'],
    ['a missing field', 'production-lines', { key: 'L1', from: '2024-11' }, 400, 'field-missing', '/title'],
    [
      'null for a field that may be absent',
      'production-lines',
      { ...line, document: null },
      400,
      'field-missing',
      '/document',
    ],
    ['a number for a key', 'production-lines', { ...line, key: 1 }, 400, 'text-format', '/key'],
    [
      'text with control characters',
      'production-lines',
      { ...line, title: '一\u0007号线' },
      400,
      'control-character',
      '/title',
    ],
    ['a value as a JSON number', 'published-figures', { ...published.data, value: 2063 }, 400, 'text-format', '/value'],
    [
      'a value with separators',
      'published-figures',
      { ...published.data, value: '2,063' },
      400,
      'published-value-format',
      '/value',
    ],
    [
      'a negative value',
      'published-figures',
      { ...published.data, value: '-2063' },
      400,
      'published-value-format',
      '/value',
    ],
    [
      'a source that is no object',
      'published-figures',
      { ...published.data, source: '来信' },
      400,
      'object-expected',
      '/source',
    ],
    [
      'an unknown property inside',
      'published-figures',
      { ...published.data, source: { ...published.data.source, page: 3 } },
      400,
      'unknown-property',
      '/source/page',
    ],
  ])('%s', async (_, path, body, status, code, pointer) => {
    expect(await service.post(`${platform}/${path}`, body)).toMatchObject({
      status,
      body: { code, errors: [{ pointer }] },
    })
    expect(await service.size()).toBe(1)
  })

  it.each([
    ['a code of 17 characters', '91350200072831954', 'uscc-length'],
    ['a code with the letter O', '91350200072831954O', 'uscc-alphabet'],
  ])('%s', async (_, value, code) => {
    expect(await service.post('/api/platforms', withHost(value))).toMatchObject({
      status: 400,
      body: { code, errors: [{ pointer: '/host/id/value' }] },
    })
    expect(await service.size()).toBe(1)
  })

  it('a duplicate key', async () => {
    const answer = await service.post(`${platform}/recognitions`, '{"tier":"municipal","on":"2024-11","on":"2024-12"}')
    expect(answer).toMatchObject({ status: 400, body: { code: 'duplicate-key', errors: [{ pointer: '/on' }] } })
  })

  it('a body over the limit', async () => {
    const answer = await service.post(`${platform}/production-lines`, { ...line, title: '线'.repeat(400_000) })
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
    expect(await service.size()).toBe(1)
  })

  it('all faults at once', async () => {
    const answer = await service.post(`${platform}/production-lines`, { key: '', title: '', from: '2024-13' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-content' } })
    expect(answer.body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual(['/from', '/key', '/title'])
  })
})
