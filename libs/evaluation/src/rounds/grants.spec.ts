import type { ResultSealed, RoundOpened } from '../definitions'
import { countingOf, type Grant, Grants } from './grants'

const grant = (more: Partial<Grant>): Grant => ({
  roundNo: 'ONE',
  scheme: 's',
  synthetic: false,
  f22: true,
  year: 2025,
  platform: 'p',
  body: 'b',
  amount: '10.00',
  ...more,
})
const opened = { scheme: { code: 's' } } as RoundOpened['data']
const whose = { platform: 'p', body: 'b', year: 2025 }
const scheme = { subsidy: { base: { kind: 'byGrade' as const, amounts: [] }, f22: true as const } }
const GRANTS = [
  grant({}),
  grant({ roundNo: 'TWO', platform: 'q', amount: '200.00' }),
  grant({ roundNo: 'OTHER', scheme: 't', amount: '3000.00' }),
  grant({ roundNo: 'PLAIN', f22: false, amount: '40000.00' }),
  grant({ roundNo: 'DEMO', synthetic: true, amount: '500000.00' }),
  grant({ roundNo: 'BEFORE', year: 2024, amount: '6000000.00' }),
]

it('counts the same scheme and body for its cap, and the platform under any scheme with F22 for F22', () => {
  expect(new Grants('byScheme', GRANTS).before(scheme, opened, whose)).toEqual({
    body: { amount: '40210.00', rounds: ['ONE', 'PLAIN', 'TWO'] },
    f22: { amount: '3010.00', rounds: ['ONE', 'OTHER'] },
  })
})

it('counts as it was counted then where a result was sealed before: every scheme, no F22, no names', () => {
  expect(new Grants('sealed', GRANTS).before(scheme, opened, whose)).toEqual({ body: { amount: '543210.00' } })
})

it.each([
  [{}, { at: 41, counts: 'determined' }],
  [{ readTo: 30 }, { at: 30, counts: 'sealed' }],
  [
    { readTo: 30, grants: 'byScheme' as const },
    { at: 30, counts: 'byScheme' },
  ],
])('a result that says %j was counted as %j', (stated, expected) => {
  expect(
    countingOf({ sealNo: 1, platform: 'p', snapshot: {}, hash: '', ...stated } as ResultSealed['data'], 42),
  ).toEqual(expected)
})
