import { Browsing, daysAgo, inBrowser, type Seat, why } from './browser.spec-support'

/** Recent, so that nothing waits for a second person, and another day than today's. */
const DAY = daysAgo(3)
const [YEAR, MONTH, OF_MONTH] = DAY.split('-')
/** Ways of writing it, and what is no day. */
const WAYS = [
  `${YEAR}/${Number(MONTH)}/${Number(OF_MONTH)}`,
  `${YEAR}${MONTH}${OF_MONTH}`,
  `${YEAR}.${MONTH}.${OF_MONTH}`,
  `${YEAR}年${Number(MONTH)}月${Number(OF_MONTH)}日`,
  DAY,
]
const NO_DAY = ['2026/02/30', '24/11/2026', '昨天', '2026-11']

inBrowser(`days are typed, never clicked${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeEach(async () => {
    browsing = await Browsing.open()
    seat = await browsing.sitAs('platform')
  })
  afterEach(() => browsing.close())

  const engagements = async () =>
    (await browsing.fixture.get('/api/engagements?order=newest&limit=200', 'evaluator')).json().engagements as {
      contractNo: string
      signedOn: string
    }[]
  /** Typed key by key over what stands there; nothing is set from outside. */
  const type = async (field: string, text: string, key: 'Tab' | 'Enter') => {
    await seat.page.locator(field).focus()
    await seat.page.keyboard.press('Control+A')
    await seat.page.keyboard.type(text)
    await seat.page.keyboard.press(key)
  }
  const value = (field: string) => seat.page.locator(field).inputValue()
  const refused = (field: string) => seat.page.locator('.ant-form-item', { has: seat.page.locator(field) })

  test('a contract bears the day that was typed; Enter and Tab only read it, what is no day is not sent', async () => {
    const { page } = seat
    await page.getByRole('button', { name: '登记新合同' }).click()
    await page.locator('#signedOn').waitFor()
    await type('#contractNo', 'JM-2026-901', 'Tab')
    await type('#title', '镜头装调中试服务', 'Tab')
    await type('#client_name', '示例光电科技有限公司', 'Tab')
    await type('#client_id_value', '91440101MA5CJQ4N59', 'Tab')
    await type('#products', '内窥镜物镜组', 'Enter')
    await type('#amount', '380000', 'Tab')
    await page.locator('#serviceCategories').focus()
    await page.keyboard.type('产品试制')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    for (const way of WAYS)
      for (const key of ['Tab', 'Enter'] as const) {
        await type('#signedOn', way, key)
        expect([way, key, await value('#signedOn')]).toEqual([way, key, DAY])
      }
    for (const text of NO_DAY) {
      await type('#signedOn', text, 'Enter')
      expect(await value('#signedOn')).toBe(text)
      await refused('#signedOn').getByText('无法识别的日期').waitFor()
      await page.locator('button[type=submit]').focus()
      await page.keyboard.press('Enter')
      await refused('#signedOn').getByText('无法识别的日期').waitFor()
    }
    await seat.keep('typed-day-refused')
    expect((await engagements()).filter((it) => it.contractNo === 'JM-2026-901')).toEqual([])

    await type('#signedOn', WAYS[0], 'Tab')
    await page.locator('button[type=submit]').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /JM-2026-901/ }).waitFor()
    expect((await engagements()).find((it) => it.contractNo === 'JM-2026-901')?.signedOn).toBe(DAY)
    expect(seat.faults).toEqual([])
  })

  test('in every form of a contract each day is what was typed, and Enter in it sends nothing', async () => {
    const { page } = seat
    await seat.go('/contracts')
    await page.getByRole('link', { name: 'JM-2025-023' }).click()
    await page.getByRole('heading', { name: /JM-2025-023/ }).waitFor()
    const posts: string[] = []
    page.on('request', (it) => it.method() === 'POST' && posts.push(it.url()))
    const menu = async () => {
      await page.getByRole('button', { name: '登记', exact: false }).last().click()
      await page.locator('.ant-dropdown').getByRole('menuitem').first().waitFor()
    }
    await menu()
    const forms = await page.locator('.ant-dropdown li[role=menuitem]:not([aria-disabled=true])').allInnerTexts()
    await page.keyboard.press('Escape')
    let days = 0
    for (const form of forms) {
      await menu()
      await page.getByRole('menuitem', { name: form, exact: true }).click()
      await page.locator('.ant-drawer button[type=submit]').waitFor()
      for (const field of await page.locator('.ant-drawer .day-input input').all()) {
        const at = `#${await field.getAttribute('id')}`
        await type(at, WAYS[0], 'Enter')
        expect([form, at, await value(at)]).toEqual([form, at, DAY])
        await type(at, NO_DAY[0], 'Tab')
        expect([form, at, await value(at)]).toEqual([form, at, NO_DAY[0]])
        await refused(at).getByText('无法识别的日期').waitFor()
        days++
      }
      await page.locator('.ant-drawer-close').click()
      await page.locator('.ant-drawer').waitFor({ state: 'detached' })
    }
    expect(days).toBeGreaterThan(8)
    expect(posts).toEqual([])
  })

  test('a window is asked for only by days that are read', async () => {
    const evaluator = await browsing.sitAs('evaluator')
    await evaluator.go('/figures')
    const from = evaluator.page.getByLabel('统计期起')
    await from.fill('2025/1/1')
    await from.press('Enter')
    await evaluator.settled()
    expect(evaluator.page.url()).toContain('from=2025-01-01')
    const requested: string[] = []
    evaluator.page.on('request', (it) => requested.push(it.url()))
    await from.fill('2025/13/1')
    await from.press('Enter')
    await evaluator.page.getByRole('alert').getByText('无法识别的日期').waitFor()
    expect([await from.inputValue(), requested.filter((it) => it.includes('/api/figures'))]).toEqual(['2025/13/1', []])
    await from.fill('2025.2.1')
    await from.press('Tab')
    await evaluator.settled()
    expect(evaluator.page.url()).toContain('from=2025-02-01')
    expect(await evaluator.page.getByRole('alert').count()).toBe(0)
    expect(evaluator.faults).toEqual([])
    await evaluator.close()
  })
})
