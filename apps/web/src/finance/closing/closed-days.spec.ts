import { restatedBy } from './closed-days'

const CLOSED = [
  { period: '2025-05', to: '2025-05-31' },
  { period: '2025-06', to: '2025-06-30' },
]

it('a form tells which closed months its days restate, old and new, each once', () => {
  expect(restatedBy(CLOSED, ['2025-05-31'])).toEqual(['2025-05'])
  expect(restatedBy(CLOSED, ['2025-06-01', '2025-05-02'])).toEqual(['2025-06', '2025-05'])
  expect(restatedBy(CLOSED, ['2024-12-01', '2025-05-02'])).toEqual(['2025-05'])
  expect(restatedBy(CLOSED, ['2025-07-01', undefined])).toEqual([])
  expect(restatedBy([], ['2025-05-31'])).toEqual([])
})
