import { closedTo, rolesToGive } from './without-account'

const disabledAt = '2026-10-05T02:00:00.000Z'

describe('given an administrator who comes by an issuer, and another who has an account', () => {
  it('then the first gives no right that approves, and takes none away by opening the form', () => {
    expect(rolesToGive(true)).toEqual(['platform'])
    expect(rolesToGive(true, { role: 'platform' })).toEqual(['platform'])
    expect(rolesToGive(true, { role: 'finance' })).toEqual(['platform', 'finance'])
    expect(rolesToGive(false)).toEqual(['platform', 'evaluator', 'finance', 'administrator', 'auditor'])
  })

  it.each(['evaluator', 'finance', 'administrator', 'auditor'] as const)(
    'then the first gives an %s no password and does not enable him; disabling is open',
    (role) => {
      expect(closedTo(true, { role })).toEqual({ reset: true, enable: false })
      expect(closedTo(true, { role, disabledAt })).toEqual({ reset: true, enable: true })
      expect(closedTo(false, { role, disabledAt })).toEqual({ reset: false, enable: false })
    },
  )

  it('then a clerk of a platform is open to both', () => {
    expect(closedTo(true, { role: 'platform', disabledAt })).toEqual({ reset: false, enable: false })
  })
})
