import { isPublicAddress } from './addresses'
import { usualBackOff } from './webhook-sender'

it('Addresses of nobody on the internet are not public, however they are written', () => {
  for (const it of [
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.1.2.3',
    '64:ff9b::a01:203',
    'x',
  ])
    expect([it, isPublicAddress(it)]).toEqual([it, false])
  for (const it of ['8.8.8.8', '172.32.0.1', '2400:3200::1']) expect([it, isPublicAddress(it)]).toEqual([it, true])
})

it('Pauses grow, spread by a fifth, and end after a day and a half', () => {
  const pauses = Array.from({ length: 11 }, (_, i) => usualBackOff(i + 1, 0) ?? 0)
  expect(pauses.every((it, i) => i === 0 || it >= pauses[i - 1])).toBe(true)
  expect(pauses.reduce((sum, it) => sum + it, 0) / 3_600_000).toBeCloseTo(35.7, 1)
  expect(usualBackOff(1, 1)).toBe(6_000)
  expect(usualBackOff(12, 0)).toBeUndefined()
})
