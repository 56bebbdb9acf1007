import { Browsing, inBrowser, PHONE, type Role, type Seat, until, why } from './browser.spec-support'

inBrowser(`the outline at the side${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  const groups = (seat: Seat) =>
    seat.page
      .locator('aside .outline section')
      .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label') ?? ''))

  test.each<[Role, string[], string[], string[]]>([
    [
      'platform',
      ['首页', '业务', '统计', '评价', '财务', '管理'],
      ['/contracts', '/import'],
      ['/finance', '/accounts'],
    ],
    [
      'evaluator',
      ['首页', '业务', '统计', '评价', '财务', '管理'],
      ['/proposals', '/finance'],
      ['/import', '/accounts'],
    ],
    ['finance', ['首页', '业务', '统计', '评价', '财务', '管理'], ['/subsidy'], ['/proposals', '/import', '/accounts']],
    ['auditor', ['首页', '业务', '统计', '评价', '财务', '管理'], ['/access-log'], ['/import', '/subsidy']],
    ['administrator', ['首页', '统计', '管理'], ['/platforms', '/accounts'], ['/contracts', '/rounds', '/closing']],
  ])('shows %s its groups, and nothing that the role does not use', async (role, expected, there, notThere) => {
    const seat = await browsing.sitAs(role)
    expect(await groups(seat)).toEqual(expected)
    const places = await seat.menu()
    expect(places).toEqual(expect.arrayContaining(there))
    expect(places.filter((it) => notThere.includes(it))).toEqual([])
    await seat.settled()
    await seat.keep(`outline-${role}`)
    await seat.close()
  })

  test('marks where one is, in a place below too, and is put away for the room and brought back', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { page } = seat
    const marked = page.locator('aside .outline a[aria-current=page]')
    await seat.go('/schemes')
    expect(await marked.allInnerTexts()).toEqual(['评价轮次'])
    const button = page.getByRole('button', { name: '目录' })
    await button.click()
    expect(await page.locator('aside').isVisible()).toBe(false)
    await page.reload()
    await seat.settled()
    expect(await page.locator('aside').isVisible()).toBe(false)
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await button.press('Enter')
    expect(await page.locator('aside').isVisible()).toBe(true)
    await seat.close()
  })

  test('given nobody pressed anything, then places have come before somebody goes there, each as its role has it', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { page } = seat
    const come = (name: string) =>
      `performance.getEntriesByType('resource').some((it) => it.name.includes('/assets/${name}-'))`
    for (const name of ['all-platforms', 'bridge-page', 'rounds-page']) await until(page, come(name))
    // 导入 is none of an evaluator's places.
    expect(await page.evaluate(come('import-page'))).toBe(false)
    await page.route('**/assets/*.js', (it) => it.abort())
    await page.locator('aside .outline').getByRole('link', { name: '平台统计' }).click()
    await page.getByRole('heading', { level: 1, name: '各平台统计' }).waitFor()
    await page.locator('.lying-bars').waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('is a drawer on a phone: opened, read, and gone with the place that was chosen', async () => {
    const seat = await browsing.sitAs('platform', { size: PHONE })
    const { page } = seat
    expect(await page.locator('aside').isVisible()).toBe(false)
    await page.getByRole('button', { name: '目录' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('link', { name: '对账' }).waitFor()
    await seat.keep('outline-phone')
    expect(await seat.barriers()).toEqual([])
    await drawer.getByRole('link', { name: '对账' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: '对账' }).waitFor()
    await drawer.waitFor({ state: 'hidden' })
    expect(await seat.width()).toBe(PHONE.width)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('keeps the platform, the window and the cut from place to place, in the address, until they are taken back', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { page } = seat
    const { instruments } = browsing.fixture
    const params = () => Object.fromEntries(new URLSearchParams(page.url().split('?')[1] ?? ''))
    const to = async (name: string) => {
      await page.locator('aside').getByRole('link', { name, exact: true }).click()
      await seat.settled()
    }
    const chosen = { from: '2024-11-01', to: '2025-08-31', asOf: '2025-09-15', platform: instruments }
    await seat.go(`/changes?${new URLSearchParams(chosen)}`)
    await to('资金')
    expect(params()).toEqual(chosen)
    expect(await page.getByRole('main').innerText()).toContain('2024-11-01')
    // A place that is about no window says nothing of it, and takes nothing away.
    await to('评价轮次')
    expect(params()).toEqual({})
    await to('平台统计')
    expect(params()).toEqual(chosen)
    await page.getByRole('button', { name: '现在' }).click()
    await seat.settled()
    await to('对账')
    const { asOf: _, ...now } = chosen
    expect(params()).toEqual(now)
    // Going back undoes what was chosen since.
    await page.goBack()
    await page.goBack()
    await seat.settled()
    expect(params()).toEqual(chosen)
    await to('结账')
    expect(params()).toEqual(chosen)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test.each([
    ['/figures', 'evaluator'],
    ['/finance', 'finance'],
  ] as const)(
    '%s shows the platform that was chosen before, and all of them again at a choice',
    async (place, role) => {
      const { instruments } = browsing.fixture
      const seat = await browsing.sitAs(role)
      const { page } = seat
      await seat.go(`/contracts?platform=${instruments}`)
      await page.locator(`aside .outline a[href^="#${place}"]`).click()
      await page.waitForURL(new RegExp(`#${place}\\?.*platform=${instruments}`))
      await seat.settled()
      const rows = page.locator('.rows-table').first().locator('tbody tr[data-row-key]')
      expect(await rows.evaluateAll((all) => all.map((it) => it.getAttribute('data-row-key')))).toEqual([instruments])
      await seat.keep(`outline-chosen${place}`)
      expect(await page.getByText('一致', { exact: true }).count()).toBe(0)
      await page.getByRole('combobox', { name: '平台' }).click()
      await page.locator('.ant-select-item-option', { hasText: '全部平台' }).click()
      await seat.settled()
      expect(await rows.count()).toBeGreaterThan(1)
      expect(page.url()).not.toContain('platform=')
      expect(seat.faults).toEqual([])
      await seat.close()
    },
  )

  test('says where one is, and the way back up has what was chosen', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { page } = seat
    const { instruments } = browsing.fixture
    const crumbs = page.getByRole('navigation', { name: '当前位置' })
    await seat.go(`/figures/${instruments}?from=2024-11-01&to=2025-08-31`)
    await page.getByRole('link', { name: '9,116,800.00' }).first().click()
    await seat.settled()
    expect(await crumbs.locator('li').allInnerTexts()).toEqual([
      '统计',
      '平台统计',
      '中山市精密仪器与智能装备中试平台',
      expect.stringMatching(/合同金额/),
    ])
    await seat.keep('crumbs')
    expect(await seat.barriers()).toEqual([])
    await crumbs.getByRole('link', { name: '中山市精密仪器与智能装备中试平台' }).click()
    await page.getByRole('heading', { level: 1, name: '中山市精密仪器与智能装备中试平台' }).waitFor()
    expect(page.url()).toContain('from=2024-11-01&to=2025-08-31')
    await seat.close()
  })
})
