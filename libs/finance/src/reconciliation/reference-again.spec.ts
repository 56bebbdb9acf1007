import { randomUUID } from 'node:crypto'
import { engagementStream } from '@pilot-ledger/engagements'
import { BankFixture, CLIENT, HEAD } from './bank-fixture.spec-support'

let fixture: BankFixture
beforeEach(async () => {
  fixture = await (await BankFixture.open()).withAccount()
})
afterEach(() => fixture.close())

const OTHER = { id: { scheme: 'person', value: 'K-7' }, name: '甲公司' }
const run = async (...lines: string[]) => {
  expect((await fixture.file([HEAD, ...lines].join('\n'), 'text/csv', {})).status).toBe(201)
  const answer = await fixture.post('matches/runs', {})
  const { matches } = await fixture.get('matches')
  return {
    answer,
    states: matches.map((it: { rule: string; state: string }) => `${it.rule} ${it.state}`),
  }
}

describe('given a number that the bank gave out before', () => {
  it('when a receipt of another year and payer bears it, then a run suggests and says why', async () => {
    const contract = await fixture.contract('ZSJM-001', '100000.00', undefined, '2024-01-02')
    await fixture.pay(contract, '0012', '50000.00', {
      payer: OTHER,
      receivedOn: '2024-03-05',
    })
    expect((await run('2025-09-10,50000.00,,60000.00,乙公司,0012,检测费')).states).toEqual(['reference suggested'])
    expect((await fixture.get('matches')).matches[0].note).toBe('付款方不同；日期相距过远')
  })

  it('when it stands on a line of an earlier month that was settled, then the later one is suggested', async () => {
    const contract = await fixture.contract('ZSJM-001', '100000.00')
    const paid = await fixture.pay(contract, '0012', '500.00', {
      receivedOn: '2025-05-10',
    })
    await run('2025-05-10,500.00,,500.00,示例光电科技有限公司,0012,款')
    expect((await fixture.get('matches')).matches).toMatchObject([{ state: 'confirmed', targets: [{ target: paid }] }])
    const second = await fixture.contract('ZSJM-002', '100000.00')
    await fixture.pay(second, '0012', '500.00', { receivedOn: '2025-07-10' })
    const { states } = await run('2025-07-10,500.00,,1000.00,示例光电科技有限公司,0012,款')
    expect(states).toEqual(['reference confirmed', 'reference suggested'])
  })
})

/** As a receipt without a number stands in ledgers of before: it is refused now. */
async function recordedBefore(contract: string, share: string, more: object = {}): Promise<void> {
  const stream = engagementStream(contract)
  const { head } = await fixture.log.readStream(stream)
  const data = { bankReference: '无', payer: CLIENT, share, total: share, receivedOn: '2025-06-10', ...more }
  const metadata = { actor: '财务', correlationId: 'before' }
  await fixture.log.append(stream, head, [{ id: randomUUID(), type: 'PaymentReceived', version: 1, data, metadata }])
}

it('given receipts and lines whose number is a word for nothing, then they have nothing in common by it', async () => {
  const contract = await fixture.contract('ZSJM-001', '100000.00')
  await recordedBefore(contract, '1000.00', {
    payer: OTHER,
    receivedOn: '2025-05-15',
  })
  const { answer } = await run('2025-08-15,1000.00,,1000.00,丁公司,无,款')
  expect(answer.body.code).toBe('nothing-to-match')
  expect((await fixture.openKinds()).sort()).toEqual(['thirdPartyPayer', 'unmatchedLine', 'unmatchedPayment'])
})

it('given two receipts without a number on two contracts, then they are not shares of one slip', async () => {
  const [one, two] = [await fixture.contract('A-1', '5000.00'), await fixture.contract('A-2', '5000.00')]
  await recordedBefore(one, '400.00')
  await recordedBefore(two, '200.00')
  const { answer } = await run('2025-06-10,600.00,,600.00,银行,R-1,款')
  expect(answer.body.code).toBe('nothing-to-match')
})
