import { Desk, inBrowser, type Seat, why } from './browser.spec-support'

const SEPTEMBER = 'from=2025-09-01&to=2025-09-30'

inBrowser(`closing a month${why}`, () => {
  let desk: Desk
  const seats: Seat[] = []
  const sit = async (role: 'finance' | 'evaluator', language: 'zh' | 'en' = 'zh') => {
    const seat = await desk.sitAs(role, { language })
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    desk = await Desk.open()
  })
  afterAll(() => desk.close())
  afterEach(async () => {
    const open = seats.splice(0)
    for (const seat of open) await seat.close()
    expect(open.flatMap((it) => it.faults)).toEqual([])
  })

  test('finance reads the bridge and opens a cell to the entries that add up to it', async () => {
    const seat = await sit('finance')
    await seat.go(`/bridge?${SEPTEMBER}&platform=${desk.town.cmc}`)
    // The invoice that turned up late belongs to September: 303,451.64 − 20,000.00 are left of the contract.
    await seat.page.locator('tr', { hasText: 'CMC-051' }).getByRole('button', { name: '283,451.64' }).click()
    const section = seat.page.getByRole('region', { name: '构成此数的记录' })
    await section.getByText('283,451.64').waitFor()
    expect(await section.locator('tbody tr.ant-table-row').count()).toBe(3)
    await seat.go(`/bridge?${SEPTEMBER}&platform=${desk.town.cmc}&by=month&show=all`)
    expect(await seat.barriers()).toEqual([])
    await seat.keep('finance-bridge-months')
  })

  test('the restatement waits; the evaluator approves it; finance proposes October, the evaluator closes it', async () => {
    const finance = await sit('finance')
    await finance.go(`/closing?platform=${desk.town.cmc}&period=2025-09`)
    expect(await finance.barriers()).toEqual([])
    await finance.keep('finance-closing')
    expect(await finance.text()).toContain('重算一致')
    const evaluator = await sit('evaluator')
    await evaluator.go(`/closing?platform=${desk.town.cmc}&period=2025-09`)
    await evaluator.page.getByRole('button', { name: '复核此记录' }).click()
    await evaluator.page.getByText('已复核 演示评价员').waitFor()

    const next = finance.page.getByRole('region', { name: '下一期间' })
    await next.getByRole('heading', { name: /2025-10/ }).waitFor()
    for (let i = 0; i < (await next.getByRole('textbox', { name: /^豁免理由/ }).count()); i++)
      await next
        .getByRole('textbox', { name: /^豁免理由/ })
        .nth(i)
        .fill('次月核对')
    await next.getByRole('button', { name: '申请结账' }).click()
    await finance.page.getByText('待复核', { exact: true }).first().waitFor()
    await evaluator.go(`/closing?platform=${desk.town.cmc}&period=2025-10`)
    await evaluator.page.getByRole('button', { name: '复核结账' }).click()
    await evaluator.page.getByRole('heading', { name: /2025-10 已结账/ }).waitFor()
    expect(await evaluator.text()).toContain('重算一致')
  })

  test('in English too, without a word left out', async () => {
    const seat = await sit('finance', 'en')
    for (const place of ['/bridge', '/closing']) {
      await seat.go(`${place}?${SEPTEMBER}&platform=${desk.town.cmc}&period=2025-09`)
      expect((await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g)).toBeNull()
      expect(await seat.barriers()).toEqual([])
      await seat.keep(`finance-en${place}`)
    }
  })
})
