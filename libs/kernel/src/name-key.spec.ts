import { engagementIdOf } from './identity'
import { nameKey, numberKey } from './name-key'

describe('a number somebody gave is the same number', () => {
  const same = [
    'ZS-2025-01',
    'zs-2025-01',
    'ＺＳ－２０２５－０１',
    'ZS—2025–01',
    ' ZS - 2025 - 01 ',
    'ZS-2025-01\u200b',
    'ZS\u22122025-01',
  ]
  it.each(same)('typed as %j', (no) => {
    expect(numberKey(no)).toBe('ZS-2025-01')
    expect(engagementIdOf('p', no)).toBe(engagementIdOf('p', 'ZS-2025-01'))
  })

  it.each(['ZS-2025-1', 'ZS-2025-010', 'ZS2025-01', 'ZS/2025-01', '（ZS-2025-01'])('but %j is another', (no) => {
    expect(numberKey(no)).not.toBe('ZS-2025-01')
    expect(engagementIdOf('p', no)).not.toBe(engagementIdOf('p', 'ZS-2025-01'))
  })

  it('keeps the parentheses and the ideographs of a number: 中试〔2025〕7号', () => {
    expect(numberKey('中试〔2025〕7号')).toBe('中试〔2025〕7号')
  })
})

describe('a name without a code is the same name', () => {
  it('in any width, case and spacing', () => {
    expect(nameKey(' ＡＢＣ　物镜 ')).toBe(nameKey('abc 物镜'))
    expect(nameKey('物\u200b镜\u00ad')).toBe(nameKey('物镜'))
    expect(nameKey('物镜')).not.toBe(nameKey('目镜'))
  })
})
