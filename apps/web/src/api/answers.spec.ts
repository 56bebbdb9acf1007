import { sameSubject } from './answers'

const ROUTE = 'GET /api/platforms/{id}/figures/{code}/entries'

describe('an answer that stays on the screen while another is on its way', () => {
  test('is about the same thing: another day, another page, another cut', () => {
    const before = [ROUTE, { id: 'p1', code: 'clients', from: '2024-11-01', cursor: 'a' }]
    expect(sameSubject(before, [ROUTE, { code: 'clients', id: 'p1', from: '2025-01-01', asOf: '157' }])).toBe(true)
  })
  test.each([
    ['another platform', [ROUTE, { id: 'p2', code: 'clients' }]],
    ['another figure', [ROUTE, { id: 'p1', code: 'contractAmount' }]],
    ['another route', ['GET /api/platforms/{id}', { id: 'p1', code: 'clients' }]],
    ['another grouping', [ROUTE, { id: 'p1', code: 'clients', by: 'month' }]],
  ])('is never about %s', (_, other) => {
    expect(sameSubject([ROUTE, { id: 'p1', code: 'clients' }], other)).toBe(false)
  })
})
