import { sameSubject } from './answers'

const DOOR = 'GET /api/platforms/{id}/figures/{code}/entries'

describe('an answer that stays on the screen while another is on its way', () => {
  test('is about the same thing: another day, another page, another cut', () => {
    const before = [DOOR, { id: 'p1', code: 'clients', from: '2024-11-01', cursor: 'a' }]
    expect(sameSubject(before, [DOOR, { code: 'clients', id: 'p1', from: '2025-01-01', asOf: '157' }])).toBe(true)
  })
  test.each([
    ['another platform', [DOOR, { id: 'p2', code: 'clients' }]],
    ['another figure', [DOOR, { id: 'p1', code: 'contractAmount' }]],
    ['another door', ['GET /api/platforms/{id}', { id: 'p1', code: 'clients' }]],
    ['another grouping', [DOOR, { id: 'p1', code: 'clients', by: 'month' }]],
  ])('is never about %s', (_, other) => {
    expect(sameSubject([DOOR, { id: 'p1', code: 'clients' }], other)).toBe(false)
  })
})
