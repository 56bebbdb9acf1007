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

  test('lead the administrator to the first thing that the ledger lacks: a platform', async () => {
    const administrator = await browsing.sitAs('administrator')
    await steps(administrator).waitFor()
    const next = steps(administrator).locator('[aria-current=step]')
    expect(await next.innerText()).toBe('登记平台')
    await administrator.keep('first-steps-administrator')
    expect(await administrator.barriers()).toEqual([])
    await next.getByRole('link').click()
    await administrator.page.getByText('还没有登记平台').waitFor()
    expect(administrator.faults).toEqual([])
    await administrator.close()
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
