import { attachment } from './attachment'

const named = (header: string) => decodeURIComponent(header.split("filename*=UTF-8''")[1])

describe('The name of a file that is sent', () => {
  test('is Chinese, in the characters a header may have, beside a plain one', () => {
    const header = attachment('contracts-p-12.csv', '甲平台 合同清单（演示） 截止12.csv')
    expect(header).toMatch(/^attachment; filename="contracts-p-12\.csv"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/)
    expect(named(header)).toBe('甲平台 合同清单（演示） 截止12.csv')
  })

  test.each([
    ['a name that would leave its folder', '../../etc/甲.csv', '..／..／etc／甲.csv'],
    ['quotes and what breaks a header', '甲"; x=1\r\nSet-Cookie: a.csv', '甲”; x=1  Set-Cookie： a.csv'],
    ['marks that RFC 5987 does not take bare', "甲'(1)*!.csv", "甲'(1)＊!.csv"],
    ['half a character', '甲\ud83d.csv', '甲\ufffd.csv'],
  ])('is harmless: %s', (_, name, stated) => {
    const header = attachment('x.csv', name)
    expect(header).toMatch(/filename\*=UTF-8''[A-Za-z0-9%._~-]+$/)
    expect(named(header)).toBe(stated)
  })
})
