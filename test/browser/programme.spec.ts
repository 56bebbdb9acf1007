import { readFileSync } from 'node:fs'
import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

const WINDOW = 'from=2024-11-01&to=2025-08-31'

inBrowser(`the bureau and its programme${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('registers with their counts, each open to its rows, and a row to its entries', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/programme?${WINDOW}`)
    await seat.keep('programme-overview')
    const row = page.getByRole('row', { name: /揭榜挂帅需求/ })
    expect(await row.innerText()).toMatch(/揭榜撮合\s+55[\s\S]*经费支持\s+15/)
    await row.getByRole('link', { name: '15', exact: true }).click()
    await page.getByRole('heading', { name: '揭榜挂帅需求' }).waitFor()
    await seat.settled()
    expect(await page.locator('tbody tr[data-row-key]').count()).toBe(15)
    await page.locator('tbody button').first().click()
    await page
      .getByRole('dialog')
      .getByText(/第 \d+ 条 · /)
      .first()
      .waitFor()
    await seat.keep('programme-item')
    expect(await page.getByRole('dialog').innerText()).toMatch(/揭榜撮合[\s\S]*经费支持/)
  })

  test('a figure of the programme opens to the rows that it counts', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/programme?${WINDOW}`)
    await seat.page.locator('.programme-figures').getByRole('link', { name: '17', exact: true }).click()
    await seat.page.getByRole('heading', { name: /明细/ }).waitFor()
    await seat.settled()
    expect(await seat.page.locator('tbody tr[data-row-key]').count()).toBe(17)
    await seat.keep('programme-rows')
  })

  test('each register and the list of all entries, without barriers, without jumps', async () => {
    seat = await browsing.sitAs('administrator')
    const wrong: string[] = []
    for (const place of [
      '/programme',
      ...[
        'call',
        'application',
        'nomination',
        'demand',
        'listing',
        'member',
        'element',
        'upgrade',
        'policy',
        'town',
      ].map((it) => `/programme/registers/${it}`),
      '/programme/entries',
      '/programme/figures/recognisedPlatforms',
      '/programme/figures/sharedEntries',
      '/targets',
    ]) {
      await seat.go(place)
      await seat.keep(`programme-administrator${place}`)
      for (const it of await seat.barriers()) wrong.push(`${place}: ${it}`)
      const shift = await seat.shift()
      if (shift > 0.1) wrong.push(`${place}: jumps by ${shift.toFixed(3)}`)
      const text = await seat.text()
      for (const key of text.match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g) ?? [])
        wrong.push(`${place}: untranslated ${key}`)
    }
    expect(wrong).toEqual([])
  })

  test('targets stand beside their figures: ten platforms not yet reached, three so far', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/targets?${WINDOW}`)
    await seat.keep('programme-targets')
    const row = seat.page.getByRole('row', { name: /≥ 10/ })
    expect(await row.innerText()).toContain('还差 7')
    await row.getByRole('link', { name: '3', exact: true }).click()
    await seat.page.getByRole('heading', { name: /明细/ }).waitFor()
    await seat.settled()
    expect(await seat.page.locator('tbody tr[data-row-key]').count()).toBe(3)
  })

  test('the letter’s twenty-two statements in their order agree, each open to its rows', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/letter?${WINDOW}`)
    await seat.keep('programme-letter')
    const numbers = await page.locator('tbody tr[data-row-key] td:first-child').allInnerTexts()
    expect(numbers).toEqual(Array.from({ length: 22 }, (_, i) => `F${i + 1}`))
    expect(await page.locator('tbody .tag').allInnerTexts()).toEqual(Array(22).fill('相符'))
    await page.getByRole('row', { name: /^F17 / }).getByRole('link', { name: '55' }).click()
    await page.getByRole('heading', { name: /明细/ }).waitFor()
    await seat.settled()
    expect(await page.locator('.total').innerText()).toContain('55')
  })

  test('without a window chosen, the letter is read by its own days: first recognition to publication', async () => {
    seat = await browsing.sitAs('finance', { language: 'en' })
    await seat.go('/letter')
    await seat.keep('programme-letter-own-days')
    expect(await seat.text()).toContain('Window 2024-11-01 to 2025-09-15')
    expect(await seat.text()).toContain('22 statements')
    expect(await seat.shift()).toBeLessThan(0.1)
    expect(await seat.barriers()).toEqual([])
  })

  test('the other way round: a reply written from the ledger with footnotes, as text and as Word', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/letter?${WINDOW}&view=reply`)
    await page.locator('article h2').waitFor()
    await seat.keep('programme-reply')
    const article = page.locator('article')
    // Copied, it says what the ledger says: no footnote's number grows on to one of the letter.
    await page.evaluate("getSelection().selectAllChildren(document.querySelector('.programme-reply article'))")
    const copied = String(await page.evaluate('getSelection().toString()'))
    const { fixture } = browsing
    const programme = (await fixture.get('/api/programmes', 'evaluator')).json().programmes[0].id
    const told = await fixture.get(`/api/programmes/${programme}/letter.txt?${WINDOW}`, 'evaluator')
    const plain = (it: string) => it.replace(/\s/g, '')
    expect(plain(copied)).toBe(plain(told.body.split('\n\n')[0].replace(/\[\d+\]/g, '')))
    expect(await article.innerText()).toMatch(/911\.68\s*万元/)
    const notes = await page.locator('.programme-reply ol li').count()
    expect(await article.locator('sup').count()).toBe(notes)
    expect(await seat.barriers()).toEqual([])
    for (const [name, starts] of [
      [/\.txt/, '中山'],
      [/\.docx/, 'PK'],
    ] as const) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
      expect(readFileSync((await file.path()) as string).toString()).toMatch(new RegExp(`^${starts}`))
    }
  })

  test('a platform’s clerk sees what is published of the own platform, and no other’s money', async () => {
    seat = await browsing.sitAs('platform')
    await seat.go(`/letter?${WINDOW}`)
    expect(await seat.text()).toContain('911.68 万元')
    expect(await seat.text()).not.toContain('2063')
    await seat.go(`/programme?${WINDOW}`)
    expect(await seat.page.getByRole('link', { name: /登记：/ }).count()).toBe(0)
  })

  test('an administrator posts a demand and takes it on; what is refused is said at its field', async () => {
    seat = await browsing.sitAs('administrator')
    const { page } = seat
    await seat.go('/programme/registers/demand')
    await page.getByRole('button', { name: /登记：/ }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('榜单编号').fill('JB-示例-900')
    await form.getByLabel('需求名称').fill('高精度减速器寿命试验')
    await form.getByLabel('发榜日期').fill('2025-13')
    await form.getByRole('button', { name: /^登记/ }).click()
    await form.locator('.ant-form-item-explain-error').first().waitFor()
    await seat.keep('programme-refused')
    await form.getByLabel('发榜日期').fill('2025-06')
    await form.getByRole('button', { name: /^登记/ }).click()
    await page.getByText(/^登记 .*：已完成$/).waitFor()
    await page.getByLabel('按编号、名称、单位筛选').fill('减速器寿命')
    await page.getByRole('button', { name: 'JB-示例-900' }).click()
    const item = page.getByRole('dialog')
    // Funded needs matched: the service says so.
    await item.getByRole('button', { name: '经费支持' }).click()
    await item.getByRole('button', { name: '登记 经费支持' }).click()
    await item
      .getByText(/撮合成功的需求方可/)
      .first()
      .waitFor()
    await item.getByRole('button', { name: '揭榜撮合', exact: true }).click()
    await item.getByRole('button', { name: '登记 揭榜撮合' }).click()
    await item.locator('.entry', { hasText: '揭榜撮合' }).waitFor()
    await seat.keep('programme-matched')
    await seat.settled()
    expect(await page.locator('tbody tr[data-row-key]').innerText()).toMatch(/揭榜撮合/)
  })

  test('a wrong town is warned of, and corrected with a reason', async () => {
    seat = await browsing.sitAs('administrator')
    const { page } = seat
    await seat.go('/programme/registers/town')
    await page.getByRole('button', { name: /登记：/ }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('镇街名称').fill('示例镇')
    await form.getByLabel('设立日期').fill('2020-01')
    await form.getByRole('button', { name: /^登记/ }).click()
    await page.getByText(/^登记 .*：已完成$/).waitFor()
    await page.getByRole('button', { name: '示例镇' }).click()
    const item = page.getByRole('dialog')
    await item.getByRole('button', { name: '更正' }).first().click()
    await item.getByLabel('设立日期').fill('2020-03')
    await item.getByLabel('理由').fill('填写有误')
    await item.getByRole('button', { name: '更正' }).last().click()
    await page.locator('tr', { hasText: '示例镇' }).getByText('2020-03').waitFor()
  })

  test('a platform below the threshold and a town off the list are warned of, each with its place', async () => {
    seat = await browsing.sitAs('administrator')
    const { page } = seat
    const { instruments } = browsing.fixture
    await seat.go('/programme')
    expect(await seat.text()).toContain('没有提醒')
    // 3 in the library, 2 of them taken out: 1, fewer than 2. And a town that no list has.
    const recorded = await page.evaluate(`(async () => {
      const post = (path, body) => fetch('./api/' + path, { method: 'POST', body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': path } }).then((it) => it.status)
      const platform = await (await fetch('./api/platforms/${instruments}')).json()
      const library = platform.memberships.libraryProject.inForce.slice(0, 2)
      const { programmes } = await (await fetch('./api/programmes')).json()
      const said = []
      for (const { key } of library)
        said.push(await post('platforms/${instruments}/library-projects/' + encodeURIComponent(key) + '/end', { on: '2025-11-01', reason: '出库' }))
      said.push(await post('programmes/' + programmes[0].id + '/applications', { key: '2025-90', title: '示例平台', call: '2025',
        party: { id: { scheme: 'uscc', value: '913502000728319549' }, name: '示例科技有限公司' }, town: '无名镇', on: '2025-08-20' }))
      return said
    })()`)
    expect(recorded).toEqual([201, 201, 201])
    await page.reload()
    await page.getByRole('link', { name: '2025-90' }).waitFor()
    await seat.settled()
    await seat.keep('programme-warnings')
    const warnings = page.locator('section', { hasText: '提醒' })
    expect(await warnings.innerText()).toMatch(/不足每家 2/)
    expect(await warnings.innerText()).toContain('无名镇')
    await page.getByRole('link', { name: '2025-90' }).click()
    await page.getByRole('dialog').getByText('示例科技有限公司').waitFor()
  })

  test('an old entry is changed by two: an administrator asks, an evaluator agrees', async () => {
    seat = await browsing.sitAs('administrator')
    const { page } = seat
    await seat.go('/programme/registers/policy')
    await page.locator('tbody tr[data-row-key] button').first().click()
    const item = page.getByRole('dialog')
    await item.getByRole('button', { name: '更正' }).first().click()
    await item.getByLabel('名称').fill('示例：更正后的政策名称')
    await item.getByLabel('理由').fill('名称填写有误')
    await item.getByRole('button', { name: '更正' }).last().click()
    await item.getByRole('button', { name: '提交复核申请' }).click()
    await page.getByText('已提交，待他人复核后生效').waitFor()
    await seat.close()
    const evaluator = await browsing.sitAs('evaluator')
    await evaluator.go('/programme')
    await evaluator.keep('programme-proposal')
    await evaluator.page.getByText('示例：更正后的政策名称').waitFor()
    await evaluator.page.getByRole('button', { name: '复核通过' }).click()
    await evaluator.page.getByText('复核通过：已完成', { exact: true }).waitFor()
    await evaluator.go('/programme/registers/policy')
    await evaluator.page.getByRole('cell', { name: '示例：更正后的政策名称' }).waitFor()
    expect(evaluator.faults).toEqual([])
    seat = evaluator
  })

  test('on a phone nothing is wider than the screen', async () => {
    seat = await browsing.sitAs('evaluator', { size: PHONE })
    for (const place of [
      '/programme',
      '/programme/registers/application',
      '/targets',
      '/letter',
      '/letter?view=reply',
    ]) {
      await seat.go(place)
      await seat.keep(`programme-phone${place}`)
      expect([place, await seat.width()]).toEqual([place, PHONE.width])
    }
  })
})
