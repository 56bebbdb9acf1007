import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

const MINUTE = 60_000

inBrowser(`given a clerk who leaves his page open${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage())
  }, 120_000)
  afterAll(() => browsing?.close())
  beforeEach(async () => {
    seat = await browsing.sit()
    await seat.page.clock.install()
    await seat.page.goto(`${browsing.address}/`)
    await seat.page.getByRole('button', { name: '平台登记员' }).click()
    await seat.page.locator('.frame').waitFor()
  })
  afterEach(() => seat.close())

  const warning = () => seat.page.getByRole('dialog').filter({ hasText: '即将退出登录' })

  test('then he is told five minutes before the hour is over, and goes on at a press', async () => {
    await seat.page.clock.fastForward(54 * MINUTE)
    expect(await warning().isVisible()).toBe(false)
    await seat.page.clock.fastForward(1.4 * MINUTE)
    await warning().waitFor()
    expect(await warning().innerText()).toContain('还剩 4 分')
    await seat.keep('time-out')
    expect(await seat.barriers()).toEqual([])
    await warning().getByRole('button', { name: '继续使用' }).click()
    await warning().waitFor({ state: 'hidden' })
    await seat.page.clock.fastForward(30 * MINUTE)
    expect(await seat.page.locator('.frame').isVisible()).toBe(true)
  })

  test('then without a word from him he is logged out, here and at the service', async () => {
    await seat.page.clock.fastForward(61 * MINUTE)
    await seat.page.getByLabel('账户名').waitFor()
    expect(await seat.context.cookies()).toEqual([])
  })
})
