import { Browsing, inBrowser, LAPTOP, PHONE, type Role, why } from './browser.spec-support'

inBrowser(`the desk of each role${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  const ROLES = ['platform', 'evaluator', 'finance', 'auditor', 'administrator'] as const satisfies readonly Role[]

  test.each(ROLES)(
    '%s begins at it: in both languages and sizes, without barriers, and nothing jumps',
    async (role) => {
      const wrong: string[] = []
      for (const [size, of] of [
        [LAPTOP, 'laptop'],
        [PHONE, 'phone'],
      ] as const)
        for (const language of ['zh', 'en'] as const) {
          const seat = await browsing.sitAs(role, { size, language })
          await seat.settled()
          await seat.page.getByRole('heading', { level: 1, name: language === 'zh' ? '工作台' : 'Desk' }).waitFor()
          await seat.keep(`desk-${role}-${of}-${language}`)
          if ((await seat.width()) !== size.width) wrong.push(`${of} ${language}: ${await seat.width()} wide`)
          for (const it of await seat.barriers()) wrong.push(`${of} ${language}: ${it}`)
          await seat.open('/desk')
          const shift = await seat.shift()
          if (shift >= 0.05) wrong.push(`${of} ${language}: jumps by ${shift.toFixed(3)}`)
          wrong.push(...seat.faults)
          await seat.close()
        }
      expect(wrong).toEqual([])
    },
  )

  test('a clerk follows a number to the very rows that it counts', async () => {
    const seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.settled()
    const line = page
      .getByRole('region', { name: '待办事项' })
      .getByRole('listitem')
      .filter({ hasText: '合同缺佐证材料' })
    const count = Number(await line.getByRole('link').innerText())
    expect(count).toBeGreaterThan(0)
    await line.getByRole('link').click()
    await seat.settled()
    expect(page.url()).toContain('warning=W14')
    expect(await page.locator('#main tbody tr[data-row-key]').count()).toBe(count)
    await seat.close()
  })

  test('finance finds open lines of the bank under their number, which the outline bears, too', async () => {
    const seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.settled()
    const lines = page
      .getByRole('region', { name: '待办事项' })
      .getByRole('listitem')
      .filter({ hasText: '银行流水待处理' })
    const counts = (await lines.getByRole('link').allInnerTexts()).map(Number)
    const all = counts.reduce((sum, it) => sum + it, 0)
    expect(all).toBeGreaterThan(0)
    const outline = page.locator('aside .outline li').filter({ hasText: '对账' }).locator('.outline-count')
    expect(await outline.innerText()).toBe(String(all))
    await lines.first().getByRole('link').click()
    await seat.settled()
    expect(await page.locator('#main tbody tr[data-row-key]').count()).toBe(counts[0])
    await seat.close()
  })

  test('an evaluator turns to one platform, and the figures of the year lead to its rows', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/desk?platform=${browsing.fixture.instruments}`)
    expect(await page.getByRole('region', { name: /各平台/ }).count()).toBe(0)
    const months = page
      .getByRole('table', { name: '近十二个月：签订、开票、到账' })
      .or(page.getByRole('region', { name: '近十二个月：签订、开票、到账' }).getByRole('table'))
    expect(await months.first().getByRole('row').count()).toBe(13)
    await page
      .getByRole('region', { name: /截至今日/ })
      .getByRole('link')
      .first()
      .click()
    await seat.settled()
    expect(page.url()).toContain(`/figures/${browsing.fixture.instruments}/projects?from=`)
    await seat.close()
  })
})
