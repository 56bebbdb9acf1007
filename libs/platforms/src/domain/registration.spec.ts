import { given, PARTNER, registered } from './given.spec-support'

const nobody = given([])

describe('Registering a platform', () => {
  it('keeps the name verbatim, quotation marks and all', () => {
    const register = nobody.and(registered)
    expect(register.history.state.registration).toEqual(registered.data)
  })

  it('is refused a second time', () => {
    expect(nobody.and(registered).refusalOf(registered)).toMatchObject({
      code: 'platform-exists',
      rule: 'H6',
      pointer: '/name',
    })
  })

  it.each([
    ['an empty name', { name: '' }, 'text-format', '/name'],
    ['a name with outer spaces', { name: ' 平台' }, 'text-format', '/name'],
    ['a name of 201 characters', { name: '台'.repeat(201) }, 'text-format', '/name'],
    ['a control character in the town', { town: '小榄\u0007镇' }, 'text-format', '/town'],
    ['an empty field', { fields: ['生物医药', ''] }, 'text-format', '/fields/1'],
    ['a field named twice', { fields: ['生物医药', '生物医药'] }, 'field-repeated', '/fields/1'],
    ['a day that does not exist', { registeredOn: '2025-02-29' }, 'not-a-calendar-day', '/registeredOn'],
    ['a month instead of a day', { registeredOn: '2025-02' }, 'not-a-calendar-day', '/registeredOn'],
    [
      'a host code of 17 characters',
      { host: { ...PARTNER, id: { scheme: 'uscc', value: '91350200776049653' } } },
      'uscc-length',
      '/host/id/value',
    ],
    ['a host without name', { host: { ...PARTNER, name: '' } }, 'party-name', '/host/name'],
  ] as const)('refuses %s', (_, change, code, pointer) => {
    const content = { ...registered, data: { ...registered.data, ...change } } as typeof registered
    expect(nobody.refusalOf(content)).toMatchObject({ code, pointer })
  })

  it('takes a name of exactly 200 characters, counted as characters and not as UTF-16 units', () => {
    const long = { ...registered, data: { ...registered.data, name: '𠮷'.repeat(200) } }
    expect(nobody.refusalOf(long)).toBeUndefined()
  })

  it('is dated today at the latest (H9)', () => {
    const content = { ...registered, data: { ...registered.data, registeredOn: '2025-09-15' } }
    expect(nobody.refusalOf(content, '2025-09-15')).toBeUndefined()
    expect(nobody.refusalOf(content, '2025-09-14')).toMatchObject({
      code: 'dated-in-the-future',
      rule: 'H9',
      pointer: '/registeredOn',
    })
  })
})

describe('Correcting a registration', () => {
  it('may change the host', () => {
    const moved = { ...registered, data: { ...registered.data, host: PARTNER } }
    expect(given([registered]).corrected(0, moved).history.state.registration?.host).toEqual(PARTNER)
  })

  it('never changes the name, which names the stream (H13)', () => {
    const renamed = { ...registered, data: { ...registered.data, name: '另一平台' } }
    expect(given([registered]).refusalOfCorrection(0, renamed)).toMatchObject({
      code: 'correction-changes-identity',
      rule: 'H13',
      pointer: '/content/data/name',
    })
  })

  it('is no way to take it back: contracts are named by it', () => {
    expect(given([registered]).refusalOfVoid(0)).toMatchObject({ code: 'registration-not-voidable', rule: 'H8' })
  })
})

describe('A platform that is not registered', () => {
  it.each([
    { type: 'PlatformRecognized', data: { tier: 'municipal', on: '2024-11' } },
    { type: 'LibraryProjectAdded', data: { key: 'LX-1', title: '口崩片', from: '2025-01-06' } },
  ] as const)('takes no $type (H8)', (content) => {
    expect(nobody.refusalOf(content)).toMatchObject({ code: 'unknown-platform', rule: 'H8' })
  })
})
