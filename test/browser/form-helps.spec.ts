import { Browsing, inBrowser, type Seat, until, why } from './browser.spec-support'

interface Listed {
  readonly id: string
  readonly platform: string
  readonly contractNo: string
  readonly client: { readonly name: string }
  readonly invoiced: string
}

inBrowser(`a form helps before anything is recorded${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())
  beforeEach(async () => {
    seat = await browsing.sitAs('platform')
  })
  afterEach(() => seat.close())

  const get = async (path: string) => (await browsing.fixture.get(path, 'platform')).json()
  const own = async () => (await get('/api/engagements?order=newest&limit=200')).engagements as Listed[]
  const value = (field: string) => seat.page.locator(field).inputValue()
  const faultAt = (field: string) =>
    seat.page.locator('.ant-form-item', { has: seat.page.locator(field) }).locator('.ant-form-item-explain-error')

  test('a client is chosen by how it sounds, by keys alone, and its code stands there', async () => {
    const { page } = seat
    // 演示客户5科技有限公司 is a client of the demonstration’s platform.
    const { client } = (await own()).find((it) => it.client.name === '演示客户5科技有限公司') as Listed & {
      client: { key: string }
    }
    await seat.go('/contracts/new')
    await page.locator('#client_name').focus()
    await page.keyboard.type('yskh5')
    await page.locator('.ant-select-item-option', { hasText: '演示客户5科技有限公司' }).waitFor()
    await seat.keep('client-chosen')
    await page.keyboard.press('Enter')
    expect(await seat.barriers()).toEqual([])
    expect([await value('#client_name'), `uscc:${await value('#client_id_value')}`]).toEqual([client.name, client.key])
    expect(seat.faults).toEqual([])
  })

  test('a code that is known fills the name, and under another name it asks', async () => {
    const { page } = seat
    const { clients } = await get(`/api/platforms/${(await own())[0].platform}/known`)
    const [{ id, name }] = clients as { id: { value: string }; name: string }[]
    await seat.go('/contracts/new')
    await page.locator('#client_id_value').fill(id.value)
    await page.keyboard.press('Tab')
    expect(await value('#client_name')).toBe(name)
    await page.locator('#client_name').fill('另一家有限公司')
    await page.getByText(`该代码在本平台登记为「${name}」，名称不同`).waitFor()
    await page.getByRole('button', { name: '用登记的名称' }).click()
    expect(await value('#client_name')).toBe(name)
  })

  test('36.8万 is read and said; an amount that cannot be meant is asked about, and nothing is recorded meanwhile', async () => {
    const { page } = seat
    const before = (await own()).length
    await seat.go('/contracts/new')
    await page.locator('#contractNo').fill('JM-2026-903')
    await page.locator('#title').fill('镜头装调中试服务')
    await page.locator('#client_name').fill('示例光电科技有限公司')
    await page.locator('#client_id_value').fill('91440101MA5CJQ4N59')
    await page.locator('#products').fill('内窥镜物镜组')
    await page.locator('#products').press('Enter')
    await page.locator('#serviceCategories').fill('产品试制')
    await page.locator('#serviceCategories').press('Enter')
    await page.locator('#serviceCategories').press('Escape')
    await page.locator('#amount').fill('36.8万')
    await page.getByText('368,000.00 元 = 36.80 万元').waitFor()
    await page.locator('#amount').blur()
    expect(await value('#amount')).toBe('368000.00')
    await page.locator('#amount').fill('3.68亿')
    await page.locator('button[type=submit]').click()
    const asked = page.getByRole('alert').filter({ hasText: '请核对后再登记' })
    await asked.waitFor()
    expect(await asked.innerText()).toMatch(/金额 368,000,000\.00 元是本平台通常金额 [\d,.]+ 元（中位数）的 \d+ 倍/)
    await seat.keep('absurd-amount')
    expect(await seat.barriers()).toEqual([])
    expect((await own()).length).toBe(before)
    await page.getByRole('button', { name: '返回修改' }).click()
    await page.locator('#amount').fill('36.8万')
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: /JM-2026-903/ }).waitFor()
    expect((await own()).length).toBe(before + 1)
    expect(seat.faults).toEqual([])
  })

  test('all that is refused is said at once, each at its field, and the first has the cursor', async () => {
    const { page } = seat
    const { id, contractNo } = (await own()).find((it) => it.invoiced !== '0.00') as Listed
    const [{ key }] = (await get(`/api/engagements/${id}`)).invoices as { key: string }[]
    await seat.go(`/contracts/${id}`)
    await page.getByRole('heading', { name: new RegExp(contractNo) }).waitFor()
    await page.getByRole('button', { name: '开票', exact: true }).click()
    // Opened beside the page, it is typed into at once.
    await until(page, "document.activeElement.closest('.ant-drawer form') !== null")
    await page.getByLabel('发票号码').fill(key.replace('D:', ''))
    await page.getByLabel('本合同份额').fill('200')
    await page.getByLabel('价税合计').fill('100')
    await page.getByLabel('税额').fill('100.01')
    await page.locator('.ant-drawer button[type=submit]').click()
    await faultAt('#share').waitFor()
    expect(await faultAt('#invoice_number').innerText()).toBe('发票已登记')
    expect(await page.locator('#invoice_number').evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)
    expect([await faultAt('#share').innerText(), await faultAt('#tax').innerText()]).toEqual([
      expect.stringContaining('本合同份额大于票据总额'),
      '税额大于价税合计',
    ])
    await seat.keep('refused-at-once')
    expect(await seat.barriers()).toEqual([])
    expect(seat.faults).toEqual([])
  })
})
