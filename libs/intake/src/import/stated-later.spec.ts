import { Bureau, contract, invoice, reported } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
})
afterEach(() => bureau.close())

const stated = { invoiceKind: 'digitalSpecial', taxRate: '13' }

test('The kind and rate of an invoice are recorded with it', async () => {
  await bureau.import('all', [contract('S-1'), invoice('S-1', 1, '100.00', stated)])
  expect((await bureau.entries('S-1')).map((it) => it.data)).toContainEqual(expect.objectContaining(stated))
})

describe('given an invoice on the ledger that states neither kind nor rate', () => {
  beforeEach(() => bureau.import('all', [contract('S-1'), invoice('S-1', 1, '100.00')]))

  test('when a list says them, then it is known, nothing is recorded, and the clerk is told', async () => {
    const report = await bureau.import('all', [invoice('S-1', 1, '100.00', stated)])
    expect(reported(report)).toEqual({ rows: ['2 known recorded'], faults: [] })
    expect(report.notices.map((it) => [it.code, it.field])).toEqual([['not-on-the-entry', 'invoiceKind']])
  })

  test('when a list says another share beside them, then that is another thing, and refused as before', async () => {
    const report = await bureau.import('all', [invoice('S-1', 1, '90.00', stated)])
    expect(reported(report).faults).toEqual(['2 share:4 recorded-otherwise'])
  })
})

test('given an invoice on the ledger that states its rate, when a list says another, then it is refused', async () => {
  await bureau.import('all', [contract('S-1'), invoice('S-1', 1, '100.00', stated)])
  const report = await bureau.import('all', [invoice('S-1', 1, '100.00', { ...stated, taxRate: '6' })])
  expect(reported(report).faults).toEqual(['2 taxRate:9 recorded-otherwise'])
})
