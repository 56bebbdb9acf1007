import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`the search over everything one may see${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  const field = ({ page }: Seat) => page.getByRole('combobox', { name: '搜索' })
  const options = async (seat: Seat) => {
    await seat.page.locator('input[role=combobox]:focus').waitFor()
    await seat.page.locator('#found[aria-busy=false]').waitFor({ state: 'attached' })
    return seat.page.getByRole('option').allInnerTexts()
  }
  const found = async (seat: Seat, text: string) => {
    await field(seat).fill(text)
    return options(seat)
  }

  test('leads by keyboard alone from anywhere to a contract, a slip’s entry and a client’s contracts, and back to what was visited', async () => {
    const seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go('/closing')
    await page.keyboard.press('Control+k')
    expect((await found(seat, 'jm-2025-023')).map((it) => it.split('\n')[0])).toContain('JM-2025-023')
    await seat.keep('search')
    expect(await seat.barriers()).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /JM-2025-023/ }).waitFor()
    await field(seat).waitFor({ state: 'detached' })

    await page.keyboard.press('/')
    const [slip] = await found(seat, 'JMHD-2')
    await page.keyboard.press('Enter')
    await page.locator('.entry.chosen', { hasText: slip.split('\n')[0] }).waitFor()

    await page.keyboard.press('/')
    await found(seat, '精密')
    await page.keyboard.press('Escape')
    await field(seat).waitFor({ state: 'detached' })

    await seat.go('/import')
    await page.keyboard.press('Control+k')
    const visited = (await options(seat)).map((it) => it.split('\n')[0])
    expect(visited.some((it) => it.startsWith('JM-2025-023'))).toBe(true)
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('option', { selected: true }).innerText()).toBe(visited[1])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1 }).filter({ hasText: visited[1] }).waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('finds nothing of a rival, and leaves nothing of whom has logged out', async () => {
    const { engagements } = (
      await browsing.fixture.get(`/api/engagements?platform=${browsing.fixture.cmc}&limit=1`, 'evaluator')
    ).json()
    const seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go('/contracts')
    await page.getByRole('link', { name: 'JM-2025-023' }).click()
    await page.getByRole('heading', { level: 1, name: /JM-2025-023/ }).waitFor()
    await page.getByRole('button', { name: '搜索' }).click()
    expect(await found(seat, engagements[0].contractNo)).toEqual([])
    await page.getByText('没有找到').waitFor()
    await page.keyboard.press('Escape')
    const kept = () => page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })') as Promise<string>
    expect(await kept()).toContain('JM-2025-023')
    await page.getByRole('button', { name: '演示登记员' }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByLabel('账户名').waitFor()
    expect(await kept()).not.toContain('JM-2025')
    await seat.close()
  })

  test('is there for the administrator too, of places and platforms; on a phone it has the whole width', async () => {
    const seat = await browsing.sitAs('administrator', { size: PHONE })
    const { page } = seat
    await page.getByRole('button', { name: '搜索' }).click()
    await field(seat).fill('账户')
    await page.getByRole('option', { name: '账户' }).waitFor()
    await field(seat).fill('精密仪器')
    await page.getByRole('option', { name: /精密仪器与智能装备/ }).waitFor()
    await seat.keep('search-phone')
    expect(await seat.width()).toBe(PHONE.width)
    expect(await seat.barriers()).toEqual([])
    await seat.close()
  })
})
