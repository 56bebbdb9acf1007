import { Bureau, batch, contract, invoice, payment } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

describe('given a file with several kinds of rows for several contracts', () => {
  const FILE = [
    payment('C-2', 'R-1', '50.00'),
    contract('C-1', { taxBasis: 'exclusive' }),
    invoice('C-2', 1, '60.00'),
    contract('F-1', { contractKind: 'framework', amount: '9000.00' }),
    contract('C-2'),
    contract('K-1', { contractKind: 'callOff', parent: 'F-1', amount: '10.00' }),
    batch('C-1', 'Z-1', { completedOn: '2025-04-03', releasedOn: '2025-04-05', releasedBy: '质量部' }),
    payment('C-2', 'R-2', '0.01'),
  ]
  // 50.00 + 0.01; 1000.00 + 10.00: a call-off is told with the contracts, its framework is not. In the order of the file.
  const TOTALS = [
    { type: 'PaymentReceived', entries: 2, amount: '50.01' },
    { type: 'ContractSigned', taxBasis: 'exclusive', entries: 1, amount: '1000.00' },
    { type: 'InvoiceIssued', entries: 1, amount: '60.00' },
    { type: 'ContractSigned', taxBasis: 'inclusive', framework: true, entries: 1, amount: '9000.00' },
    { type: 'ContractSigned', taxBasis: 'inclusive', entries: 2, amount: '1010.00' },
    { type: 'BatchRun', entries: 1 },
    { type: 'BatchReleased', entries: 1 },
  ]

  test('then what would be recorded and what was recorded add up to the same, told in the same order', async () => {
    expect((await bureau.import('preview', FILE)).totals).toEqual(TOTALS)
    expect((await bureau.import('all', FILE)).totals).toEqual(TOTALS)
  })

  test('when a part of it was there, then only the rest is added up', async () => {
    await bureau.import('all', FILE.slice(0, 5))
    const rest = [
      { type: 'PaymentReceived', entries: 1, amount: '0.01' },
      { ...TOTALS[4], entries: 1, amount: '10.00' },
    ]
    const report = await bureau.import('good', FILE)
    expect(report.totals).toEqual([rest[1], TOTALS[5], TOTALS[6], rest[0]])
  })
})
