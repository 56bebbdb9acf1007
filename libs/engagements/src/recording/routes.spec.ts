import { engagementIdOf } from '@pilot-ledger/kernel'
import {
  accepted,
  amended,
  approved,
  batch,
  completed,
  evidence,
  invoiced,
  paid,
  refunded,
  registered,
  reversed,
  suspended,
  terminated,
} from '../domain/given.spec-support'
import { CONTRACT, EngagementService, PLATFORM, signing } from './service.spec-support'

let service: EngagementService
beforeEach(async () => {
  service = await EngagementService.open()
})
afterEach(() => service.close())

const disposition = { on: '2025-04-05', by: '质量部' }
/** A reversal as sent: the invoice stands in the path. */
const reversal = (amount: string) => {
  const { invoice: _inPath, ...body } = reversed(amount).data
  return body
}

describe('given a signed contract', () => {
  test('then the answer names the contract, its entry, its revision and where the log stands', async () => {
    const answer = await service.sign()
    const [entry] = await service.entries()
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: CONTRACT, etag: '"0"' },
      body: { id: engagementIdOf(PLATFORM, 'ZSJM-001'), entryId: entry.id, revision: 0, position: entry.position },
    })
    expect(entry).toMatchObject({ type: 'ContractSigned', data: signing(), metadata: { actor: '王工' } })
  })

  const D1 = `D:${'1'.padStart(20, '0')}`
  const steps: [string, string, object, string][] = [
    ['a supplementary agreement', 'amendments', amended('1000.00', '500.00', '1500.00').data, 'ContractAmended'],
    ['a registration', 'registrations', registered().data, 'TechContractRegistered'],
    ['a batch', 'batches', batch().data, 'BatchRun'],
    ['an acceptance', 'deliverables', accepted().data, 'DeliverableAccepted'],
    ['an invoice', 'invoices', invoiced('800.00').data, 'InvoiceIssued'],
    ['a payment', 'payments', paid('600.00').data, 'PaymentReceived'],
    ['an approval', 'approvals', approved().data, 'DrugApprovalObtained'],
    ['a proof', 'evidence', evidence().data, 'EvidenceAttached'],
    ['its suspension', 'suspensions', suspended().data, 'ContractSuspended'],
    ['its completion', 'completion', completed().data, 'ContractCompleted'],
    ['its termination', 'termination', terminated('0.00').data, 'ContractTerminated'],
  ]
  test.each(steps)('when %s is posted to /%s, then it is recorded as sent', async (_what, path, body, type) => {
    await service.sign()
    const answer = await service.post(`${CONTRACT}/${path}`, body)
    expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { revision: 1 } })
    const stored = (await service.entries())[1]
    expect(stored).toMatchObject({ id: answer.body.entryId, type })
    expect(stored.data).toEqual(JSON.parse(JSON.stringify(body)))
  })

  test.each([
    ['release', 'BatchReleased'],
    ['rejection', 'BatchRejected'],
  ])('when a batch meets its %s, then the product is found by its number', async (path, type) => {
    await service.sign()
    await service.post(`${CONTRACT}/batches`, batch({ batchNo: 'Z 1/甲' }).data)
    const answer = await service.post(`${CONTRACT}/batches/${encodeURIComponent('Z 1/甲')}/${path}`, disposition)
    expect(answer.status).toBe(201)
    expect((await service.entries())[2]).toMatchObject({
      type,
      data: { batchNo: 'Z 1/甲', product: '物镜组', ...disposition },
    })
  })

  test('when two products share a batch number, then the release names its product', async () => {
    await service.sign({ products: ['物镜组', '目镜组'] })
    await service.post(`${CONTRACT}/batches`, batch({ batchNo: 'Z1', product: '物镜组' }).data)
    await service.post(`${CONTRACT}/batches`, batch({ batchNo: 'Z1', product: '目镜组' }).data)
    const vague = await service.post(`${CONTRACT}/batches/Z1/release`, disposition)
    expect(vague).toMatchObject({ status: 422, body: { code: 'batch-ambiguous', errors: [{ pointer: '/product' }] } })
    const exact = await service.post(`${CONTRACT}/batches/Z1/release`, { ...disposition, product: '目镜组' })
    expect(exact.status).toBe(201)
    expect((await service.entries())[3].data).toMatchObject({ product: '目镜组' })
  })

  test('when an invoice is reversed and a payment given back, then both name what they reduce', async () => {
    await service.sign()
    await service.post(`${CONTRACT}/invoices`, invoiced('800.00').data)
    await service.post(`${CONTRACT}/payments`, paid('600.00').data)
    const takenBack = await service.post(`${CONTRACT}/invoices/${D1}/reversals`, reversal('300.00'))
    const refund = await service.post(`${CONTRACT}/refunds`, refunded('100.00').data)
    expect([takenBack.status, refund.status]).toEqual([201, 201])
    const [, , , stored] = await service.entries()
    expect(stored).toMatchObject({
      type: 'InvoiceReversed',
      data: { invoice: { kind: 'digital', number: '1'.padStart(20, '0') }, amount: '300.00' },
    })
  })

  test('when a paper invoice is reversed, then its path is code and number', async () => {
    await service.sign()
    const invoice = { kind: 'traditional', code: '044001900111', number: '12345678' }
    await service.post(`${CONTRACT}/invoices`, { ...invoiced('800.00').data, invoice })
    const answer = await service.post(`${CONTRACT}/invoices/T:044001900111-12345678/reversals`, {
      amount: '800.00',
      on: '2025-06-01',
    })
    expect(answer.status).toBe(201)
    expect((await service.entries())[2].data).toMatchObject({ invoice, amount: '800.00' })
  })
})

describe('given an entry that was wrong', () => {
  test('when it is corrected, and the correction corrected, then each answer names the entry to correct next', async () => {
    await service.sign()
    const first = await service.post(`${CONTRACT}/invoices`, invoiced('800.00').data)
    const correct = (corrects: string, share: string) =>
      service.post(`${CONTRACT}/corrections`, { corrects, content: invoiced(share), reason: '金额录入有误' })
    const second = await correct(first.body.entryId, '900.00')
    const third = await correct(second.body.entryId, '1000.00')
    expect([second.status, third.status]).toEqual([201, 201])
    const again = await correct(first.body.entryId, '1.00')
    expect(again).toMatchObject({
      status: 422,
      body: { code: 'entry-not-live', rule: 'H13', facts: { supersededBy: second.body.entryId } },
    })
    const over = await correct(third.body.entryId, '1000.01')
    expect(over).toMatchObject({
      status: 422,
      body: { code: 'invoiced-over-contract', rule: 'H4', errors: [{ pointer: '/content/data/share' }] },
    })
  })

  test('when the contract is voided with what followed, then its number may be signed again', async () => {
    const signing = await service.sign()
    await service.post(`${CONTRACT}/invoices`, invoiced('800.00').data)
    const voids = { voids: signing.body.entryId, reason: '重复登记' }
    expect(await service.post(`${CONTRACT}/voids`, voids)).toMatchObject({
      status: 422,
      body: { code: 'unknown-contract', rule: 'H8', facts: { entryType: 'InvoiceIssued' } },
    })
    expect(await service.post(`${CONTRACT}/voids`, { ...voids, includeLater: true })).toMatchObject({
      status: 201,
      body: { revision: 3 },
    })
    expect(await service.post(`${CONTRACT}/payments`, paid('1.00').data)).toMatchObject({
      status: 404,
      body: { code: 'unknown-contract' },
    })
    expect(await service.sign()).toMatchObject({ status: 201, body: { revision: 4 } })
  })
})

describe('given a framework agreement', () => {
  test('then a call-off names it, and only a live framework of the same platform', async () => {
    const callOff = { kind: 'callOff', parent: 'KJ-1', contractNo: 'KJ-1-01' } as const
    const early = await service.sign(callOff)
    expect(early).toMatchObject({ status: 404, body: { code: 'unknown-parent', errors: [{ pointer: '/parent' }] } })
    const framework = await service.sign({ kind: 'framework', contractNo: 'KJ-1' })
    expect(await service.sign(callOff)).toMatchObject({ status: 201 })
    await service.sign({ contractNo: 'DX-1' })
    expect(await service.sign({ ...callOff, parent: 'DX-1', contractNo: 'DX-1-01' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-parent' },
    })
    await service.post(`${framework.headers.location}/voids`, { voids: framework.body.entryId, reason: '重复登记' })
    expect(await service.sign({ ...callOff, contractNo: 'KJ-1-02' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-parent' },
    })
  })
})
