import { isRefusal } from '@pilot-ledger/kernel'
import { parsePassword } from './password'

const answer = (password: string, name = 'wang.gong') => {
  const parsed = parsePassword(password, name)
  return isRefusal(parsed) ? `${parsed.code} ${parsed.pointer}` : parsed
}

describe('A password', () => {
  it.each([
    'correct horse battery',
    '镜头装调与内窥镜物镜组的密语',
    'k7#Vw2!pQz9x',
    'tram-lilac-oboe',
    `${'a'.repeat(100)}bcdef!`,
  ])('may be %s', (password) => {
    expect(answer(password)).toBe(password)
  })

  it('has at least 12 characters, counted as a person counts them', () => {
    expect(answer('k7#Vw2!pQz9')).toBe('password-length /newPassword')
    expect(answer('光学镜头装调服务内窥镜')).toBe('password-length /newPassword')
    expect(answer('👓🔭🔬🧪🧫🧬💊💉🩺🩻🏭')).toBe('password-length /newPassword')
  })

  it('has at most 128 characters: a longer one would cost more to hash than to send', () => {
    const long = (length: number) => 'lens-and-tube'.padEnd(length, 'xyzuvw ')
    expect(answer(long(128))).toBe(long(128))
    expect(answer(long(129))).toBe('password-length /newPassword')
  })

  it.each([
    'password2025',
    'P@ssw0rd2025!',
    'Passw0rd!!!!',
    '123456789012',
    '2025-09-01 1200',
    'qwertyuiop12345',
    '1qaz2wsx3edc',
    'aaaaaaaaaaaaaaa',
    'abcxyzabcxyz',
    'aabbabbbaaab',
    'zhongshan2025!!',
    'Administrator1',
    'ABCDEFGHIJKLMN',
    'woaini1314520!',
  ])('is refused when it is tried first: %s', (password) => {
    expect(answer(password)).toBe('password-common /newPassword')
  })

  it('is the same whether typed in full-width letters or not', () => {
    expect(answer('ｐａｓｓｗｏｒｄ２０２５')).toBe('password-common /newPassword')
    expect(answer('Ｔram-lilac-oboe')).toBe('Tram-lilac-oboe')
  })

  it('does not contain the name of its account, in any case', () => {
    expect(answer('tram-Wang.Gong-oboe')).toBe('password-like-name /newPassword')
    expect(answer('tram-Wang.Gong-oboe', 'li')).toBe('tram-Wang.Gong-oboe')
  })
})
