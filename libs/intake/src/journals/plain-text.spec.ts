import { plainText } from './plain-text'

describe('Free text in a journal', () => {
  test.each([
    ['甲公司\n2024-01-01 * 假账\n    Assets:Bank  CNY 999.00', '甲公司 2024-01-01 * 假账 Assets:Bank CNY 999.00'],
    ['甲公司\u2028乙\u0085丙\r\n丁', '甲公司 乙 丙 丁'],
    ['甲; 乙 | 丙, 平台:P "丁" \\ 戊', '甲 乙 丙 平台:P 丁 戊'],
    ['镜头 [2020-01-01]  10mg', '镜头 2020-01-01 10mg'],
    ['\u202E反向\u200B', '反向'],
  ])('%j becomes one harmless line', (typed, plain) => {
    expect(plainText(typed)).toBe(plain)
  })
})
