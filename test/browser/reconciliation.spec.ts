import { Desk, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`finance at the bank’s lines${why}`, () => {
  let desk: Desk
  let seat: Seat
  beforeAll(async () => {
    desk = await Desk.open()
  })
  afterAll(() => desk.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  const yuan = (it: string) => BigInt(it.replace('.', ''))
  const place = (more = '') => `/reconciliation?platform=${desk.town.instruments}${more}`
  const queues = async () => {
    const { instruments: id } = desk.town
    return (await desk.town.get(`/api/platforms/${id}/reconciliation/queues`, 'finance')).json()
  }

  test.each([
    ['zh', ''],
    ['en', ''],
    ['zh', '&view=matches'],
    ['en', '&view=matches'],
    ['zh', '&view=queues'],
    ['en', '&view=queues'],
    ['zh', '&view=statements'],
    ['en', '&view=statements'],
  ] as const)('in %s the view %j is complete, without barriers, and nothing jumps', async (language, view) => {
    seat = await desk.sitAs('finance', { language, size: LAPTOP })
    await seat.go(place(view))
    await seat.keep(`reconciliation-${language}${view}`)
    expect((await seat.text()).match(/\b(bank|queue)\.[a-zA-Z.]+/g)).toBeNull()
    expect(await seat.barriers()).toEqual([])
    expect(await seat.shift()).toBeLessThan(0.1)
  })

  test('on a phone nothing is wider than the screen', async () => {
    seat = await desk.sitAs('finance', { size: PHONE })
    for (const view of ['', '&view=matches', '&view=queues', '&view=statements']) {
      await seat.go(place(view))
      await seat.keep(`reconciliation-phone${view}`)
      expect([view, await seat.width()]).toEqual([view, PHONE.width])
    }
  })

  test('chooses a line, its candidate by a digit, confirms with Enter and takes it back with u', async () => {
    seat = await desk.sitAs('finance')
    const { page } = seat
    await seat.go(place())
    const before = await queues()
    // The receipt that lost 0.05 on its way: the nearest entry is its own payment.
    const short = page.locator('.bank-row', { hasText: 'JMHD-' }).first()
    await short.click()
    await page.keyboard.press('1')
    expect(await page.locator('.bank-differs').innerText()).toContain('-0.05')
    await page.keyboard.press('Enter')
    await page.getByText('已登记').first().waitFor()
    await seat.settled()
    // Matched for what both have; the ledger's 0.05 more stays open.
    const matched = await queues()
    expect(yuan(matched.proof.matched) - yuan(before.proof.matched)).toBe(15_015_497n)
    expect(matched.counts.underpaid.open).toBe(before.counts.underpaid.open)
    await page.locator('.bank-row').first().click()
    await page.keyboard.press('u')
    // The short receipt is back in the list.
    await short.waitFor()
    expect((await queues()).proof).toEqual(before.proof)
  })

  test('any match, not only the last, is undone from the list of matches with a reason', async () => {
    seat = await desk.sitAs('finance')
    const { page } = seat
    const before = await queues()
    await seat.go(place('&view=matches'))
    const undo = page.getByRole('button', { name: /^撤销 / })
    expect(await undo.first().isDisabled()).toBe(true)
    await page.getByLabel('理由').fill('误配')
    const rows = await undo.count()
    await undo.first().click()
    await page.getByText('已登记').first().waitFor()
    await seat.settled()
    expect(await undo.count()).toBe(rows - 1)
    const after = await queues()
    expect(yuan(after.proof.matched) < yuan(before.proof.matched)).toBe(true)
    await seat.go(place())
    await page.getByRole('button', { name: '按规则匹配' }).click()
    await page.getByText('已登记').first().waitFor()
    await seat.settled()
    expect((await queues()).proof).toEqual(before.proof)
  })

  test('a platform’s clerk tries a statement that does not tie, then brings the one that does; matching is not his', async () => {
    seat = await desk.sitAs('platform')
    const { page } = seat
    await seat.go(place('&view=statements'))
    expect(await page.getByText('逐笔匹配').count()).toBe(0)
    const head = '交易日期,收入金额,支出金额,账户余额,对方户名,交易流水号,摘要'
    const file = (lines: readonly string[]) => ({
      name: '九月.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([head, ...lines].join('\n')),
    })
    const input = page.locator('input[type=file]')
    const good = ['2025-09-01,100.00,,1415195.56,某公司,S-1,货款', '2025-09-30,,15.00,1415180.56,演示银行,S-2,费']
    await input.setInputFiles(file([good[0], good[1].replace('180.56', '180.57')]))
    await page.getByText('第 3 行的余额与上一行余额加发生额不符').waitFor()
    await page.getByText('行 3 · 所列 1415180.57 · 应为 1415180.56').waitFor()
    const record = page.getByRole('button', { name: /导\s*入/ }).last()
    expect(await record.isDisabled()).toBe(true)
    await input.setInputFiles(file(good))
    await page.getByText('2025-09-01 至 2025-09-30，2 笔').waitFor()
    await record.click()
    await page.getByRole('cell', { name: '九月.csv' }).waitFor()
    await seat.settled()
    expect(await page.locator('tbody').last().innerText()).toContain('1,415,180.56')
    await input.setInputFiles(file(good))
    await page.getByText('该文件已导入过').waitFor()
  })
})
