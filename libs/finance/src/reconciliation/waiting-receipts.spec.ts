import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { personHeader } from '../../../service/src/service-fixture.spec-support'
import { BankFixture, CLIENT, PLATFORM } from './bank-fixture.spec-support'

/** What is dated more than thirty days ago waits for a second person. */
let fixture: BankFixture
let [one, other, line, invoice] = ['', '', '', '']
const on = (day: string) => {
  fixture.now = Date.parse(`${day}T12:00:00+08:00`)
}
beforeEach(async () => {
  fixture = await BankFixture.open(DEFAULT_OLD_CHANGE_RULE)
  on('2025-06-08')
  await fixture.withAccount()
  ;[one, other] = [
    await fixture.contract('A-1', '900.00', CLIENT, '2025-06-01'),
    await fixture.contract('A-2', '900.00', CLIENT, '2025-06-01'),
  ]
  await fixture.invoice(one, 1, '500.00')
  invoice = await fixture.invoice(other, 2, '500.00')
  on('2025-09-15')
  const { body } = await fixture.bring([`2025-07-10,500.00,,500.00,${CLIENT.name},R-1,货款`])
  line = `${body.statement}.1`
})
afterEach(() => fixture.close())

const at = async () =>
  `/api/platforms/${PLATFORM}/reconciliation/lines/${line}/receipt?waitFor=${await fixture.log.head()}`
const record = async (contract: string) =>
  fixture.send('POST', await at(), { shares: [{ contract, amount: '500.00' }] })
const shown = async () => {
  const [{ open, waiting }] = (await fixture.get('lines')).lines
  return { open, waiting }
}
/** By somebody else than who recorded it. */
async function answer(contract: string, how: 'approval' | 'rejection') {
  const { proposals } = (await fixture.send('GET', `/api/proposals?waitFor=${await fixture.log.head()}`)).body
  const [{ proposal: id }] = proposals.filter((it: { engagement: string }) => it.engagement === contract)
  const body = how === 'rejection' ? { reason: '不是此合同的款' } : undefined
  const as = personHeader({ actor: '评价员', role: 'evaluator' })
  const answered = await fixture.send('POST', `/api/engagements/${contract}/proposals/${id}/${how}`, body, as)
  expect(answered.status).toBeLessThan(300)
}

describe('given a line whose receipt waits for a second person', () => {
  beforeEach(async () => {
    const recorded = await record(one)
    expect([recorded.status, recorded.body.waits]).toEqual([202, true])
  })

  it('then the line says so', async () => {
    expect(await shown()).toEqual({ open: '500.00', waiting: '500.00' })
  })

  it('when anybody settles it otherwise, then he is told what waits, and nothing is recorded', async () => {
    const before = await fixture.log.head()
    const body = { lines: [{ line, amount: '500.00' }], targets: [{ target: invoice, amount: '500.00' }] }
    const answers = [
      await fixture.send('GET', await at()),
      await record(other),
      await fixture.post('matches', body),
      await fixture.post('adjustments', { line, amount: '500.00', kind: '手续费', reason: '费' }),
      await fixture.post(`lines/${line}/setting-aside`, { reason: '非本平台' }),
    ]
    expect(answers.map((it) => [it.status, it.body.code])).toEqual(answers.map(() => [422, 'line-receipt-waits']))
    expect(answers[1].body.facts).toMatchObject({ waiting: '500.00' })
    // Nor do rules find it by its amount.
    const { proposals } = (await fixture.post('matches/suggestions', {})).body
    expect([proposals, await fixture.log.head()]).toEqual([[], before])
  })

  it('when it is approved, then the rules match it by its number', async () => {
    await answer(one, 'approval')
    expect(await shown()).toEqual({ open: '500.00', waiting: '0.00' })
    await fixture.done('matches/runs', {})
    expect(await shown()).toEqual({ open: '0.00', waiting: '0.00' })
  })

  it('when it is rejected, then the line may be recorded for another contract', async () => {
    await answer(one, 'rejection')
    expect(await shown()).toEqual({ open: '500.00', waiting: '0.00' })
    expect((await record(other)).status).toBe(202)
  })
})
