import { engagementStream } from '@pilot-ledger/engagements'
import { engagementIdOf, eventIdOf } from '@pilot-ledger/kernel'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

inBrowser(`who comes to the page${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeEach(async () => {
    browsing = await Browsing.open()
  })
  afterEach(() => browsing.close())

  test('with a wrong password stays outside and reads why; with the right one is in, and out again', async () => {
    seat = await browsing.sit()
    const { page } = seat
    await page.goto(`${browsing.address}/`)
    await page.getByLabel('账户名').fill('演示财务')
    await page.getByLabel('密码', { exact: true }).fill('wrong-password-1')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    expect(await page.getByRole('alert').innerText()).toContain('账户名或密码')
    await page.getByLabel('密码', { exact: true }).fill('demo-finance-role-1')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    await page.getByRole('button', { name: '演示财务' }).click()
    await page.getByText('退出登录').click()
    await page.getByLabel('账户名').waitFor()
    expect((await page.context().cookies()).length).toBe(0)
  })

  test('sees what the role sees and nothing by guessing addresses', async () => {
    for (const [role, first, forbidden] of [
      ['platform', '工作台', '/accounts'],
      ['evaluator', '工作台', '/accounts'],
      ['finance', '工作台', '/access-log'],
      ['administrator', '工作台', '/contracts'],
      ['auditor', '工作台', '/import'],
    ] as const) {
      seat = await browsing.sitAs(role)
      await seat.settled()
      expect(await seat.page.getByRole('heading', { level: 1 }).innerText()).toMatch(new RegExp(first))
      await seat.go(forbidden)
      expect(await seat.text()).toContain('没有此页面，或您的角色无权查看')
      await seat.close()
    }
  })

  test('new, with a password of which the administrator gives one half and the auditor the other, chooses an own one first', async () => {
    const keeper = await browsing.sitAs('administrator')
    await keeper.go('/accounts')
    await keeper.page.getByRole('button', { name: '新建账户' }).click()
    await keeper.page.locator('#name').fill('zhang.kuaiji')
    await keeper.page.locator('#displayName').fill('张会计')
    await keeper.page.locator('#role').click()
    await keeper.page.locator('.ant-select-item-option', { hasText: '财务' }).click()
    await keeper.page.getByRole('button', { name: '保存' }).click()
    const first = await keeper.page.getByLabel('一次性密码前半', { exact: true }).inputValue()
    await keeper.keep('account-first-half')

    // Until somebody else has consented there is no such account.
    const logIn = async (password: string) => {
      await seat.page.getByLabel('账户名').fill('zhang.kuaiji')
      await seat.page.getByLabel('密码', { exact: true }).fill(password)
      await seat.page.getByRole('button', { name: '登录', exact: true }).click()
    }
    seat = await browsing.sit()
    const { page } = seat
    await page.goto(`${browsing.address}/`)
    await logIn(first)
    await page.getByRole('alert').waitFor()
    const auditor = await browsing.sitAs('auditor')
    await auditor.go('/accounts')
    await auditor.keep('account-waits-for-consent')
    expect(await auditor.barriers()).toEqual([])
    await auditor.page.getByRole('button', { name: '同意', exact: true }).click()
    const second = await auditor.page.getByLabel('一次性密码后半', { exact: true }).inputValue()
    await auditor.keep('account-second-half')
    for (const half of [first, second]) {
      await logIn(half)
      await page.getByRole('alert').waitFor()
    }

    await logIn(`${first}-${second}`)
    await page.getByRole('heading', { name: '设置新密码' }).waitFor()
    await page.getByLabel('当前密码').fill(`${first}-${second}`)
    await page.getByLabel('新密码', { exact: true }).fill('tram-lilac-oboe-9')
    await page.getByLabel('再次输入新密码').fill('tram-lilac-oboe-8')
    await page.getByRole('button', { name: '修改密码' }).click()
    expect(await page.getByText('两次输入不一致').count()).toBe(1)
    await page.getByLabel('再次输入新密码').fill('tram-lilac-oboe-9')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
  })

  test('has a page that may run nothing but its own files and be framed by nobody', async () => {
    seat = await browsing.sit()
    const answer = await seat.page.goto(`${browsing.address}/`)
    const headers = answer?.headers() ?? {}
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    const outside: string[] = []
    seat.page.on('request', (it) => outside.push(it.url()))
    await seat.page.getByRole('button', { name: '评价员' }).click()
    await seat.settled()
    expect(outside.filter((it) => !it.startsWith(browsing.address) && !it.startsWith('data:'))).toEqual([])
  })

  test('waits less than two seconds for figures and loads less than 1.5 MB', async () => {
    seat = await browsing.sit()
    const network = await seat.context.newCDPSession(seat.page)
    await network.send('Network.enable')
    let bytes = 0
    network.on('Network.loadingFinished', (it) => (bytes += it.encodedDataLength))
    await seat.page.goto(`${browsing.address}/`)
    await seat.page.getByRole('button', { name: '评价员' }).click()
    await seat.go('/figures?from=2024-11-01')
    const began = Date.now()
    await seat.page.reload()
    await seat.page.getByRole('link', { name: '9,116,800.00' }).first().waitFor()
    const milliseconds = Date.now() - began
    process.stdout.write(
      `      figures visible after ${milliseconds} ms (limit 2000), ${Math.round(bytes / 1024)} kB loaded (limit 1536)\n`,
    )
    expect(bytes).toBeLessThan(1.5 * 1024 * 1024)
  })

  test('leafs through ten thousand contracts page by page, and finds one of them', async () => {
    const { ledger, instruments } = browsing.fixture
    await Promise.all(Array.from({ length: 10_000 }, (_, i) => sign(ledger.log, instruments, i)))
    seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go('/contracts')
    await page.getByText('BULK-09999').waitFor()
    const times: number[] = []
    for (let i = 0; i < 5; i++) {
      const last = await page.locator('tbody a').first().innerText()
      const began = Date.now()
      await page.getByRole('button', { name: '下一页' }).click()
      await page.getByText(last, { exact: true }).waitFor({ state: 'detached' })
      times.push(Date.now() - began)
    }
    expect(await page.locator('tbody tr[data-row-key]').count()).toBe(50)
    const began = Date.now()
    await page.getByRole('searchbox').fill('BULK-00007')
    await page.getByRole('searchbox').press('Enter')
    await page.getByText('BULK-00007').waitFor()
    process.stdout.write(
      `      a page of ten thousand contracts: ${times.join(', ')} ms; a search: ${Date.now() - began} ms (limit 1000)\n`,
    )
    expect(seat.faults).toEqual([])
  })
})

function sign(log: Browsing['fixture']['ledger']['log'], platform: string, number: number) {
  const contractNo = `BULK-${String(number).padStart(5, '0')}`
  const data = {
    platform,
    contractNo,
    title: '批量演示合同',
    kind: 'single',
    client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
    serviceCategories: ['产品试制'],
    products: ['物镜组'],
    amount: '10000.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-08-18',
    synthetic: true,
  }
  const metadata = { actor: '批量', correlationId: contractNo, idempotencyKey: contractNo, requestHash: '0'.repeat(64) }
  const stream = engagementStream(engagementIdOf(platform, contractNo))
  const event = { id: eventIdOf(stream, '批量', contractNo, 0), type: 'ContractSigned', version: 1, data, metadata }
  return log.append(stream, 'none', [event])
}
