import { randomUUID } from 'node:crypto'
import { engagementStream } from '@pilot-ledger/engagements'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'
import { attach, scanOf, upload } from './papers.spec-support'

const SEPTEMBER = 'from=2025-09-01&to=2025-09-30'

inBrowser(`closing a month${why}`, () => {
  let browsing: Browsing
  const seats: Seat[] = []
  const sit = async (role: 'finance' | 'evaluator', language: 'zh' | 'en' = 'zh') => {
    const seat = await browsing.sitAs(role, { language })
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    const open = seats.splice(0)
    for (const seat of open) await seat.close()
    expect(open.flatMap((it) => it.faults)).toEqual([])
  })

  test('finance reads the bridge and opens a cell to the entries that add up to it', async () => {
    const seat = await sit('finance')
    await seat.go(`/bridge?${SEPTEMBER}&platform=${browsing.fixture.cmc}`)
    // The invoice that turned up late belongs to September: 303,451.64 − 20,000.00 are left of the contract.
    await seat.page.locator('tr', { hasText: 'CMC-051' }).getByRole('button', { name: '283,451.64' }).click()
    const section = seat.page.getByRole('region', { name: '构成此数的记录' })
    await section.getByText('283,451.64').waitFor()
    expect(await section.locator('tbody tr[data-row-key]').count()).toBe(3)
    await seat.go(`/bridge?${SEPTEMBER}&platform=${browsing.fixture.cmc}&by=month&show=all`)
    expect(await seat.barriers()).toEqual([])
    await seat.keep('finance-bridge-months')
  })

  /** What a clerk records between the two persons of a close. */
  const invoiceInOctober = async () => {
    const stream = engagementStream(engagementIdOf(browsing.fixture.cmc, 'CMC-051'))
    const { head } = await browsing.fixture.ledger.log.readStream(stream)
    const invoice = { kind: 'digital', number: '25442000000000999999' }
    const data = { invoice, share: '777.03', total: '777.03', tax: '0.00', issuedOn: '2025-10-30' }
    const metadata = { actor: '登记员', correlationId: 'c' }
    await browsing.fixture.ledger.log.append(stream, head, [
      { id: randomUUID(), type: 'InvoiceIssued', version: 1, data: data as never, metadata },
    ])
  }

  test('the restatement waits; the evaluator approves it; finance proposes October, the evaluator closes it', async () => {
    const finance = await sit('finance')
    await finance.go(`/closing?platform=${browsing.fixture.cmc}&period=2025-09`)
    expect(await finance.barriers()).toEqual([])
    await finance.keep('finance-closing')
    expect(await finance.text()).toContain('复算相符')
    const evaluator = await sit('evaluator')
    await evaluator.go(`/closing?platform=${browsing.fixture.cmc}&period=2025-09`)
    await evaluator.page.getByRole('button', { name: '复核此记录' }).click()
    await evaluator.page.getByText('已复核 演示评价员').waitFor()

    const next = finance.page.getByRole('region', { name: '下一期间' })
    await next.getByRole('heading', { name: /2025-10/ }).waitFor()
    for (let i = 0; i < (await next.getByRole('textbox', { name: /^暂缓说明/ }).count()); i++)
      await next
        .getByRole('textbox', { name: /^暂缓说明/ })
        .nth(i)
        .fill('次月核对')
    await next.getByRole('button', { name: '申请结账' }).click()
    await finance.page.getByText('待复核', { exact: true }).first().waitFor()
    await evaluator.go(`/closing?platform=${browsing.fixture.cmc}&period=2025-10`)
    const approve = evaluator.page.getByRole('button', { name: '复核结账' })
    expect(await approve.isEnabled()).toBe(true)
    // One more comes before the second person signs: it is shown, and nothing is signed until it was seen.
    await invoiceInOctober()
    await evaluator.go(`/closing?platform=${browsing.fixture.cmc}&period=2025-10`)
    await evaluator.page.getByText('申请之后另有 1 条记录').waitFor()
    await evaluator.page.getByText('777.03').first().waitFor()
    expect(await approve.isEnabled()).toBe(false)
    expect(await evaluator.barriers()).toEqual([])
    await evaluator.keep('evaluator-close-since-proposal')
    await evaluator.page.getByRole('checkbox', { name: /已阅至序号/ }).check()
    await approve.click()
    await evaluator.page.getByRole('heading', { name: /2025-10 已结账/ }).waitFor()
    const words = await evaluator.text()
    expect(words).toContain('复算相符')
    expect(words).toContain('复核人已阅至序号')
    // September was restated after it was closed: what was carried over says so.
    expect(words).toContain('上期（2025-09）结转')
    await evaluator.keep('evaluator-close-carried-over')
  })

  test('what is open is gone through by keys with its paper beside it, or the word that there is none', async () => {
    const { fixture } = browsing
    const window = 'from=2025-09-01&to=2025-09-30'
    const { items } = (
      await fixture.get(`/api/platforms/${fixture.instruments}/closing-checklist?${window}`, 'finance')
    ).json()
    type Example = { zh: string; entry: string; engagement?: string }
    const of = (item: string) => items.find((it: { item: string }) => it.item === item).examples as Example[]
    const [first, second] = of('unmatchedInvoice')
    const paper = await upload(fixture, '九月发票.pdf', await scanOf(2))
    await attach(fixture, String(first.engagement), { ...paper, entry: first.entry })

    const seat = await sit('finance')
    const { page } = seat
    await seat.go(`/closing?platform=${fixture.instruments}`)
    const pane = page.getByRole('region', { name: '佐证材料' })
    const chosen = page.locator('.point[aria-current="true"]')
    await page.locator('.point', { hasText: '九月发票.pdf' }).first().waitFor()
    const before = await page.locator('.point').allInnerTexts()
    const no = before.findIndex((it) => it.includes('九月发票.pdf'))
    for (let i = 0; i <= no; i++) await page.keyboard.press('ArrowDown')
    expect(await chosen.innerText()).toContain(first.zh)
    await page.keyboard.press('v')
    await pane.getByRole('img', { name: '第 1 页，共 2 页' }).waitFor()
    const head = await pane.locator('.paper-head').innerText()
    for (const part of ['九月发票.pdf', first.zh, '本记录材料']) expect(head).toContain(part)
    await seat.settled()
    await seat.keep('finance-closing-paper')
    expect(await seat.barriers()).toEqual([])
    await page.keyboard.press('ArrowDown')
    expect(await chosen.innerText()).toContain(second.zh)
    await page.keyboard.press('ArrowUp')
    await pane.getByRole('img', { name: '第 1 页，共 2 页' }).waitFor()
    await page.keyboard.press('Escape')
    await pane.waitFor({ state: 'detached' })
    // Why the close cannot be proposed stands beside the button, and leads to where it is settled.
    const notYet = page.getByRole('status').filter({ hasText: '尚不能申请结账' })
    const open = items.filter((it: { open: number }) => it.open > 0) as { item: string; zh: string; open: number }[]
    expect(open.length).toBeGreaterThan(1)
    for (const it of open) expect(await notYet.innerText()).toContain(`${it.zh} ${it.open}`)
    expect(await page.getByRole('button', { name: '申请结账' }).isDisabled()).toBe(true)
    expect(await seat.width()).toBe(await page.evaluate('innerWidth'))
    const invoices = open.find((it) => it.item === 'unmatchedInvoice')
    await notYet.getByRole('link', { name: `${invoices?.zh} ${invoices?.open}` }).click()
    await page.getByRole('columnheader', { name: '事项' }).waitFor()
    expect(page.url()).toContain(`platform=${fixture.instruments}&view=queues&queue=unmatchedInvoice`)
  })

  test('in English too, without a word left out', async () => {
    const seat = await sit('finance', 'en')
    for (const place of ['/bridge', '/closing']) {
      await seat.go(`${place}?${SEPTEMBER}&platform=${browsing.fixture.cmc}&period=2025-09`)
      expect((await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g)).toBeNull()
      expect(await seat.barriers()).toEqual([])
      await seat.keep(`finance-en${place}`)
    }
  })
})
