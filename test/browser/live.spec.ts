import { Browsing, inBrowser, LAPTOP, type Seat, why } from './browser.spec-support'

const WITHOUT_POLLING = `{
  const every = globalThis.setInterval
  globalThis.setInterval = (work, ms, ...more) => (ms >= 1000 ? 0 : every(work, ms, ...more))
}`
const newest = (seat: Seat, contractNo: string) => seat.page.getByRole('link', { name: contractNo })

inBrowser(`given a clerk who looks at his contracts${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage())
  }, 120_000)
  afterAll(() => browsing?.close())
  afterEach(() => seat.close())

  const sign = async (contractNo: string) => {
    const { app, cookieOf, instruments } = browsing.fixture
    const answer = await app.inject({
      method: 'POST',
      url: '/api/engagements',
      headers: { cookie: cookieOf('platform'), 'sec-fetch-site': 'same-origin' },
      payload: {
        platform: instruments,
        contractNo,
        title: '镜头装调中试服务',
        kind: 'single',
        client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
        serviceCategories: ['产品试制'],
        products: ['内窥镜物镜组'],
        amount: '380000.00',
        taxBasis: 'inclusive',
        pricing: 'fixed',
        signedOn: '2026-11-02',
      },
    })
    expect(answer.statusCode).toBe(201)
  }

  test('then what a colleague records stands on his page without his asking, told by the service', async () => {
    seat = await browsing.sit({ size: LAPTOP })
    await seat.context.addInitScript(WITHOUT_POLLING)
    await seat.page.goto(`${browsing.address}/`)
    await seat.page.getByRole('button', { name: '平台登记员' }).click()
    await seat.go('/contracts')
    expect(await newest(seat, 'LIVE-1').count()).toBe(0)
    await sign('LIVE-1')
    await newest(seat, 'LIVE-1').waitFor()
    expect(seat.faults).toEqual([])
  })

  test('then where the feed does not come through, the page asks by itself', async () => {
    seat = await browsing.sitAs('platform')
    await seat.context.route('**/api/feed*', (it) => it.abort())
    await seat.go('/contracts')
    await sign('LIVE-2')
    await newest(seat, 'LIVE-2').waitFor()
  })

  test('then a list that is sorted here, and whose pages were on their way meanwhile, has it too', async () => {
    seat = await browsing.sitAs('evaluator')
    const { page } = seat
    const wholes = '**/api/engagements?*limit=1000*'
    const recorded = new Promise<void>((release) =>
      page.route(
        wholes,
        async (it) => {
          // What the service said before the colleague recorded it comes after.
          const before = await it.fetch()
          const moved = page.waitForRequest((of) => /engagements.*limit=50/.test(of.url()))
          await sign('LIVE-3')
          await moved
          release()
          await it.fulfill({ response: before })
        },
        { times: 1 },
      ),
    )
    await seat.go('/contracts')
    await page.locator('.rows-table thead th', { hasText: '疑点' }).click()
    await recorded
    const again = await page.waitForRequest((it) => /engagements.*limit=1000/.test(it.url()))
    await again.response()
    await page.locator('.rows-pages').waitFor()
    await seat.settled()
    const seen: string[] = []
    for (const at of ['1', '2']) {
      await page.locator(`.rows-pages li[title="${at}"]`).click()
      seen.push(...(await page.locator('tbody tr[data-row-key] td:nth-child(2)').allInnerTexts()))
    }
    expect(seen).toContain('LIVE-3')
  })
})
