import { type Expected, type Verdict, verify } from '../../apps/verifier/src/certificate/verify'
import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { CLOSES, CLOSING, ClosingFixture } from './closing-fixture.spec-support'

let fixture: ClosingFixture
let key: string
beforeEach(async () => {
  fixture = await ClosingFixture.open(undefined, true)
  const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  await fixture.invoice(contract, 1, '600.00', '2025-06-20')
  await fixture.pay(contract, 'HD-1', '250.00', '2025-06-25')
  key = (await fixture.get('/api/log/key')).text.trimEnd()
})
afterEach(() => fixture.close())

const certificate = async (query = '', expected: Expected = {}): Promise<Verdict> => {
  const { status, text } = await fixture.get(`${CLOSES}/2025-06/certificate${query}`)
  expect([status, text.slice(0, 300)]).toEqual([200, expect.stringContaining('{"checkpoint":')])
  return verify(Buffer.from(text), { key, of: { platform: OURS, period: '2025-06' }, ...expected })
}
const factsOf = (it: Verdict) => (it.verdict === 'valid' ? it.found.told.facts : it)

test('when a month is closed, then its close is certified, and so it is after it was restated and opened again', async () => {
  const { text, status } = await fixture.get(`${CLOSES}/2025-06/certificate`)
  expect([status, text]).toEqual([404, expect.stringContaining('unknown-close')])
  const sequence = await fixture.closeMonth('2025-06', 30)
  const closed = factsOf(await certificate())
  expect(closed).toMatchObject({
    status: 'closed',
    sequence,
    proposedBy: 'finance',
    approvedBy: 'chief',
    contracts: 2,
    moved: 0,
    window: { from: '2025-06-01', to: '2025-06-30' },
  })
  await fixture.sign('JM-101', { signedOn: '2025-06-30' })
  // Signed amounts, what is not yet invoiced, and the present amount of what was signed in June.
  expect(factsOf(await certificate())).toEqual({ ...closed, moved: 3 })
  await fixture.must('finance', `${CLOSING}/closes/2025-06/reopening`, { reason: '补录' })
  expect(factsOf(await certificate())).toMatchObject({ status: 'closed' })
  await fixture.must('chief', `${CLOSING}/closes/2025-06/reopening/approval`)
  expect(factsOf(await certificate())).toMatchObject({ status: 'reopened', sequence })
  const again = await fixture.closeMonth('2025-06', 30)
  expect(factsOf(await certificate())).toMatchObject({ status: 'closed', sequence: again, contracts: 3, moved: 0 })
})

test('when somebody who is not told its contracts asks, then it is refused', async () => {
  await fixture.closeMonth('2025-06', 30)
  for (const who of ['rival', 'keeper'])
    expect((await fixture.get(`${CLOSES}/2025-06/certificate`, who)).status).toBe(403)
  expect((await fixture.get(`${CLOSES}/2025-06/certificate`, 'clerk')).status).toBe(200)
})
