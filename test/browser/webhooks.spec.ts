import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`given a system of the city that wants to be told${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage())
  }, 120_000)
  afterAll(() => browsing?.close())
  afterEach(() => seat.close())

  test('then the administrator is refused an address of this machine at its field', async () => {
    seat = await browsing.sitAs('administrator')
    await seat.go('/webhooks')
    await seat.keep('webhooks-none')
    await seat.page.getByRole('button', { name: '新增地址' }).click()
    await seat.page.getByRole('textbox', { name: '用途' }).fill('市局数据平台')
    await seat.page.getByRole('textbox', { name: '地址' }).fill('https://127.0.0.1/hooks')
    await seat.page.getByRole('button', { name: '保存' }).click()
    await seat.page.locator('.ant-form-item-explain-error', { hasText: '不得指向本机或内网地址' }).waitFor()
    expect(await seat.barriers()).toEqual([])
  })

  test('then an address that is taken shows its secret once, what was sent, and on a phone all of it', async () => {
    seat = await browsing.sitAs('administrator')
    await seat.go('/webhooks')
    await seat.page.getByRole('button', { name: '新增地址' }).click()
    await seat.page.getByRole('textbox', { name: '用途' }).fill('市局数据平台')
    await seat.page.getByRole('textbox', { name: '地址' }).fill('https://data.example.invalid/hooks')
    await seat.page.getByRole('button', { name: '保存' }).click()
    expect(await seat.page.getByRole('textbox', { name: '签名密钥' }).inputValue()).toMatch(/^whsec_/)
    await seat.page.keyboard.press('Escape')
    await seat.page.getByRole('cell', { name: /data\.example\.invalid/ }).waitFor()
    await seat.page.getByRole('button', { name: '投递记录' }).click()
    await seat.page.getByText('还没有投递').waitFor()
    await seat.keep('webhooks-one')
    expect(await seat.barriers()).toEqual([])
    await seat.page.setViewportSize(PHONE)
    await seat.open('/webhooks')
    expect(await seat.width()).toBeLessThanOrEqual(PHONE.width)
    await seat.keep('webhooks-phone')
  })
})
