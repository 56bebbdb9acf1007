import { engagementIdOf } from '@pilot-ledger/kernel'
import { amended, approved, batch, completed, evidence, invoiced, paid, refunded } from '../domain/given.spec-support'
import { type Answer, CONTRACT, EngagementService, PLATFORM, signing } from './service.spec-support'

let service: EngagementService
let before: number
beforeEach(async () => {
  service = await EngagementService.open()
  await service.sign()
  before = await service.size()
})
afterEach(async () => {
  await service.close()
})

const client = (value: string) => ({ ...signing().client, id: { scheme: 'uscc', value } })
/** One fault, its status, code and pointer, and nothing stored. */
async function expectRefused(answer: Answer, status: number, code: string, pointer?: string) {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.body).toMatchObject({ status, code, title: expect.any(String), titleEn: expect.any(String) })
  expect(answer.body.errors?.map((it: { pointer: string }) => it.pointer)).toEqual(pointer && [pointer])
  expect(await service.size()).toBe(before)
}

describe('given a signing whose content cannot be', () => {
  test.each([
    ['an amount as a JSON number', { amount: 1000 }, 'amount-must-be-string', '/amount'],
    ['an amount of three decimals', { amount: '1000.000' }, 'amount-format', '/amount'],
    ['a negative amount', { amount: '-1000.00' }, 'amount-format', '/amount'],
    ['an amount of zero', { amount: '0.00' }, 'amount-not-positive', '/amount'],
    ['an amount with separators', { amount: '1,000.00' }, 'amount-format', '/amount'],
    ['an amount of a trillion yuan', { amount: '1000000000000.00' }, 'amount-too-large', '/amount'],
    ['a day that no calendar has', { signedOn: '2025-02-29' }, 'not-a-calendar-day', '/signedOn'],
    ['a month for a day', { signedOn: '2025-02' }, 'not-a-calendar-day', '/signedOn'],
    ['an end before its start', { endsOn: '2025-02-28' }, 'dates-out-of-order', '/endsOn'],
    ['a code of 17 characters', { client: client('91440101MA5CJQ4N5') }, 'uscc-length', '/client/id/value'],
    ['a code with the letter O', { client: client('91440101MA5CJQ4NO9') }, 'uscc-alphabet', '/client/id/value'],
    ['an unknown property', { amuont: '1000.00' }, 'unknown-property', '/amuont'],
    ['one inside', { client: { ...signing().client, phone: '1' } }, 'unknown-property', '/client/phone'],
    ['text with control characters', { title: '镜头\u0000装调' }, 'control-character', '/title'],
    ['text with half a character', { title: '镜头\ud800' }, 'lone-surrogate', '/title'],
    ['no title', { title: undefined }, 'field-missing', '/title'],
    ['null for what may be absent', { endsOn: null }, 'field-missing', '/endsOn'],
    ['a kind nobody knows', { kind: 'verbal' }, 'unknown-value', '/kind'],
    ['a category outside the chain', { serviceCategories: ['餐饮'] }, 'unknown-value', '/serviceCategories'],
    ['a call-off of no framework', { kind: 'callOff' }, 'call-off-needs-framework', '/parent'],
  ])('%s is refused with its place', async (_what, fault, code, pointer) => {
    const body = { ...signing(), contractNo: 'ZSJM-002', ...fault }
    await expectRefused(await service.post('/api/engagements', body), 400, code, pointer)
  })

  test('a day after today is refused (H9)', async () => {
    const answer = await service.sign({ contractNo: 'ZSJM-002', signedOn: '2025-09-02' })
    await expectRefused(answer, 422, 'dated-in-the-future', '/signedOn')
  })

  test('a key said twice is refused, also deep inside', async () => {
    const json = JSON.stringify({ ...signing(), contractNo: 'ZSJM-002' })
    const twice = json.replace('"amount":', '"amount":"1.00","amount":')
    await expectRefused(await service.post('/api/engagements', twice), 400, 'duplicate-key', '/amount')
    const inside = json.replace('"scheme":', '"scheme":"person","scheme":')
    await expectRefused(await service.post('/api/engagements', inside), 400, 'duplicate-key', '/client/id/scheme')
  })

  test('a body over the limit is refused', async () => {
    const answer = await service.post('/api/engagements', { ...signing(), title: '镜'.repeat(400_000) })
    await expectRefused(answer, 413, 'body-too-large')
  })

  test('all faults come at once', async () => {
    const answer = await service.sign({ amount: '1', signedOn: '2025-02-30', title: '' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-content' } })
    const places = answer.body.errors.map((it: { pointer: string }) => it.pointer)
    expect(places.sort()).toEqual(['/amount', '/signedOn', '/title'])
    expect(await service.size()).toBe(before)
  })
})

describe('given what the ledger does not know', () => {
  test('a platform', async () => {
    const answer = await service.sign({ platform: engagementIdOf('x', 'y'), contractNo: 'ZSJM-002' })
    await expectRefused(answer, 404, 'unknown-platform', '/platform')
  })

  test.each([
    ['amendments', amended('1000.00', '1.00', '1001.00').data],
    ['batches', batch().data],
    ['batches/Z1/release', { on: '2025-04-05', by: '质量部' }],
    ['invoices', invoiced('1.00').data],
    ['invoices/D:00000000000000000001/reversals', { amount: '1.00', on: '2025-06-01' }],
    ['payments', paid('1.00').data],
    ['refunds', refunded('1.00').data],
    ['approvals', approved().data],
    ['evidence', evidence().data],
    ['completion', completed().data],
    ['corrections', { corrects: engagementIdOf('e', '0'), content: invoiced('1.00'), reason: '金额有误' }],
    ['voids', { voids: engagementIdOf('e', '0'), reason: '重复登记' }],
  ])('a contract, at %s', async (path, body) => {
    for (const id of [engagementIdOf(PLATFORM, 'ZSJM-009'), 'no-such-id', '合同']) {
      await expectRefused(
        await service.post(`/api/engagements/${encodeURIComponent(id)}/${path}`, body),
        404,
        'unknown-contract',
      )
    }
  })

  test('a batch, an invoice, a payment, an entry of the contract', async () => {
    const release = await service.post(`${CONTRACT}/batches/Z9/release`, { on: '2025-04-05', by: '质量部' })
    await expectRefused(release, 404, 'unknown-batch', '/batchNo')
    const reversal = await service.post(`${CONTRACT}/invoices/D:00000000000000000009/reversals`, {
      amount: '1.00',
      on: '2025-06-01',
    })
    await expectRefused(reversal, 404, 'unknown-invoice', '/invoice')
    await expectRefused(
      await service.post(`${CONTRACT}/refunds`, refunded('1.00').data),
      404,
      'unknown-payment',
      '/bankReference',
    )
    const voiding = { voids: engagementIdOf('e', '0'), reason: '重复登记' }
    await expectRefused(await service.post(`${CONTRACT}/voids`, voiding), 404, 'unknown-entry', '/voids')
  })

  test('an invoice path of no known form', async () => {
    const answer = await service.post(`${CONTRACT}/invoices/12345678/reversals`, { amount: '1.00', on: '2025-06-01' })
    await expectRefused(answer, 400, 'invoice-number-format')
  })
})

describe('given a second of what is unique', () => {
  test('a contract under one number is a conflict (H6)', async () => {
    await expectRefused(await service.sign({ title: '另一合同' }), 409, 'contract-exists', '/contractNo')
  })

  test('an invoice number is a conflict (H6)', async () => {
    await service.post(`${CONTRACT}/invoices`, invoiced('1.00').data)
    before = await service.size()
    const answer = await service.post(`${CONTRACT}/invoices`, invoiced('2.00').data)
    await expectRefused(answer, 409, 'invoice-exists', '/invoice')
  })
})

describe('given parties and invoices with fields of another kind', () => {
  test.each([
    ['a credit code with a country', { ...signing().client.id, country: 'DE' }, 'unknown-property', 400],
    ['a foreign party without one', { scheme: 'foreign', value: 'HRB 1' }, 'party-id-format', 400],
  ])('%s is refused', async (_what, id, code, status) => {
    const answer = await service.post('/api/engagements', {
      ...signing(),
      contractNo: 'ZSJM-002',
      client: { ...signing().client, id },
    })
    await expectRefused(answer, status, code, '/client/id/country')
  })

  test('a fully electronic invoice has no code', async () => {
    const invoice = { kind: 'digital', number: '1'.repeat(20), code: '1'.repeat(10) }
    const answer = await service.post(`${CONTRACT}/invoices`, { ...invoiced('1.00').data, invoice })
    await expectRefused(answer, 400, 'unknown-property', '/invoice/code')
  })

  test('a traditional invoice needs one', async () => {
    const invoice = { kind: 'traditional', number: '1'.repeat(8) }
    const answer = await service.post(`${CONTRACT}/invoices`, { ...invoiced('1.00').data, invoice })
    await expectRefused(answer, 400, 'invoice-code-format', '/invoice/code')
  })
})

describe('given a correction that cannot be', () => {
  const correct = async (content: unknown, reason = '录入有误') => {
    const [signed] = await service.entries()
    return service.post(`${CONTRACT}/corrections`, { corrects: signed.id, content, reason })
  }

  test.each(['toString', 'constructor', '__proto__', 'EntryVoided', ''])('to the type %p', async (type) => {
    const answer = await correct({ type, data: {} })
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].pointer).toMatch(/^\/content\/type/)
    expect(await service.size()).toBe(before)
  })

  test('faults of its content point into it', async () => {
    const answer = await correct({ type: 'ContractSigned', data: { ...signing(), amount: 1000 } })
    await expectRefused(answer, 400, 'amount-must-be-string', '/content/data/amount')
  })

  test('an amount with a fraction of a fen, hidden in an object of no class, stores nothing', async () => {
    const answer = await correct({ type: 'ContractSigned', data: { ...signing(), amount: 9116800.29 } })
    expect(answer.status).toBe(400)
    expect(await service.size()).toBe(before)
  })

  test('another number is void and sign anew (H13)', async () => {
    const answer = await correct({ type: 'ContractSigned', data: signing({ contractNo: 'ZSJM-002' }) })
    await expectRefused(answer, 422, 'correction-changes-identity', '/content/data/contractNo')
  })

  test('what later entries lean on stays: the answer names the entry in the way', async () => {
    await service.post(`${CONTRACT}/invoices`, invoiced('1000.00').data)
    before = await service.size()
    const invoice = (await service.entries())[1]
    const answer = await correct({ type: 'ContractSigned', data: signing({ amount: '999.99' }) })
    await expectRefused(answer, 422, 'invoiced-over-contract')
    expect(answer.body.facts).toMatchObject({ entry: invoice.id, entryType: 'InvoiceIssued' })
    const [signed] = await service.entries()
    const voiding = await service.post(`${CONTRACT}/voids`, { voids: signed.id, reason: '重复登记' })
    await expectRefused(voiding, 422, 'unknown-contract')
    expect(voiding.body.facts).toMatchObject({ entry: invoice.id })
  })
})
