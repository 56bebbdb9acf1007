import { readFileSync } from 'node:fs'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

const WINDOW = 'from=2024-11-01&to=2025-08-31'

inBrowser(`those who read${why}`, () => {
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

  test('an evaluator opens a figure to its rows and a row to its entry', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/figures?${WINDOW}`)
    await page.getByRole('link', { name: '9,116,800.00' }).first().click()
    await page.getByRole('heading', { name: /合同金额/ }).waitFor()
    await seat.settled()
    expect(await page.locator('.total').innerText()).toContain('9,116,800.00')
    const contract = page.locator('tbody a').first()
    const number = await contract.innerText()
    await contract.click()
    await page.getByRole('heading', { name: new RegExp(number) }).waitFor()
    expect(await page.locator('.entry.chosen').count()).toBe(1)
  })

  test('an evaluator asks how it stood on the letter’s day, by the calendar and by the slider', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/figures?${WINDOW}&asOf=2025-03-31`)
    expect(await seat.text()).toContain('截至第 157 条记录')
    expect(await page.getByRole('link', { name: '3,640,261.51' }).count()).toBe(1)
    await page.getByRole('slider').focus()
    await page.getByRole('slider').press('End')
    await page.getByRole('link', { name: '9,116,800.00' }).first().waitFor()
  })

  test('an evaluator compares two moments: the entries add up to the difference', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/changes?${WINDOW}&platform=${browsing.fixture.instruments}&since=2025-03-31`)
    const amount = seat.page.locator('.sheet', { hasText: '合同金额' }).first()
    const text = await amount.innerText()
    expect(text).toContain('3,640,261.51')
    expect(text).toContain('9,116,800.00')
    // 9,116,800.00 − 3,640,261.51
    expect(text).toContain('5,476,538.49')
    expect(text).toMatch(/逐笔合计 ✓/)
  })

  test('an evaluator who has chosen no moment yet begins with the end of last month', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    await seat.go(`/changes?${WINDOW}&platform=${browsing.fixture.instruments}`)
    await page.getByRole('button', { name: '与上月末比' }).click()
    await seat.settled()
    // The first of this month in Shanghai, which has no summer time, less a day.
    const now = new Date(Date.now() + 8 * 3_600_000)
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString().slice(0, 10)
    expect(page.url()).toContain(`since=${last}`)
    expect(await page.getByLabel('较早').inputValue()).toBe(last)
  })

  test('the letter’s figures agree with the ledger, at the letter’s precision', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/letter?${WINDOW}`)
    const verdicts = await seat.page.locator('tbody .tag').allInnerTexts()
    expect(verdicts).toEqual(Array(22).fill('相符'))
    expect(await seat.text()).toContain('911.68 万元')
  })

  test('warnings are a work list that leads to the contracts', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go('/warnings')
    const row = seat.page.locator('tr', { hasText: '关联方' })
    const count = Number(await row.locator('a').innerText())
    await row.locator('a').click()
    await seat.page.getByRole('heading', { name: '合同清单' }).waitFor()
    await seat.settled()
    expect(await seat.page.locator('tbody tr[data-row-key]').count()).toBe(count)
  })

  test('finance sees totals that tie, in 元 and in 万元 with the remainder, and takes the table along', async () => {
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(`/finance?${WINDOW}`)
    expect(await page.getByText('一致', { exact: true }).count()).toBe(4)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /CSV/ }).click()])
    const csv = readFileSync((await file.path()) as string, 'utf8')
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(csv).toContain('9116800.00,')
    expect(csv).toContain('20630000.00,')
    expect(csv).toContain('统计期 2024-11-01 至 2025-08-31')
    await page.getByText('万元', { exact: true }).click()
    expect(await page.getByRole('link', { name: '911.68', exact: true }).count()).toBe(1)
    await page.getByText('元', { exact: true }).first().click()
    for (const by of ['client', 'month']) {
      await seat.go(`/finance?${WINDOW}&by=${by}&platform=${browsing.fixture.instruments}`)
      expect([by, await page.getByText('一致', { exact: true }).count()]).toEqual([by, 4])
    }
  })

  test('what an evaluator opened stands in the access log that the administrator reads', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/figures/${browsing.fixture.cmc}/clients?${WINDOW}`)
    await seat.close()
    seat = await browsing.sitAs('administrator')
    await seat.go('/access-log')
    expect(await seat.text()).toMatch(/演示评价员[\s\S]*统计数的明细 · 客户数/)
  })

  test('takes the workbook of the window along', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/figures/${browsing.fixture.instruments}?${WINDOW}`)
    const [file] = await Promise.all([
      seat.page.waitForEvent('download'),
      seat.page.getByRole('link', { name: '下载 Excel' }).click(),
    ])
    // A zip, as every workbook is.
    expect(
      readFileSync((await file.path()) as string)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
  })

  test('paper: A4, with heading, window and cut, without buttons', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go(`/figures?${WINDOW}`)
    const pdf = await seat.page.pdf({ preferCSSPageSize: true })
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'))
    // A4 across: 297 × 210 mm in points.
    expect([Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))]).toEqual([842, 595])
    await seat.page.emulateMedia({ media: 'print' })
    expect(await seat.page.getByRole('heading', { name: '各平台统计' }).isVisible()).toBe(true)
    expect(await seat.page.getByText('统计期 2024-11-01 至 2025-08-31').first().isVisible()).toBe(true)
    expect(await seat.page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
    expect(await seat.page.locator('.ant-layout-header').isVisible()).toBe(false)
  })

  test('paper: no column is cut off, however many there are', async () => {
    seat = await browsing.sitAs('evaluator')
    // A4 across less its margins: 273 mm at 96 dots an inch.
    for (const place of [
      `/contracts?platform=${browsing.fixture.instruments}`,
      `/figures?${WINDOW}`,
      `/finance?${WINDOW}`,
      '/letter',
    ]) {
      await seat.go(place)
      await seat.page.emulateMedia({ media: 'print' })
      await seat.page.setViewportSize({ width: 1032, height: 700 })
      expect([place, await seat.widest('.rows-frame')]).toEqual([place, 0])
      await seat.keep(`paper${place.split('?')[0]}`)
      await seat.page.emulateMedia({ media: 'screen' })
      await seat.page.setViewportSize({ width: 1366, height: 768 })
    }
  })
})
