import { Browsing, inBrowser, PHONE, type Role, type Seat, why } from './browser.spec-support'

const ROLES: readonly Role[] = ['platform', 'evaluator', 'finance', 'administrator', 'auditor']

/** Names as the code writes them (`jointCentres`), its values, ids, and addresses of the service. */
const MACHINE =
  /\b[a-z]+[A-Z][A-Za-z]+\b|\b(given|municipal|provincial|inclusive|exclusive|signed|received|active)\b|[0-9a-f]{8}-[0-9a-f]{4}-|\/api\/\S*/g

inBrowser(`every place of the page${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  /** Places that the menu leads to through others. */
  const beyond = (role: Role): string[] => {
    const { instruments } = browsing.fixture
    if (role === 'administrator') return [`/platforms/${instruments}`, '/own', '/access-log?of=accounts']
    const read = [
      `/figures/${instruments}`,
      `/figures/${instruments}/contractAmount`,
      '/changes?since=2025-03-31',
      '/own',
    ]
    if (role === 'platform') return [...read, '/contracts/new', `/platforms/${instruments}`]
    if (role === 'auditor') return [...read, `/platforms/${instruments}`, '/access-log?of=accounts']
    return role === 'finance' ? [...read, '/finance?by=client', '/finance?by=month'] : read
  }

  /** Columns of lists in which something is read, beside buttons, and whose heads sort by nothing. */
  const unsorted = ({ page }: Seat) =>
    page.locator('.rows-table').evaluateAll((lists) => {
      const read = (cell: (typeof lists)[number]): string => {
        const own = cell.cloneNode(true) as typeof cell
        for (const it of own.querySelectorAll('button, input')) it.remove()
        return (own.textContent ?? '').trim()
      }
      return lists.flatMap((list) => {
        const heads = [...list.querySelectorAll('th[scope=col]')]
        // A head of several columns stands above its own: then which cells are below which is told by the left edge.
        return heads.flatMap((head) => {
          if (head.hasAttribute('aria-sort') || head.textContent === '') return []
          const left = Math.round(head.getBoundingClientRect().left)
          const cells = [...list.querySelectorAll('tbody tr[data-row-key] td')].filter(
            (it) => Math.round(it.getBoundingClientRect().left) === left,
          )
          return cells.some((it) => read(it) !== '') ? [head.textContent ?? ''] : []
        })
      })
    })

  for (const role of ROLES) {
    for (const language of ['zh', 'en'] as const) {
      test(`${role}, ${language}: complete in its language, without barriers, without faults, nothing jumps`, async () => {
        const seat = await browsing.sitAs(role, { language })
        const places = [...(await seat.menu()), ...beyond(role)]
        expect(places.length).toBeGreaterThan(3)
        const wrong: string[] = []
        for (const place of places) {
          await seat.go(place)
          await seat.keep(`${role}-${language}${place.replaceAll(browsing.fixture.instruments, 'platform')}`)
          const text = await seat.text()
          // A key that nobody translated looks like `place.figures`.
          for (const key of text.match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g) ?? [])
            wrong.push(`${place}: untranslated ${key}`)
          // What only programs read: names in the code, ids, addresses.
          if (language === 'zh') for (const it of text.match(MACHINE) ?? []) wrong.push(`${place}: machine text ${it}`)
          if (language === 'en' && !/[A-Za-z]{4}/.test(text)) wrong.push(`${place}: no English`)
          for (const it of await seat.barriers()) wrong.push(`${place}: ${it}`)
          for (const it of await unsorted(seat)) wrong.push(`${place}: not sorted by ${it}`)
          const shift = await seat.shift()
          if (shift > 0.05) wrong.push(`${place}: jumps by ${shift.toFixed(3)}`)
        }
        expect([...wrong, ...seat.faults]).toEqual([])
        await seat.close()
      })
    }
    test(`${role} opens a bookmark: nothing jumps while it comes`, async () => {
      const seat = await browsing.sitAs(role)
      const wrong: string[] = []
      for (const place of (await seat.menu()).slice(0, 6)) {
        await seat.open(place)
        const shift = await seat.shift()
        if (shift > 0.05) wrong.push(`${place}: jumps by ${shift.toFixed(3)}`)
      }
      expect(wrong).toEqual([])
      await seat.close()
    })
    test(`${role} reads on a phone: nothing is wider than the screen`, async () => {
      const seat = await browsing.sitAs(role, { size: PHONE })
      for (const place of beyond(role).slice(0, 2)) {
        await seat.go(place)
        await seat.keep(`${role}-phone${place.replaceAll(browsing.fixture.instruments, 'platform')}`)
        expect([place, await seat.width()]).toEqual([place, PHONE.width])
      }
      await seat.close()
    })
  }
  for (const role of ['platform', 'evaluator'] as const)
    test(`${role} turns to the other language: every place is as if it had been opened in it`, async () => {
      const there = await browsing.sitAs(role, { language: 'en' })
      const here = await browsing.sitAs(role)
      const wrong: string[] = []
      for (const place of [...(await here.menu()), ...beyond(role)]) {
        await there.go(place)
        await here.go(place)
        await here.page.getByRole('button', { name: 'English' }).click()
        await here.settled()
        if ((await here.stated()) !== (await there.stated())) wrong.push(place)
        await here.page.getByRole('button', { name: '中文' }).click()
      }
      expect([...wrong, ...here.faults]).toEqual([])
      await there.close()
      await here.close()
    })
  test('what was typed outlives a change of the language', async () => {
    const seat = await browsing.sitAs('platform')
    await seat.go('/contracts/new')
    await seat.page.getByLabel('合同名称').fill('镜头装调')
    await seat.page.getByRole('button', { name: 'English' }).click()
    expect(await seat.page.getByLabel('Title', { exact: true }).inputValue()).toBe('镜头装调')
    await seat.close()
  })
})
