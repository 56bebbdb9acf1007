import { paperOf, requestedOf } from './asked.spec-support'
import { ledgerOf } from './in-memory.spec-support'
import { history, invoice, PLATFORM, payment, register, signed } from './told.spec-support'

const WINDOW = { from: '2025-01-01', to: '2025-06-30' }

async function contractsIn(reported: Parameters<typeof history>[0]) {
  const entries = history([register, ...reported])
  return paperOf('contracts', await requestedOf(await ledgerOf(entries), [PLATFORM], WINDOW, entries.length))
}

describe('The list of contracts', () => {
  test('names an older contract invoiced in the window though it was paid in advance and nothing is outstanding', async () => {
    const { rows } = await contractsIn([signed('A'), payment('A', 'R1', '2024-06-01'), invoice('A', '1', '2025-02-03')])
    expect(rows).toMatchObject([
      {
        contractNo: 'A',
        amount: '',
        currentAmount: '',
        invoiced: '100.00',
        received: '0.00',
        outstanding: '0.00',
        remark: '期前签订',
      },
    ])
  })

  test('names an older contract paid in the window for what was invoiced before it', async () => {
    const { rows } = await contractsIn([signed('A'), invoice('A', '1', '2024-06-01'), payment('A', 'R1', '2025-02-03')])
    expect(rows.map((it) => [it.invoiced, it.received, it.outstanding])).toEqual([['0.00', '100.00', '0.00']])
  })

  test('names one of which only something is outstanding, and none that the window knows nothing of', async () => {
    const { rows, totals } = await contractsIn([
      signed('A'),
      invoice('A', '1', '2024-07-01'),
      signed('B'),
      invoice('B', '2', '2025-07-01'),
    ])
    expect(rows.map((it) => [it.contractNo, it.invoiced, it.outstanding])).toEqual([['A', '0.00', '100.00']])
    expect(totals[0]).toMatchObject({ amount: '0.00', invoiced: '0.00', outstanding: '100.00' })
  })

  test('counts a framework beside its call-off by the call-off, and its invoices as they are', async () => {
    const { rows, totals } = await contractsIn([
      signed('F', { kind: 'framework', amount: '9000.00', signedOn: '2025-02-01' }),
      signed('O', { kind: 'callOff', parent: 'F', amount: '300.00', signedOn: '2025-02-02' }),
      invoice('F', '1', '2025-03-01'),
    ])
    expect(rows.map((it) => [it.contractNo, it.amount, it.invoiced, it.remark])).toEqual([
      ['F', '', '100.00', '框架协议；金额不在本期计'],
      ['O', '300.00', '0.00', '订单，框架 F'],
    ])
    expect(totals[0]).toMatchObject({ amount: '300.00', invoiced: '100.00' })
  })

  test('never adds contracts with and without tax', async () => {
    const { totals } = await contractsIn([
      signed('A', { signedOn: '2025-02-01' }),
      signed('B', { signedOn: '2025-02-01', taxBasis: 'exclusive', amount: '7.00' }),
    ])
    expect(totals.map((it) => [it.contractNo, it.amount])).toEqual([
      ['合计', ''],
      ['其中：含税合同', '1000.00'],
      ['其中：不含税合同', '7.00'],
    ])
  })
})
