import { amended, batch, invoiced, paid } from '../domain/given.spec-support'
import { CONTRACT, EngagementService } from './service.spec-support'

let service: EngagementService
beforeEach(async () => {
  service = await EngagementService.open()
})
afterEach(() => service.close())

const key = { 'idempotency-key': 'clerk-2025-09-01-1' }
const invoices = `${CONTRACT}/invoices`

describe('given the same request sent twice', () => {
  test('then it is recorded once and answered alike, also after a restart', async () => {
    await service.sign()
    const first = await service.post(invoices, invoiced('800.00').data, key)
    const second = await service.post(invoices, invoiced('800.00').data, key)
    await service.restart()
    const third = await service.post(invoices, invoiced('800.00').data, key)
    expect([first, second, third].map((it) => [it.status, it.headers.etag])).toEqual(Array(3).fill([201, '"1"']))
    expect([second.body, third.body]).toEqual([first.body, first.body])
    expect(await service.entries()).toHaveLength(2)
  })

  test('then the first answer is repeated although the contract has moved on, and past a stale If-Match', async () => {
    await service.sign()
    const headers = { ...key, 'if-match': '"0"' }
    const first = await service.post(invoices, invoiced('800.00').data, headers)
    await service.post(`${CONTRACT}/payments`, paid('800.00').data)
    const again = await service.post(invoices, invoiced('800.00').data, headers)
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { etag: '"1"' } })
    expect(await service.entries()).toHaveLength(3)
  })

  test('then fifty at once are recorded once', async () => {
    await service.sign()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => service.post(invoices, invoiced('800.00').data, key)),
    )
    expect(new Set(answers.map((it) => `${it.status} ${it.body.entryId} ${it.body.revision}`)).size).toBe(1)
    expect(answers[0].status).toBe(201)
    expect(await service.entries()).toHaveLength(2)
  })

  test('then a signing is no second contract, and a void of many entries is one answer', async () => {
    const first = await service.sign({}, key)
    expect(await service.sign({}, key)).toMatchObject({
      status: 201,
      body: first.body,
      headers: { location: CONTRACT },
    })
    await service.post(invoices, invoiced('800.00').data)
    const voiding = { voids: first.body.entryId, reason: '重复登记', includeLater: true }
    const voidKey = { 'idempotency-key': 'clerk-2025-09-01-2' }
    const voided = await service.post(`${CONTRACT}/voids`, voiding, voidKey)
    expect(voided.body.entryIds).toHaveLength(2)
    expect(await service.post(`${CONTRACT}/voids`, voiding, voidKey)).toMatchObject({ status: 201, body: voided.body })
    expect(await service.entries()).toHaveLength(4)
  })

  test('then spaces and the order of fields in it make no difference', async () => {
    await service.sign()
    const { invoice, ...rest } = invoiced('800.00').data
    const first = await service.post(invoices, { invoice, ...rest }, key)
    const again = await service.post(invoices, JSON.stringify({ ...rest, invoice }, null, 2), key)
    expect(again).toMatchObject({ status: 201, body: first.body })
  })
})

describe('given a key that was used', () => {
  test('when it comes with another body or at another address, then it is a conflict and nothing is stored', async () => {
    await service.sign()
    await service.post(invoices, invoiced('800.00').data, key)
    const others = [
      await service.post(invoices, invoiced('800.01').data, key),
      await service.post(`${CONTRACT}/payments`, paid('800.00').data, key),
    ]
    for (const answer of others)
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'idempotency-key-reused', facts: { key: key['idempotency-key'] } },
      })
    expect(await service.entries()).toHaveLength(2)
  })

  test('when it was used for another contract since, then what was recorded first is answered all the same', async () => {
    await service.sign()
    const first = await service.post(invoices, invoiced('800.00').data, key)
    expect(await service.sign({ contractNo: 'B' }, key)).toMatchObject({ body: { code: 'idempotency-key-reused' } })
    // Nobody knows any more, on no log, that the key was used for another contract.
    await service.restart()
    const other = await service.sign({ contractNo: 'B' }, key)
    expect(other.status).toBe(201)
    for (let times = 0; times < 2; times++) {
      expect(await service.post(invoices, invoiced('800.00').data, key)).toMatchObject({
        status: 201,
        body: first.body,
      })
      expect(await service.sign({ contractNo: 'B' }, key)).toMatchObject({ status: 201, body: other.body })
    }
    expect(await service.size()).toBe(4)
  })

  test('when its first request was refused, then the mended request may use it', async () => {
    await service.sign()
    expect(await service.post(invoices, invoiced('1000.01').data, key)).toMatchObject({ status: 422 })
    expect(await service.post(invoices, invoiced('1000.00').data, key)).toMatchObject({ status: 201 })
  })
})

describe('given an If-Match', () => {
  test('when the contract stands there, then it is recorded; when it moved on, then 412 and nothing is stored', async () => {
    const signed = await service.sign()
    const tag = { 'if-match': String(signed.headers.etag) }
    expect(await service.post(invoices, invoiced('800.00').data, tag)).toMatchObject({ status: 201 })
    expect(await service.post(`${CONTRACT}/payments`, paid('800.00').data, tag)).toMatchObject({
      status: 412,
      body: { code: 'stale-revision', facts: { expected: '0', actual: '1' } },
    })
    expect(await service.entries()).toHaveLength(2)
  })

  test('when it is no ETag of this service, then 400', async () => {
    await service.sign()
    for (const tag of ['0', 'W/"0"', '"-1"', '"0", "1"']) {
      expect(await service.post(invoices, invoiced('800.00').data, { 'if-match': tag })).toMatchObject({
        status: 400,
        body: { code: 'if-match-format' },
      })
    }
    expect(await service.entries()).toHaveLength(1)
  })
})

describe('given clerks who write at the same time', () => {
  test('then all entries that the rules allow together are recorded, in one order', async () => {
    await service.sign()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => service.post(`${CONTRACT}/batches`, batch({ batchNo: `Z${i}` }).data)),
    )
    expect(answers.map((it) => it.status)).toEqual(Array(12).fill(201))
    expect(answers.map((it) => it.body.revision).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    )
  })

  test('then a fixed price is not over-invoiced between them (H4)', async () => {
    await service.sign()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => service.post(invoices, invoiced('300.00', i + 1).data)),
    )
    expect(answers.filter((it) => it.status === 201)).toHaveLength(3)
    for (const it of answers.filter(({ status }) => status !== 201))
      expect(it).toMatchObject({ status: 422, body: { code: 'invoiced-over-contract' } })
  })

  test('then of two amendments from the same amount one is told the amount has changed (H2)', async () => {
    await service.sign()
    const answers = await Promise.all(
      ['1', '2'].map((no) => service.post(`${CONTRACT}/amendments`, amended('1000.00', '500.00', '1500.00', no).data)),
    )
    const [lost] = answers.filter((it) => it.status !== 201)
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    expect(lost).toMatchObject({
      status: 422,
      body: { code: 'previous-amount-not-current', facts: { current: '1500.00' } },
    })
  })
})
