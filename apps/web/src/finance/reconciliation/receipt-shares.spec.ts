import { paidOf, sharesOf } from './receipt-shares'

const invoice = (target: string, contract: string, open: string) => ({ target, contract, open }) as never

test('what is left out lets the next take more, and each contract has one share', () => {
  const proposed = {
    open: '600.00',
    invoices: [invoice('1', 'A', '200.00'), invoice('2', 'B', '300.00'), invoice('3', 'A', '400.00')],
  }
  const all = paidOf(proposed, [])
  expect([sharesOf(all.paid), all.rest]).toEqual([
    [
      { contract: 'A', amount: '300.00' },
      { contract: 'B', amount: '300.00' },
    ],
    '0.00',
  ])
  const some = paidOf(proposed, ['2', '3'])
  expect([sharesOf(some.paid), some.rest]).toEqual([[{ contract: 'A', amount: '200.00' }], '400.00'])
})
