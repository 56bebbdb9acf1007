import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

describe('given the demonstration', () => {
  let fixture: DemonstrationFixture
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
  }, 60_000)
  afterAll(() => fixture.close())

  const of = async (path: string) =>
    (await fixture.get(`/api/platforms/${fixture.instruments}/reconciliation/${path}`, 'finance')).json()
  const fen = (yuan: string) => BigInt(yuan.replace('.', ''))

  it('then its bank has something of every kind to show', async () => {
    const { counts } = await of('queues')
    for (const kind of ['unmatchedLine', 'unmatchedPayment', 'unmatchedInvoice', 'ambiguous', 'statementGap']) {
      expect(`${kind} ${counts[kind].open > 0}`).toBe(`${kind} true`)
    }
    // The payment sent twice: two lines, one invoice.
    expect(counts.ambiguous).toEqual({ open: 2, waived: 0 })
    // The receipt that lost 0.05 on its way.
    expect((await of('queues?kind=underpaid')).items).toMatchObject([{ amount: '0.05' }])
    const { matches } = await of('matches')
    const rules = new Set(matches.map((it: { rule: string; state: string }) => `${it.rule} ${it.state}`))
    expect([...rules].sort()).toEqual([
      'amountAndPayer suggested',
      'bankCharge confirmed',
      'invoiceKey suggested',
      'reference confirmed',
    ])
  })

  it('then every fen of its lines is matched, set aside, adjusted or open', async () => {
    const { proof } = await of('queues')
    const { statements } = await of('statements')
    const brought = statements.reduce(
      (sum: bigint, it: { credits: string; debits: string }) => sum + fen(it.credits) + fen(it.debits),
      0n,
    )
    expect(fen(proof.lines)).toBe(brought)
    expect(fen(proof.matched) + fen(proof.adjusted) + fen(proof.setAside) + fen(proof.open)).toBe(brought)
    expect(fen(proof.matched)).toBe(fen(proof.matchedEntries) + fen(proof.differences))
  })
})
