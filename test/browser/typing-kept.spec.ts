import { Browsing, daysAgo, inBrowser, type Seat, why } from './browser.spec-support'

/** A number of a slip that no contract of the demonstration bears. */
const SLIP = 'HD20261124-0901'
const fen = (amount: string) => BigInt(amount.replace('.', ''))

interface Listed {
  readonly id: string
  readonly contractNo: string
  readonly state: string
  readonly invoiced: string
  readonly received: string
}
interface Invoice {
  readonly left: string
}

inBrowser(`what is typed${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  // Each story takes what the ones before it left: its own contract that still has something open.
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())
  beforeEach(async () => {
    seat = await browsing.sitAs('platform')
  })
  afterEach(() => seat.close())

  const get = async (path: string) => (await browsing.fixture.get(path, 'evaluator')).json()
  const entriesOf = async (id: string) => (await get(`/api/engagements/${id}/entries`)).entries
  /** A contract of the clerk's own list with one invoice, of which something is open. */
  const withOneOpenInvoice = async () => {
    await seat.go('/contracts')
    const rows = await seat.page.locator('tbody a[href*="/contracts/"]').allInnerTexts()
    const { engagements } = await get('/api/engagements?order=newest&limit=200')
    for (const it of (engagements as Listed[]).filter((it) => rows.includes(it.contractNo) && it.state === 'active')) {
      const open = fen(it.invoiced) - fen(it.received)
      const { invoices } = await get(`/api/engagements/${it.id}`)
      if ((invoices as Invoice[]).length === 1 && open > 0n) return { ...it, open }
    }
    throw new Error('the demonstration has no contract with one open invoice')
  }
  const drawer = () => seat.page.locator('.ant-drawer')
  const gone = () => drawer().waitFor({ state: 'detached' })
  const open = async (contractNo: string) => {
    await seat.page.getByRole('link', { name: contractNo, exact: true }).click()
    await seat.page.getByRole('heading', { name: new RegExp(contractNo) }).waitFor()
  }
  const slip = () => seat.page.getByLabel('银行回单号')

  test('a payment is three clicks and the number of its slip: who paid, how much and today stand there', async () => {
    const { page } = seat
    const { id, contractNo, open: expected } = await withOneOpenInvoice()
    await page.getByRole('link', { name: contractNo, exact: true }).click()
    await page.getByRole('button', { name: '到账', exact: true }).click()
    await slip().fill(SLIP)
    await seat.keep('payment-filled-in')
    expect(await seat.barriers()).toEqual([])
    await drawer().locator('button[type=submit]').click()
    await gone()
    await seat.settled()
    const { type, data } = (await entriesOf(id)).at(-1)
    const { client } = await get(`/api/engagements/${id}`)
    expect([type, data.bankReference, data.payer, data.receivedOn]).toEqual([
      'PaymentReceived',
      SLIP,
      client,
      daysAgo(0),
    ])
    expect([fen(data.share), fen(data.total)]).toEqual([expected, expected])

    // Taken back as what it is: a void, with its reason.
    await seat.keep('just-recorded')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '撤销（作废，须写理由）' }).click()
    await page.locator('#reason').fill('录错合同')
    await drawer().locator('button[type=submit]').click()
    await gone()
    await seat.settled()
    expect((await entriesOf(id)).at(-1)).toMatchObject({ type: 'EntryVoided', data: { reason: '录错合同' } })
    expect(await page.getByRole('button', { name: '撤销（作废，须写理由）' }).count()).toBe(0)
    expect(seat.faults).toEqual([])
  })

  test('a share that is typed anew takes the total along, until that is typed by itself', async () => {
    const { page } = seat
    const { contractNo } = await withOneOpenInvoice()
    await open(contractNo)
    await page.getByRole('button', { name: '到账', exact: true }).click()
    const [share, total] = [page.getByLabel('本合同份额'), page.getByLabel('回单金额')]
    await share.fill('12.5')
    expect(await total.inputValue()).toBe('12.5')
    // By keys alone: the total is typed into while the share is written out, and neither disturbs the other.
    await share.focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('20')
    await page.keyboard.press('Tab')
    expect([await share.inputValue(), await total.inputValue()]).toEqual(['12.50', '20.00'])
    await share.fill('13')
    expect(await total.inputValue()).toBe('20.00')
  })

  test('Esc, leaving and the end of the session lose nothing; recorded it is gone', async () => {
    const { page } = seat
    const { id, contractNo } = await withOneOpenInvoice()
    const before = (await entriesOf(id)).length
    await open(contractNo)
    await page.getByRole('button', { name: '到账', exact: true }).click()
    await slip().focus()
    await page.keyboard.type(SLIP)
    await page.keyboard.press('Escape')
    await gone()
    // Offered where it was typed, and from everywhere.
    await page.getByRole('button', { name: '继续填写' }).waitFor()
    await seat.keep('draft-offered')
    expect(await seat.barriers()).toEqual([])

    await seat.go('/figures')
    await page.getByRole('button', { name: '未登记的草稿 1' }).click()
    await page.getByRole('menuitem', { name: new RegExp(contractNo) }).click()
    await page.getByRole('button', { name: '继续填写' }).click()
    expect(await slip().inputValue()).toBe(SLIP)
    await drawer()
      .getByText(/已填回 .* 未登记的内容/)
      .waitFor()

    // The session ends under the form, which is told when it is sent.
    await seat.context.clearCookies()
    await drawer().locator('button[type=submit]').click()
    await page.getByRole('button', { name: '平台登记员' }).click()
    await page.getByRole('button', { name: '继续填写' }).click()
    expect(await slip().inputValue()).toBe(SLIP)
    expect((await entriesOf(id)).length).toBe(before)
    await drawer().locator('button[type=submit]').click()
    await gone()
    await seat.settled()
    expect((await entriesOf(id)).at(-1).data.bankReference).toBe(SLIP)
    expect(await page.getByRole('button', { name: '继续填写' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /未登记的草稿/ }).count()).toBe(0)
    expect(seat.faults).toEqual([])
  })

  test('a draft is given up where it stands: the form begins anew', async () => {
    const { page } = seat
    const { contractNo } = await withOneOpenInvoice()
    await open(contractNo)
    await page.getByRole('button', { name: '到账', exact: true }).click()
    await slip().fill(SLIP)
    await page.getByLabel('本合同份额').fill('1')
    // Not left, and no day yet: Esc takes it as it stands.
    await page.getByLabel('到账日期').fill('2026/11')
    await page.keyboard.press('Escape')
    await gone()
    await page.getByRole('button', { name: '到账', exact: true }).click()
    expect(await page.getByLabel('本合同份额').inputValue()).toBe('1.00')
    expect(await page.getByLabel('到账日期').inputValue()).toBe('2026/11')
    await drawer().getByRole('button', { name: '弃用草稿' }).click()
    expect(await slip().inputValue()).toBe('')
    expect(await page.getByLabel('本合同份额').inputValue()).not.toBe('1.00')
    await page.keyboard.press('Escape')
    await gone()
    expect(await page.getByRole('button', { name: '继续填写' }).count()).toBe(0)
  })

  test('a new contract half typed is there after the page was closed, for whoever typed it and nobody else', async () => {
    const { page } = seat
    await seat.go('/contracts/new')
    await page.getByLabel('合同编号', { exact: true }).fill('JM-2026-902')
    await page.locator('#signedOn').fill('2026/11/3')
    await page.locator('#products').fill('内窥镜物镜组')
    await page.locator('#products').press('Enter')
    // What is being typed into a day is read when it is left; a tab that is closed leaves nothing.
    const again = await seat.context.newPage()
    await page.close()
    await again.goto(`${browsing.address}/#/contracts/new`)
    await again.getByText(/已填回/).waitFor()
    expect([
      await again.getByLabel('合同编号', { exact: true }).inputValue(),
      await again.locator('#signedOn').inputValue(),
      await again.locator('.ant-form').innerText(),
    ]).toEqual(['JM-2026-902', '2026-11-03', expect.stringContaining('内窥镜物镜组')])

    await seat.context.clearCookies()
    await again.reload()
    await again.getByRole('button', { name: '评价员' }).first().click()
    await again.locator('.frame').waitFor()
    expect(await again.getByRole('button', { name: /未登记的草稿/ }).count()).toBe(0)
  })

  test('the claims of a self-assessment are kept until they are saved, and given up where they stand', async () => {
    const { page } = seat
    const { schemes } = await get('/api/schemes')
    const scheme = schemes.find((it: { code: string }) => it.code === 'sample-common-annual')
    const { app, cookieOf, instruments } = browsing.fixture
    const opened = await app.inject({
      method: 'POST',
      url: '/api/rounds',
      headers: { cookie: cookieOf('evaluator'), 'sec-fetch-site': 'same-origin' },
      payload: {
        scheme: scheme.id,
        version: 1,
        roundNo: 'PJ-草稿',
        title: '草稿轮次',
        platforms: [instruments],
        deadlines: {
          selfAssessment: '2098-01-31',
          verification: '2098-02-28',
          reply: '2098-03-31',
          appeal: '2098-04-30',
        },
      },
    })
    expect([opened.statusCode, opened.body]).toEqual([201, expect.any(String)])
    const place = `/rounds/${opened.json().id}/platforms/${instruments}`
    await seat.go(place)
    const clients = page.getByLabel('填报数 服务企业数')
    const before = await clients.inputValue()
    await clients.fill('22')
    await page.getByLabel('与账本不同的理由 服务企业数').fill('两份合同正在补录')
    await seat.go('/figures')
    await page.getByRole('button', { name: '未登记的草稿 1' }).click()
    await page.getByRole('menuitem', { name: /填报数/ }).click()
    await page.getByText(/已填回 .* 未登记的内容/).waitFor()
    await seat.settled()
    expect([await clients.inputValue(), await page.getByLabel('与账本不同的理由 服务企业数').inputValue()]).toEqual([
      '22',
      '两份合同正在补录',
    ])
    await seat.keep('claims-restored')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '弃用草稿' }).click()
    expect(await clients.inputValue()).toBe(before)
    await clients.fill('22')
    await page.getByLabel('与账本不同的理由 服务企业数').fill('两份合同正在补录')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('保存：已完成').first().waitFor()
    await seat.settled()
    expect(await page.getByRole('button', { name: /未登记的草稿/ }).count()).toBe(0)
    expect(seat.faults).toEqual([])
  })

  test('a reason half typed is there again at its own line, and gone once it is recorded', async () => {
    await seat.close()
    seat = await browsing.sitAs('finance')
    const { page } = seat
    const place = `/reconciliation?platform=${browsing.fixture.instruments}&view=match`
    await seat.go(place)
    const lines = page.locator('.bank-row[aria-current]')
    const reason = page.getByLabel('理由')
    await lines.nth(1).click()
    await reason.fill('投标保证金')
    await lines.nth(0).click()
    expect(await reason.inputValue()).toBe('')
    await seat.go('/figures')
    await page.getByRole('button', { name: '未登记的草稿 1' }).click()
    await page.getByRole('menuitem', { name: /流水/ }).click()
    await seat.settled()
    expect(page.url()).toContain('view=match')
    await lines.nth(1).click()
    expect(await reason.inputValue()).toBe('投标保证金')
    await page.getByRole('button', { name: '非合同款' }).click()
    await page.getByText('非合同款：已完成').first().waitFor()
    await seat.settled()
    expect(await page.getByRole('button', { name: /未登记的草稿/ }).count()).toBe(0)
    expect(seat.faults).toEqual([])
  })

  test('why a point stays open at a close is kept until the close is asked for', async () => {
    await seat.close()
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(`/closing?platform=${browsing.fixture.instruments}`)
    const reason = page.getByRole('textbox', { name: /^暂缓说明/ }).first()
    await reason.fill('七月流水银行尚未给出')
    await seat.go('/figures')
    await page.getByRole('button', { name: '未登记的草稿 1' }).click()
    await page.getByRole('menuitem', { name: /结账/ }).click()
    await page.getByText(/已填回 .* 未登记的内容/).waitFor()
    await seat.settled()
    expect(await reason.inputValue()).toBe('七月流水银行尚未给出')
    // Emptied it is no draft.
    await reason.fill('')
    expect(await page.getByRole('button', { name: /未登记的草稿/ }).count()).toBe(0)
    expect(seat.faults).toEqual([])
  })
})
