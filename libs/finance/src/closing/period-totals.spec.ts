import { CELLS } from '../domain/bridge'
import { keptWith } from './period-totals'

/** Contracts with so many cells each, as a close would keep them. */
const contracts = (count: number, cells: number) =>
  Array.from({ length: count }, (_, i) => ({
    engagement: `22222222-2222-5222-8222-${String(i).padStart(12, '0')}`,
    cells: Object.fromEntries(CELLS.slice(0, cells).map(({ id }) => [id, '999999999999.99'])),
  }))

describe('given the contracts of a close', () => {
  test('then they are kept while they fit an entry of the log, whose appends end at one mebibyte', () => {
    expect(keptWith(contracts(100, CELLS.length))).toHaveProperty('contracts')
    expect(keptWith(contracts(1_000, 5))).toHaveProperty('contracts')
  })

  test('when they are few but busy, then the hash stands for them, and the close is no larger than the log takes', () => {
    expect(JSON.stringify(contracts(1_000, CELLS.length)).length).toBeGreaterThan(1_048_576)
    expect(keptWith(contracts(1_000, CELLS.length))).toEqual({})
    expect(keptWith(contracts(1_001, 1))).toEqual({})
  })
})
