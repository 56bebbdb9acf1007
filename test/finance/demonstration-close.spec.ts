import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { cellOf } from './closing-fixture.spec-support'

describe('given the demonstration, whose September was closed before an invoice of it turned up', () => {
  let fixture: DemonstrationFixture
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
  }, 60_000)
  afterAll(() => fixture.close())
  const close = async (more = '') =>
    (await fixture.get(`/api/platforms/${fixture.cmc}/closes/2025-09${more}`, 'finance')).json()

  test('then September is as it was signed, and what came later is told beside it', async () => {
    const closed = await close()
    expect(closed).toMatchObject({
      status: 'closed',
      proposedBy: '演示财务',
      approvedBy: '演示评价员',
      recomputed: { equal: true },
    })
    // Invoiced in September, by the invoices of the demonstration's script.
    const invoiced = (
      await fixture.get(
        `/api/platforms/${fixture.cmc}/figures?from=2025-09-01&to=2025-09-30&asOf=${closed.sequence}&codes=invoicedAmount`,
        'finance',
      )
    ).json().figures[0].value
    expect(cellOf(closed.totals, 'invoiced', 'invoiced')).toBe(invoiced)
    const variance = await close('/variance')
    expect(variance).toMatchObject({ ties: true, entries: [{ contractNo: 'CMC-051', pending: true }] })
    const cell = variance.cells.find(
      (it: { column: string; part: string }) => it.column === 'invoiced' && it.part === 'invoiced',
    )
    expect(cell).toMatchObject({ asClosed: invoiced, difference: '20000.00', explained: '20000.00' })
  })
})
