import { toBeChosen } from './to-be-chosen'

const fault = (code: string, facts?: Readonly<Record<string, string>>) => ({
  is: 'fault' as const,
  place: {},
  code,
  zh: '',
  en: '',
  ...(facts && { facts }),
})

test('what asks for a contract is offered its candidates, and what was chosen before may be chosen again', () => {
  const faults = [
    fault('amount-format'),
    fault('contract-not-certain', { invoice: '1', buyer: '甲', total: '106.00', candidates: 'A-1\nB-1' }),
    fault('contract-not-found', { invoice: '2', buyer: '乙', total: '1.00', candidates: '' }),
    fault('paper-differs', { invoice: '3' }),
  ]
  expect(toBeChosen({ faults }, { 1: 'A-1', 9: 'C-1' })).toEqual([
    { invoice: '1', buyer: '甲', total: '106.00', candidates: ['A-1', 'B-1'] },
    { invoice: '2', buyer: '乙', total: '1.00', candidates: [] },
    { invoice: '9', buyer: '', total: '', candidates: [] },
  ])
})
