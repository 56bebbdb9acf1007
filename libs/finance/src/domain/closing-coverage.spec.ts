import { firstUncovered } from './closing-coverage'

const JUNE = { from: '2025-06-01', to: '2025-06-30' }
const days = (text: string) => {
  const [from, to] = text.split(' ')
  return { from, to }
}
const uncovered = (...statements: string[]) => {
  const found = firstUncovered(statements.map(days), JUNE)
  return found && `${found.from} ${found.to}`
}

describe('The days of a period that no statement tells of', () => {
  it('are all of them without a statement, none where statements follow one another', () => {
    expect(uncovered()).toBe('2025-06-01 2025-06-30')
    expect(uncovered('2025-06-01 2025-06-30')).toBeUndefined()
    expect(uncovered('2025-06-16 2025-07-15', '2025-05-20 2025-06-15')).toBeUndefined()
    expect(uncovered('2025-01-01 2025-12-31', '2025-06-03 2025-06-04')).toBeUndefined()
  })

  it('are told from the first on', () => {
    expect(uncovered('2025-05-01 2025-05-31')).toBe('2025-06-01 2025-06-30')
    expect(uncovered('2025-07-01 2025-07-31')).toBe('2025-06-01 2025-06-30')
    expect(uncovered('2025-06-02 2025-06-30')).toBe('2025-06-01 2025-06-01')
    expect(uncovered('2025-06-01 2025-06-10', '2025-06-15 2025-06-30')).toBe('2025-06-11 2025-06-14')
    expect(uncovered('2025-06-01 2025-06-29')).toBe('2025-06-30 2025-06-30')
  })
})
