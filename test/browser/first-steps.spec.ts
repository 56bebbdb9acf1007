import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

inBrowser(`the first steps on an empty ledger${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.openEmpty()
  })
  afterAll(() => browsing.close())

  const steps = ({ page }: Seat) => page.getByRole('region', { name: '从这里开始' })
  const record = async ({ page }: Seat, path: string, content: object): Promise<void> => {
    const body = JSON.stringify(JSON.stringify(content))
    const answer: { position?: string } = await page.evaluate(
      `fetch('.${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${body} }).then((it) => it.json())`,
    )
    if (answer.position) await browsing.fixture.get(`/api/cut?waitFor=${answer.position}`, 'administrator')
  }

  const registered = async (administrator: Seat): Promise<void> => {
    await record(administrator, '/api/platforms', {
      name: INSTRUMENTS,
      host: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例研究院' },
      town: '火炬开发区',
      fields: ['光电光学'],
      registeredOn: '2024-06-03',
    })
  }

  const choose = async ({ page }: Seat, field: string, value: string): Promise<void> => {
    await page.locator(field).click()
    await page.locator('.ant-select-item-option', { hasText: value }).click()
  }

  test('lead the administrator through platform and recognition, until the clerk is offered the first contract', async () => {
    const administrator = await browsing.sitAs('administrator')
    const { page } = administrator
    await steps(administrator).waitFor()
    const next = steps(administrator).locator('[aria-current=step]')
    expect(await next.innerText()).toBe('登记平台')
    await administrator.keep('first-steps-administrator')
    expect(await administrator.barriers()).toEqual([])
    await next.getByRole('link').click()
    await page.getByText('还没有登记平台').waitFor()
    await page.getByRole('button', { name: '登记平台' }).click()
    await page.locator('#name').fill(INSTRUMENTS)
    await page.locator('#host_name').fill('示例研究院')
    await page.locator('#host_id_value').fill('91440101MA5CJQ4N59')
    await page.locator('#town').fill('火炬开发区')
    await page.locator('#fields').fill('光电光学')
    await page.locator('#fields').press('Enter')
    await page.locator('#fields').press('Tab')
    await page.locator('.ant-drawer button[type=submit]').click()
    await page.getByRole('link', { name: INSTRUMENTS }).waitFor()

    await administrator.go('/desk')
    expect(await next.innerText()).toBe('录入平台的认定')
    await next.getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: INSTRUMENTS }).waitFor()
    await page.getByRole('button', { name: '新增 认定' }).click()
    await choose(administrator, '#tier', '市级')
    await page.locator('#on').fill('2024-12')
    await page.locator('#on').press('Tab')
    await page.locator('.ant-drawer button[type=submit]').click()
    await page.getByText('2024-12').first().waitFor()

    // Ready accounts of the demonstration are there already: with the recognition the ledger lacks nothing more of him.
    await administrator.go('/desk')
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    expect(await steps(administrator).count()).toBe(0)
    const clerk = await browsing.sitAs('platform')
    await steps(clerk).getByRole('link', { name: '或用表单登记第一份合同' }).click()
    await clerk.page.locator('#contractNo').waitFor()
    await clerk.keep('first-steps-first-contract')
    for (const seat of [administrator, clerk]) {
      expect(seat.faults).toEqual([])
      await seat.close()
    }
  })

  test('lead the clerk of a platform without contracts from the template to the first one', async () => {
    await registered(await browsing.sitAs('administrator'))
    const clerk = await browsing.sitAs('platform')
    await steps(clerk).waitFor()
    await clerk.keep('first-steps-clerk')
    expect(await clerk.barriers()).toEqual([])
    await steps(clerk).getByRole('link', { name: '下载模板' }).click()
    await clerk.page.getByRole('heading', { level: 1 }).waitFor()
    expect(clerk.page.url()).toContain('#/import')
    expect(clerk.faults).toEqual([])
    await clerk.close()
  })
})
