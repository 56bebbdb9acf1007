import { compareValues } from './compare-values'

test('values are ordered as numbers, exactly, those without a value last', () => {
  const values = ['90071992547409.93', null, '-5.00', '90071992547409.92', '7.00']
  expect([...values].sort(compareValues)).toEqual(['-5.00', '7.00', '90071992547409.92', '90071992547409.93', null])
  expect(['10', '9', '2'].sort(compareValues)).toEqual(['2', '9', '10'])
})
