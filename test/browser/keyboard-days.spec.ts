import { Workbook } from 'exceljs'
import { signing } from '../../libs/access/src/http/access-fixture.spec-support'
import { Browsing, daysAgo, inBrowser, type Role, type Seat, why } from './browser.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** What has the focus, by the words that a person finds it by. */
const FOCUSED = `(() => {
  const it = document.activeElement
  const said = it?.getAttribute('aria-label') ?? it?.labels?.[0]?.innerText ?? it?.innerText ?? ''
  return said.replace(/\\s/g, '')
})()`
/** Stops of the keyboard in a place at most. */
const MOST_STOPS = 250

/** Days by keys alone: nothing is clicked, and nothing is focused but by Tab. */
inBrowser(`a day without a mouse${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  const sit = async (role: Role) => {
    seat = await browsing.sitAs(role)
    await seat.settled()
  }
  beforeEach(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage(30))
  })
  afterEach(() => browsing.close())

  const keys = () => seat.page.keyboard
  /** On by Tab until what is called so has the focus. */
  const reach = async (called: string | RegExp) => {
    const passed: string[] = []
    const is = (text: string) => (typeof called === 'string' ? text === called : called.test(text))
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      const at = await seat.page.evaluate<string>(FOCUSED)
      if (is(at)) return
      passed.push(at)
      await keys().press('Tab')
    }
    throw new Error(`${called} is not reached by Tab; passed: ${[...new Set(passed)].join(' | ')}`)
  }
  const press = async (called: string | RegExp) => {
    await reach(called)
    await keys().press('Enter')
    await seat.settled()
  }
  const type = async (called: string, text: string, ...then: string[]) => {
    await reach(called)
    await keys().press('Control+A')
    await keys().type(text)
    for (const it of then) await keys().press(it)
  }
  const drawer = () => seat.page.locator('.ant-drawer')
  /** Sent; what it brings is told, and recorded all the same. */
  const record = async () => {
    await press('登记')
    if ((await seat.page.getByRole('button', { name: '仍要登记' }).count()) > 0) await press('仍要登记')
    await drawer().waitFor({ state: 'detached' })
    await seat.settled()
  }
  const get = async (path: string) => (await browsing.fixture.get(path, 'evaluator')).json()
  const contract = async (contractNo: string) => {
    const { engagements } = await get('/api/engagements?order=newest&limit=200')
    const { id } = engagements.find((it: { contractNo: string }) => it.contractNo === contractNo)
    return { ...(await get(`/api/engagements/${id}`)), ...(await get(`/api/engagements/${id}/entries`)) }
  }

  test('a clerk’s: a contract, three invoices, two payments and a list', async () => {
    await sit('platform')
    await press('登记新合同')
    await type('合同编号', 'JM-2026-910')
    await type('合同名称', '镜头装调中试服务')
    await type('单位名称', 'yskh5')
    await seat.page.locator('.ant-select-item-option', { hasText: '演示客户5科技有限公司' }).waitFor()
    await keys().press('Enter')
    await type('服务产品/品种', '内窥镜物镜组', 'Enter')
    await type('服务类别', '产品试制', 'Enter', 'Escape')
    await type('金额', '36.8万')
    await type('签订日期', daysAgo(3).replaceAll('-', ''))
    await record()
    await seat.page.getByRole('heading', { name: /JM-2026-910/ }).waitFor()
    for (const [last, share, tax] of [
      ['1', '100000', '5660.38'],
      ['2', '60,000', '3396.23'],
      ['3', '5万', '2830.19'],
    ]) {
      await press('开票')
      await type('发票号码', `2544200000009910000${last}`)
      await type('本合同份额', share)
      await type('税额', tax)
      await record()
    }
    for (const slip of ['HD-9101', 'HD-9102']) {
      await press('到账')
      await type('银行回单号', slip)
      await record()
    }
    const told = await contract('JM-2026-910')
    expect(told.entries.map((it: { type: string }) => it.type)).toEqual([
      'ContractSigned',
      ...Array(3).fill('InvoiceIssued'),
      ...Array(2).fill('PaymentReceived'),
    ])
    // 100,000 + 60,000 + 50,000; of the payments each is the rest of the oldest open invoice.
    expect([told.invoiced, told.received]).toEqual(['210000.00', '160000.00'])

    await press('导入')
    const chosen = seat.page.waitForEvent('filechooser')
    await reach(/点此选择文件/)
    await keys().press('Enter')
    await (await chosen).setFiles({ name: '开票清单.xlsx', mimeType: XLSX, buffer: await invoices() })
    await seat.settled()
    await press(/^登记2行/)
    await seat.page
      .getByText(/2 行已登记|已登记 2 行/)
      .first()
      .waitFor()
    expect((await contract('JM-2026-910')).invoiced).toBe('230000.00')
    expect(seat.faults).toEqual([])
  })

  test('an evaluator’s: what waits is approved, a figure is followed to its entry, another day is asked for', async () => {
    const { instruments } = browsing.fixture
    const signed = signing({ platform: instruments, contractNo: 'JM-2026-920', signedOn: daysAgo(60) })
    const waits = await browsing.fixture.app.inject({
      method: 'POST',
      url: '/api/engagements',
      payload: signed,
      headers: { cookie: browsing.fixture.cookieOf('platform'), 'sec-fetch-site': 'same-origin' },
    })
    expect(waits.statusCode).toBe(202)
    const amount = async () => {
      const { figures } = await get(`/api/platforms/${instruments}/figures?codes=contractAmount`)
      return BigInt(figures[0].value.replace('.', ''))
    }
    const before = await amount()

    await sit('evaluator')
    await press(/^复核/)
    await seat.page.getByText('JM-2026-920').first().waitFor()
    await press('复核通过')
    await seat.page.getByText('没有待复核的变更').waitFor()
    expect((await amount()) - before).toBe(38_000_000n)

    await press('平台统计')
    await press(/精密仪器与智能装备/)
    const shown = (Number(before + 38_000_000n) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
    await press(shown)
    await press('JM-2026-920')
    await seat.page.getByRole('heading', { name: /JM-2026-920 镜头装调中试服务/ }).waitFor()

    // As it stood on the day before it was approved, at the same place, by a day that is typed.
    await press('平台统计')
    await press(/精密仪器与智能装备/)
    await type('截至（当时账本）', daysAgo(1).replaceAll('-', ''), 'Enter')
    await seat.settled()
    expect(await seat.text()).not.toContain(shown)
    expect(seat.faults).toEqual([])
  })

  async function invoices(): Promise<Buffer> {
    const book = new Workbook()
    const sheet = book.addWorksheet('开票清单')
    sheet.addRow(['合同编号', '发票号码', '本合同金额', '价税合计', '税额', '开票日期'])
    for (const last of [4, 5])
      sheet.addRow(['JM-2026-910', `2544200000009910000${last}`, 10_000, 10_000, 566.04, daysAgo(2)])
    return Buffer.from(await book.xlsx.writeBuffer())
  }
})
