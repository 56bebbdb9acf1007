import { comparePositions, parsePosition, positionText } from './position'

describe('positions of the store', () => {
  it('are ordered as numbers, beyond what a double holds', () => {
    expect(comparePositions('9', '10')).toBeLessThan(0)
    expect(comparePositions('9007199254740993', '9007199254740992')).toBeGreaterThan(0)
    expect(comparePositions('77', '77')).toBe(0)
  })

  it('are ordered by commit, then by prepare', () => {
    expect(comparePositions('10/5', '10/6')).toBeLessThan(0)
    expect(comparePositions('10/6', '9/8')).toBeGreaterThan(0)
    expect(comparePositions('10/10', '10')).toBe(0)
  })

  it('are one number where commit and prepare agree, and read back', () => {
    expect(positionText(12n, 12n)).toBe('12')
    expect(positionText('12', '11')).toBe('12/11')
    expect(parsePosition('12')).toEqual({ commit: 12n, prepare: 12n })
    expect(parsePosition('12/11')).toEqual({ commit: 12n, prepare: 11n })
  })

  it.each(['', '-1', '1.5', '0x10', '1/2/3', 'start', '12345678901234567890'])('%j is none', (text) => {
    expect(() => parsePosition(text)).toThrow(TypeError)
  })
})
