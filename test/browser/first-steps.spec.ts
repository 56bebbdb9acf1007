import { readFile } from 'node:fs/promises'
import { Workbook } from 'exceljs'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { company } from '../../apps/standalone/src/demonstration/invented'
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

inBrowser(`a ledger that begins${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.openNew()
  })
  afterAll(() => browsing.close())

  test('by the administrator with his one-time password: platform, recognition, an account of the clerk, who records the first contract', async () => {
    const name = 'administrator'
    const password = browsing.fixture.access.firstPassword?.oneTimePassword ?? ''
    const seat = await browsing.sit()
    const { page } = seat
    const drawer = page.locator('.ant-drawer')
    const press = (button: string) => page.getByRole('button', { name: button }).first().click()
    const enters = async (account: string, oneTime: string, own: string) => {
      await page.getByLabel('账户名').fill(account)
      await page.getByLabel('密码').fill(oneTime)
      await press('登录')
      await page.getByText('12–128 个字符').waitFor()
      await page.getByLabel('当前密码').fill(oneTime)
      await page.getByLabel('新密码', { exact: true }).fill(own)
      await page.getByLabel('再次输入新密码').fill(own)
      await press('修改密码')
      await page.getByRole('heading', { name: '工作台' }).waitFor()
    }
    await page.goto(`${browsing.address}/`)
    await enters(name, password, 'harbor-lantern-moss-41')
    await page.getByRole('region', { name: '从这里开始' }).getByRole('link', { name: '登记平台' }).click()
    await press('登记平台')
    await drawer.getByLabel('平台全称').fill('中山市高分子材料中试平台')
    await drawer.getByLabel('单位名称').fill('中山市高分子研究院')
    await drawer.locator('#host_id_value').fill('91440101MA5CJQ4N59')
    await drawer.getByLabel('镇街').fill('火炬开发区')
    // Written as people write several, and left without Enter.
    await drawer.getByRole('combobox', { name: '领域' }).fill('高分子材料、改性塑料、')
    await drawer.getByRole('button', { name: '登记平台' }).click()
    // What comes next stands where the step before it was done.
    await page.getByRole('link', { name: '录入平台的认定' }).click()
    await press('新增 认定')
    await page.locator('#tier').click()
    await page.locator('.ant-select-item-option', { hasText: '市级' }).click()
    await page.locator('#on').fill('2024年11月')
    await drawer.getByRole('button', { name: '登记', exact: true }).click()
    // Known by its month, it is shown by its month.
    await page.locator('.entry', { hasText: '平台认定' }).getByText('2024-11', { exact: true }).waitFor()
    await page.getByRole('link', { name: '为平台登记员设立账户' }).click()
    await press('新建账户')
    await drawer.getByLabel('账户名').fill('李娜')
    await drawer.getByLabel('姓名').fill('李娜')
    await seat.keep('first-steps-account')
    expect(await seat.barriers()).toEqual([])
    // Of one platform there is no choice: it is chosen.
    await drawer.getByRole('button', { name: '保存' }).click()
    const given = page.getByRole('dialog', { name: '一次性密码 · 李娜' })
    const oneTime = await given.getByLabel('一次性密码').inputValue()
    // Neither a click beside it nor Escape takes away what is shown once.
    await page.mouse.click(20, 400)
    await page.keyboard.press('Escape')
    expect(await given.getByLabel('一次性密码').inputValue()).toBe(oneTime)
    await seat.keep('first-steps-account-given')
    await page.locator('.ant-modal-close:visible').click()
    // Evaluators need another one who consents: that is a step of the beginning, too.
    await seat.go('/desk')
    const steps = page.getByRole('region', { name: '从这里开始' })
    expect(await steps.locator('[aria-current=step]').innerText()).toContain('设立第二位管理员或一位审计')
    await seat.go('/accounts')
    await press('新建账户')
    await drawer.getByLabel('账户名').fill('陈审')
    await drawer.getByLabel('姓名').fill('陈审')
    await drawer.getByLabel('角色').click()
    await page.locator('.ant-select-item-option', { hasText: '审计' }).click()
    await drawer.getByRole('button', { name: '保存' }).click()
    await page.getByRole('dialog', { name: /一次性密码.* · 陈审/ }).waitFor()
    await page.locator('.ant-modal-close:visible').click()
    await seat.go('/desk')
    expect(await steps.count()).toBe(0)
    expect(seat.faults).toEqual([])

    await page.getByRole('button', { name, exact: true }).click()
    await page.getByText('退出', { exact: false }).first().click()
    // Logging out leads to the log-in by itself.
    await enters('李娜', oneTime, 'reed-harbor-cloud-58')
    await steps.getByRole('link', { name: '或用表单登记第一份合同' }).click()
    await page.locator('#contractNo').waitFor()
    // Or by the other way: the template as it comes, two rows typed under its example, checked, recorded.
    await seat.go('/desk')
    await steps.getByRole('link', { name: '下载模板' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: '合同清单' }).click()
    const book = await new Workbook().xlsx.load((await readFile(await (await coming).path())) as never)
    typeContracts(book)
    await page.locator('input[type=file]').setInputFiles({
      name: '合同清单.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await book.xlsx.writeBuffer()),
    })
    await page.getByText('2 行可以登记，没有错误').waitFor()
    await seat.keep('first-steps-import')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '登记 2 行' }).click()
    await page.getByText('已登记 2 行').waitFor()
    await seat.settled()
    await seat.keep('first-steps-imported')
    await page.getByRole('link', { name: 'GFZ-2025-002' }).first().click()
    await page.getByText('改性料挤出试制 2').first().waitFor()
    // 38,000.00 + 38,000.01.
    await seat.go('/figures')
    await page.getByText('76,000.01').first().waitFor()
    await seat.go('/desk')
    expect(await steps.count()).toBe(0)
    await seat.keep('first-steps-over')
    expect(seat.faults).toEqual([])
    await seat.close()
  })
})

/** As a person does it: under the example, by the names of the starred heads. */
function typeContracts(book: Workbook): void {
  const sheet = book.getWorksheet('合同清单')
  const heads = (sheet?.getRow(2).values ?? []) as unknown[]
  const client = company('示例改性塑料有限公司', 231)
  for (const n of [1, 2]) {
    const typed: Readonly<Record<string, string | number>> = {
      合同编号: `GFZ-2025-00${n}`,
      合同名称: `改性料挤出试制 ${n}`,
      委托单位: client.name,
      统一社会信用代码: client.id.value,
      服务类别: '产品试制',
      合同金额: n === 1 ? 38_000 : 38_000.01,
      含税口径: '含税',
      计价方式: '固定总价',
      签订日期: '2025-03-18',
    }
    for (const [at, head] of heads.entries()) {
      const name = /^\*([^\n]+)/.exec(String(head))?.[1]
      if (sheet && name !== undefined) sheet.getRow(3 + n).getCell(at).value = typed[name]
    }
  }
}
