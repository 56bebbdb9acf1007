import { differing } from './differing'

describe('what a proposed correction changes', () => {
  const before = {
    amount: '380000.00',
    client: { id: { scheme: 'uscc', value: '91' }, name: '甲' },
    products: ['物镜'],
  }
  test('only the fields that differ, however their parts are ordered', () => {
    const after = {
      products: ['物镜'],
      client: { name: '甲', id: { value: '91', scheme: 'uscc' } },
      amount: '300000.00',
    }
    expect(differing(before, after)).toEqual([{ name: 'amount', was: '380000.00', is: '300000.00' }])
  })
  test('a field that comes or goes is a difference', () => {
    expect(differing({ note: '旧' }, { endsOn: '2026-01-01' })).toEqual([
      { name: 'note', was: '旧', is: undefined },
      { name: 'endsOn', was: undefined, is: '2026-01-01' },
    ])
  })
})
