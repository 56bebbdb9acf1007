import { WebhookSender } from '../../libs/notices/src/webhooks/webhook-sender'
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

  test('then one that came with a backup waits until the administrator lets it go on', async () => {
    const sender = browsing.fixture.app.get(WebhookSender)
    const [id, url] = ['00000000-0000-4000-8000-000000000001', 'https://restored.example.invalid/hooks']
    const reader = { role: 'administrator', platforms: [], position: 100_000 } as const
    sender.store.add({ id, url, label: '省厅', createdAt: 0, createdBy: '管理员', ...reader }, 'whsec_bm90aWNl')
    for (const it of sender.store.all()) await sender.leave(it.id)
    sender.store.pauseAll(0)
    seat = await browsing.sitAs('administrator')
    await seat.go('/webhooks')
    const row = seat.page.getByRole('row', { name: /restored\.example\.invalid/ })
    await row.getByText('已暂停').waitFor()
    await seat.keep('webhooks-paused')
    expect(await seat.barriers()).toEqual([])
    await row.getByRole('button', { name: '恢复发送' }).click()
    await row.getByText('已送达').waitFor()
    expect(sender.store.one(id)).toMatchObject({ pausedAt: undefined, resumedBy: expect.stringMatching(/./) })
  })
})
