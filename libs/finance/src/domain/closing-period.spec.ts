import { parsePeriod } from './closing-period'

const read = (text: string) => {
  const it = parsePeriod(text)
  return 'code' in it ? it.code : `${it.period} ${it.from} ${it.to}`
}

describe('A period', () => {
  it('is a month, a quarter or any days, both ends included', () => {
    expect(read('2025-08')).toBe('2025-08 2025-08-01 2025-08-31')
    expect(read('2024-02')).toBe('2024-02 2024-02-01 2024-02-29')
    expect(read('2025-Q3')).toBe('2025-Q3 2025-07-01 2025-09-30')
    expect(read('2025-Q1')).toBe('2025-Q1 2025-01-01 2025-03-31')
    expect(read('2025-07-10_2025-09-15')).toBe('2025-07-10_2025-09-15 2025-07-10 2025-09-15')
  })

  it('has one name, the shortest', () => {
    expect(read('2025-08-01_2025-08-31')).toBe('2025-08 2025-08-01 2025-08-31')
    expect(read('2025-10-01_2025-12-31')).toBe('2025-Q4 2025-10-01 2025-12-31')
    expect(read('2025-02-01_2025-04-30')).toBe('2025-02-01_2025-04-30 2025-02-01 2025-04-30')
  })

  it('is nothing else', () => {
    for (const it of ['2025-13', '2025-Q5', '2025', 'x', '2025-08-02_2025-08-01', '2025-02-30_2025-03-01', '9999-Q1'])
      expect(read(it)).toBe('period-format')
  })
})
