import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`lists${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  const column = async ({ page }: Seat, head: string): Promise<readonly string[]> => {
    const heads = await page.locator('.rows-table thead tr > *').allInnerTexts()
    const at = heads.findIndex((it) => it.includes(head))
    return page.locator(`tbody tr[data-row-key] td:nth-child(${at + 1})`).allInnerTexts()
  }
  const amounts = (texts: readonly string[]) => texts.map((it) => Number(it.replaceAll(',', '')))

  test('given contracts on several pages, when they are sorted by what is outstanding, then the largest of all comes first', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go('/contracts')
    const { page } = seat
    await page.locator('.rows-table thead tr > *', { hasText: '未到账' }).first().click()
    await seat.settled()
    const rising = amounts(await column(seat, '未到账'))
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
    await page.locator('.rows-table thead tr > *', { hasText: '未到账' }).first().click()
    await seat.settled()
    const falling = amounts(await column(seat, '未到账'))
    expect(falling).toEqual([...falling].sort((a, b) => b - a))
    expect(falling[0]).toBeGreaterThanOrEqual(rising[rising.length - 1])
    expect(page.url()).toContain('sort=-outstanding')
    await seat.keep('lists-sorted')
    await seat.close()
  })

  test('given the rows of a figure, when they are sorted by amount, then the service has them so, whatever page is seen', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go(`/figures/${browsing.fixture.cmc}/invoicedAmount?from=2024-11-01&to=2025-08-31`)
    const { page } = seat
    await page.locator('.rows-table thead tr > *', { hasText: '金额' }).first().click()
    await seat.settled()
    expect(page.url()).toContain('sort=value')
    const rising = amounts(await column(seat, '金额'))
    expect(rising.length).toBeGreaterThan(10)
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
    expect(new Set(rising).size).toBeGreaterThan(5)
    await seat.close()
  })

  test('given a list of two pages that the service does not sort, when it is sorted by day, then all of it is, and no row is lost', async () => {
    const seat = await browsing.sitAs('finance')
    const id = browsing.fixture.cmc
    const asked = await browsing.fixture.get(`/api/platforms/${id}/reconciliation/queues?limit=1000`, 'finance')
    const items = asked.json().items as { id: string; day: string }[]
    await seat.go(`/reconciliation?platform=${id}&view=queues`)
    const { page } = seat
    const head = page.locator('.rows-table thead th', { hasText: '日期' })
    const shown = async () => {
      const days = await column(seat, '日期')
      const rows = page.locator('tbody tr[data-row-key]')
      return (await rows.evaluateAll((all) => all.map((it) => it.getAttribute('data-row-key') ?? ''))).map(
        (key, at) => [key, days[at]] as const,
      )
    }
    const asCame = await shown()
    expect([items.length > asCame.length, await page.locator('nav.pages').count()]).toEqual([true, 1])
    for (const way of ['ascending', 'descending'] as const) {
      await head.click()
      await page.locator('.rows-pages').waitFor()
      await seat.settled()
      expect(await head.getAttribute('aria-sort')).toBe(way)
      const all = await shown()
      await page.locator('.rows-pages .ant-pagination-next').click()
      all.push(...(await shown()))
      const days = items.map((it) => it.day).sort()
      expect(all.map(([, day]) => day)).toEqual(way === 'ascending' ? days : days.reverse())
      expect(new Set(all.map(([key]) => key))).toEqual(new Set(items.map((it) => it.id)))
    }
    // What is chosen is what is seen, and not what stands on the page behind it.
    await page.getByRole('button', { name: '全选本页' }).click()
    const onPage = await page.locator('.choice-box:enabled').count()
    expect(onPage).toBeLessThan(items.length)
    await page.getByRole('button', { name: new RegExp(`^暂缓所选 ${onPage}$`) }).waitFor()
    // Not sorted any more, it is turned by the service again.
    await head.click()
    await page.locator('nav.pages').waitFor()
    await seat.settled()
    expect(await shown()).toEqual(asCame)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('given contracts on several pages, when they are sorted by their warnings, which the service does not, then all are, and a link shows the same', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go('/contracts')
    const { page } = seat
    const asked = await browsing.fixture.get('/api/engagements?limit=1000', 'evaluator')
    const contracts = asked.json().engagements as { contractNo: string; warnings: string[] }[]
    const head = page.locator('.rows-table thead th', { hasText: '疑点' })
    /** Page after page of the list that is here, with what stands below the head. */
    const shown = async () => {
      const all: (readonly [no: string, warnings: string])[] = []
      for (let more = true; more; ) {
        const [numbers, warnings] = [await column(seat, '合同编号'), await column(seat, '疑点')]
        all.push(...numbers.map((no, at) => [no.trim(), warnings[at].trim()] as const))
        const next = page.locator('.rows-pages .ant-pagination-next')
        more = (await next.getAttribute('aria-disabled')) !== 'true'
        if (more) await next.click()
      }
      return all
    }
    let numbers: readonly string[] = []
    for (const way of ['ascending', 'descending']) {
      await head.click()
      await page.locator(`th[aria-sort=${way}]`, { hasText: '疑点' }).waitFor()
      await page.locator('.rows-pages').waitFor()
      await seat.settled()
      const all = await shown()
      expect(all.map(([no]) => no).sort()).toEqual(contracts.map((it) => it.contractNo).sort())
      // Those without a warning are last, whichever way, and each warning's contracts are together.
      const words = all.map(([, it]) => it)
      const bearing = contracts.filter((it) => it.warnings.length > 0).length
      expect(words.indexOf('')).toBe(bearing)
      const sets = words.filter((it, at) => it !== words[at - 1])
      expect(new Set(sets).size).toBe(sets.length)
      numbers = all.map(([no]) => no)
    }
    const address = page.url().slice(page.url().indexOf('#') + 1)
    await seat.open(address)
    await page.locator('.rows-pages').waitFor()
    await seat.settled()
    expect(await column(seat, '合同编号')).toEqual(numbers.slice(0, 50))
    await seat.close()
  })

  test('the columns that matter stand on a laptop without scrolling sideways, and warnings by their names', async () => {
    const seat = await browsing.sitAs('platform')
    await seat.go('/contracts')
    const { page } = seat
    const [inside, whole] = await page.locator('.rows-frame').evaluate((it) => [it.clientWidth, it.scrollWidth])
    await seat.keep('lists-laptop')
    expect(whole).toBeLessThanOrEqual(inside)
    const words = await seat.text()
    expect(words).not.toMatch(/\bW\d{1,2}\b/)
    expect(words).toContain('无佐证')
    expect(await seat.barriers()).toEqual([])
    await seat.close()
  })

  test('given a column was put away, when the page is opened again, then it stays away until it is chosen again', async () => {
    const seat = await browsing.sitAs('platform')
    await seat.go('/contracts')
    const { page } = seat
    const heads = () => page.locator('.rows-table thead').innerText()
    expect(await heads()).toContain('合同名称')
    await page.getByRole('button', { name: /列$/ }).click()
    await page.getByRole('checkbox', { name: '合同名称' }).uncheck()
    await seat.open('/contracts')
    expect(await heads()).not.toContain('合同名称')
    await page.getByRole('button', { name: /列$/ }).click()
    await page.getByRole('button', { name: '恢复默认' }).click()
    expect(await heads()).toContain('合同名称')
    await seat.close()
  })

  test('given two rows are chosen, then their amounts are added up', async () => {
    const seat = await browsing.sitAs('platform')
    await seat.go('/contracts')
    const { page } = seat
    const rows = page.locator('tbody tr[data-row-key]')
    await rows.nth(0).getByRole('checkbox').check()
    await rows.nth(1).getByRole('checkbox').check()
    await page.getByText('已选 2 行').waitFor()
    const received = amounts(await column(seat, '已到账'))
    const said = /已到账 ([\d,.]+)/.exec(await page.locator('.list-chosen').innerText())?.[1] ?? ''
    expect(amounts([said])[0]).toBeCloseTo(received[0] + received[1], 2)
    await seat.keep('lists-chosen')
    await seat.close()
  })

  test('given a list of many columns that nobody named, then its columns are chosen and kept as well, and for itself alone', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go('/figures')
    const { page } = seat
    const heads = () => page.locator('.rows-table thead').innerText()
    expect(await heads()).toContain('合同金额')
    await page.getByRole('button', { name: /列$/ }).click()
    await page.getByRole('checkbox', { name: '合同金额' }).uncheck()
    await seat.open('/figures')
    expect(await heads()).not.toContain('合同金额')
    expect(await page.locator('tfoot tr').first().locator('td').count()).toBe(
      await page.locator('.rows-table thead tr > *').count(),
    )
    await seat.keep('lists-figures-columns')
    await seat.go('/finance')
    expect(await heads()).toContain('合同金额')
    // Six columns and fewer are seen at once.
    await seat.go('/warnings')
    expect(await page.getByRole('button', { name: /列$/ }).count()).toBe(0)
    await seat.close()
  })

  test('given the ranking of platforms, when it is sorted by their names or figures, then each keeps its rank', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go('/desk')
    const { page } = seat
    const table = page.getByRole('region', { name: /各平台/ }).locator('.rows-table')
    const rows = async () => (await table.locator('tbody tr[data-row-key]').allInnerTexts()).sort()
    const before = await rows()
    expect(before.length).toBeGreaterThan(2)
    for (const head of ['平台', '合同金额']) {
      await table.locator('th', { hasText: head }).click()
      await table.locator('th[aria-sort=ascending]', { hasText: head }).waitFor()
      expect(await rows()).toEqual(before)
    }
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('what stands in a tag or a link is sorted by its words, and a column of buttons by nothing', async () => {
    const seat = await browsing.sitAs('evaluator')
    await seat.go('/warnings')
    const { page } = seat
    const counts = page.locator('.rows-table thead tr > *', { hasText: '合同' }).last()
    await counts.click()
    await page.locator('th[aria-sort=ascending]', { hasText: '合同' }).waitFor()
    const rising = (await page.locator('tbody tr[data-row-key] td:last-child').allInnerTexts()).map(Number)
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
    await page.locator('.rows-table thead tr > *').first().click()
    await page.locator('th[aria-sort=ascending]:first-child').waitFor()
    const named = await page.locator('tbody tr[data-row-key] td:first-child').allInnerTexts()
    await page.locator('.rows-table thead tr > *').first().click()
    await page.locator('th[aria-sort=descending]:first-child').waitFor()
    expect(await page.locator('tbody tr[data-row-key] td:first-child').allInnerTexts()).toEqual([...named].reverse())
    await page.getByText(named[0], { exact: true }).last().hover()
    await page.getByRole('tooltip').waitFor()
    await seat.close()
    const office = await browsing.sitAs('administrator')
    await office.go('/accounts')
    const last = office.page.locator('.rows-table thead').first().locator('th').last()
    expect(await last.getAttribute('aria-sort')).toBeNull()
    expect(await office.page.locator('.rows-table thead').first().locator('th[aria-sort]').count()).toBeGreaterThan(4)
    await office.close()
  })

  test('on a phone each contract is a card', async () => {
    const seat = await browsing.sitAs('platform', { size: PHONE })
    await seat.go('/contracts')
    const first = seat.page.locator('.cards > li').first()
    expect(await first.innerText()).toMatch(/委托单位[\s\S]*已到账/)
    expect(await seat.width()).toBe(PHONE.width)
    await seat.page.getByLabel('排序', { exact: true }).selectOption('未到账 ↓')
    await seat.settled()
    const outstanding = amounts(await seat.page.locator('.cards dt:text-is("未到账") + dd').allInnerTexts())
    expect(outstanding.length).toBeGreaterThan(3)
    expect(outstanding.slice(0, -1)).toEqual(outstanding.slice(0, -1).sort((a, b) => b - a))
    expect(seat.page.url()).toContain('sort=-outstanding')
    await seat.keep('lists-phone')
    await seat.close()
  })

  test('given a figure as of an earlier day, when a row is opened, then the contract is seen as of that day', async () => {
    const seat = await browsing.sitAs('evaluator')
    const { instruments } = browsing.fixture
    await seat.go(`/figures/${instruments}/contractAmount?asOf=2025-09-15`)
    const { page } = seat
    expect(await page.locator('.rows-total').innerText()).toMatch(/合计/)
    expect(await page.locator('.rows-table thead').innerText()).toMatch(/合同[\s\S]*合同名称[\s\S]*委托单位/)
    await seat.keep('lists-rows')
    await page.locator('tbody tr[data-row-key] a').first().click()
    await seat.settled()
    expect(page.url()).toContain('asOf=2025-09-15')
    await seat.close()
  })
})
