import { allocate, candidatesFor, type Line, type Target, weigh } from './candidates'

const line = (more: Partial<Line> = {}) =>
  ({
    line: 'l.1',
    direction: 'credit',
    day: '2025-06-10',
    open: '600.00',
    amount: '600.00',
    counterparty: '甲公司',
    reference: 'R-1',
    ...more,
  }) as Line
const target = (id: string, more: Partial<Target> = {}) =>
  ({
    target: id,
    kind: 'payment',
    direction: 'credit',
    contractNo: 'C-1',
    client: '甲公司',
    payer: '甲公司',
    document: 'payment:X',
    day: '2025-06-10',
    amount: '600.00',
    open: '600.00',
    ...more,
  }) as Target
const ids = (them: readonly Target[]) => them.map((it) => it.target)

it('shows the same reference first, then the same amount, then the same payer, and of the other direction nothing', () => {
  const targets = [
    target('payer', { open: '5.00' }),
    target('amount', { payer: '乙', client: '乙' }),
    target('reference', { reference: 'R-1', open: '1.00', payer: '乙', client: '乙' }),
    target('refund', { direction: 'debit', kind: 'refund' }),
    target('nothing', { open: '5.00', payer: '乙', client: '乙' }),
  ]
  expect(ids(candidatesFor(line(), targets))).toEqual(['reference', 'amount', 'payer'])
  expect(ids(candidatesFor(line(), targets, 'c-1'))).toHaveLength(4)
})

it('an invoice that the purpose names stands before the same amount', () => {
  const named = target('named', {
    kind: 'invoice',
    document: 'D:25442000000000000001',
    open: '9.00',
    payer: '乙',
    client: '乙',
  })
  const found = candidatesFor(line({ purpose: '票 25442000000000000001' }), [
    target('amount', { payer: '乙', client: '乙' }),
    named,
  ])
  expect(ids(found)).toEqual(['named', 'amount'])
})

it('weighs to the fen', () => {
  expect(weigh(line({ open: '0.30' }), [target('a', { open: '0.10' }), target('b', { open: '0.21' })])).toEqual({
    chosen: '0.31',
    difference: '-0.01',
  })
})

it('matches what both have, or all of both where the difference is explained', () => {
  const two = [target('a', { open: '400.00' }), target('b', { open: '300.00' })]
  expect(allocate(line(), two, false)).toEqual({
    lines: [{ line: 'l.1', amount: '600.00' }],
    targets: [
      { target: 'a', amount: '400.00' },
      { target: 'b', amount: '200.00' },
    ],
  })
  expect(allocate(line(), [two[0]], false).lines).toEqual([{ line: 'l.1', amount: '400.00' }])
  expect(allocate(line(), two, true)).toEqual({
    lines: [{ line: 'l.1', amount: '600.00' }],
    targets: [
      { target: 'a', amount: '400.00' },
      { target: 'b', amount: '300.00' },
    ],
  })
})
