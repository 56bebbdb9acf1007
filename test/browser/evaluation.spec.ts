import { Desk, inBrowser, LAPTOP, PHONE, type Role, type Seat, why } from './browser.spec-support'

inBrowser(`the rounds of evaluation${why}`, () => {
  let desk: Desk
  let round: string
  let scheme: string
  const seats: Seat[] = []
  const sit = async (role: Role, options: Parameters<Desk['sitAs']>[1] = {}) => {
    const seat = await desk.sitAs(role, options)
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    desk = await Desk.open()
    const [first] = (await desk.town.get('/api/rounds', 'evaluator')).json().rounds
    round = first.id
    scheme = first.scheme.id
  })
  afterAll(() => desk.close())
  afterEach(async () => {
    const open = seats.splice(0)
    for (const seat of open) await seat.close()
    expect(open.flatMap((it) => it.faults)).toEqual([])
  })

  const of = (view = '') => `/rounds/${round}/platforms/${desk.town.instruments}${view && `?view=${view}`}`
  const named = (place: string) =>
    place.replace(round, 'round').replace(desk.town.instruments, 'platform').replace(scheme, 'scheme')
  const views: readonly (readonly [Role, () => readonly string[]])[] = [
    [
      'evaluator',
      () => [
        ...['/rounds', '/rounds/new', '/schemes', '/schemes/new', `/schemes/${scheme}`],
        ...['', '/seal', '/subsidy'].map((it) => `/rounds/${round}${it}`),
        ...['', 'result', 'self', 'audit', 'samples', 'history'].map(of),
      ],
    ],
    ['platform', () => ['/rounds', `/rounds/${round}`, ...['', 'result', 'audit', 'history'].map(of)]],
    ['finance', () => ['/subsidy', `/rounds/${round}`, of()]],
  ]

  for (const [role, places] of views) {
    test.each(['zh', 'en'] as const)(
      `${role}, %s: complete in its language, without barriers, nothing jumps`,
      async (language) => {
        const seat = await sit(role, { language, size: LAPTOP })
        const wrong: string[] = []
        for (const place of places()) {
          await seat.go(place)
          const name = named(place)
          await seat.keep(`evaluation-${role}-${language}${name}`)
          for (const key of (await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g) ?? [])
            wrong.push(`${name}: untranslated ${key}`)
          for (const it of await seat.barriers()) wrong.push(`${name}: ${it}`)
          const shift = await seat.shift()
          if (shift > 0.1) wrong.push(`${name}: jumps by ${shift.toFixed(3)}`)
        }
        expect(wrong).toEqual([])
      },
    )
    test(`${role} on a phone: nothing is wider than the screen`, async () => {
      const seat = await sit(role, { size: PHONE })
      for (const place of places()) {
        await seat.go(place)
        await seat.keep(`evaluation-phone-${role}${named(place)}`)
        expect([place, await seat.width()]).toEqual([place, PHONE.width])
      }
    })
  }
})
