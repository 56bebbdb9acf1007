import { Workbook } from 'exceljs'
import { Browsing, daysAgo, inBrowser, PHONE, type Role, type Seat, why } from './browser.spec-support'

const LIMIT_DAYS = 30
const LONG_AGO = daysAgo(60)
const RECENT = daysAgo(3)
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const CLIENT = {
  id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' },
  name: '示例光电科技有限公司',
}

/** Two contracts of long ago and one of these days. */
async function contracts(): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet('合同清单')
  sheet.addRow([
    '合同编号',
    '合同名称',
    '委托单位',
    '统一社会信用代码',
    '服务类别',
    '合同金额（元）',
    '含税口径',
    '计价方式',
    '签订日期',
  ])
  for (const [no, day] of [
    ['DF-001', LONG_AGO],
    ['DF-002', LONG_AGO],
    ['DF-003', RECENT],
  ])
    sheet.addRow([no, '镜头装调中试服务', CLIENT.name, CLIENT.id.value, '产品试制', 40000.25, '含税', '固定总价', day])
  return Buffer.from(await book.xlsx.writeBuffer())
}

inBrowser(`what waits for a second person${why}`, () => {
  let browsing: Browsing
  const seats: Seat[] = []
  const sit = async (role: Role, size?: typeof PHONE) => {
    const seat = await browsing.sitAs(role, { size })
    seats.push(seat)
    return seat
  }
  beforeEach(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage(LIMIT_DAYS))
  })
  afterEach(async () => {
    const open = seats.splice(0)
    for (const seat of open) await seat.close()
    await browsing.close()
    expect(open.flatMap((it) => it.faults)).toEqual([])
  })

  /** Signed of all days, as the ledger computes it now. */
  const figures = async () => {
    const url = `/api/platforms/${browsing.fixture.instruments}/figures?codes=projects,contractAmount`
    const { figures } = (await browsing.fixture.get(url, 'evaluator')).json()
    return figures.map((it: { value: string }) => it.value)
  }
  const type = async ({ page }: Seat, field: string, day: string) => {
    await page.locator(field).fill(day)
    await page.locator(field).press('Tab')
  }
  /** Complete, without barriers, not wider than a phone: looked at wherever something waits. */
  const looked = async (seat: Seat, name: string) => {
    await seat.keep(name)
    expect((await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g)).toBeNull()
    expect(await seat.barriers()).toEqual([])
    expect(await seat.shift()).toBeLessThan(0.1)
  }
  const onPhone = async (role: Role, place: string, name: string) => {
    const seat = await sit(role, PHONE)
    await seat.go(place)
    await seat.keep(name)
    expect([place, await seat.width()]).toEqual([place, PHONE.width])
  }

  test('a contract and an invoice of long ago: told before, waiting on the contract, in no figure until an evaluator approves', async () => {
    const before = await figures()
    const clerk = await sit('platform')
    const { page } = clerk
    await clerk.go('/contracts')
    await page.getByRole('button', { name: '登记新合同' }).click()
    await page.getByLabel('合同编号', { exact: true }).fill('JM-2026-700')
    await page.getByLabel('合同名称').fill('镜头装调中试服务')
    await page.getByLabel('单位名称').fill(CLIENT.name)
    await page.locator('#client_id_value').fill(CLIENT.id.value)
    await page.locator('#products').fill('内窥镜物镜组')
    await page.locator('#products').press('Enter')
    await page.locator('#serviceCategories').click()
    await page.locator('.ant-select-item-option', { hasText: '产品试制' }).click()
    await page.locator('#serviceCategories').press('Escape')
    await page.locator('#amount').fill('380000')
    await type(clerk, '#signedOn', LONG_AGO)
    await page.locator('.closed-notice').getByText('登记后须经他人复核').waitFor()
    await looked(clerk, 'waits-form')
    await type(clerk, '#signedOn', RECENT)
    await page.locator('.closed-notice').waitFor({ state: 'detached' })
    await type(clerk, '#signedOn', LONG_AGO)
    await page.locator('button[type=submit]').click()
    // Why, before it is recorded.
    await page.getByRole('alert').getByText(`业务日期 ${LONG_AGO} 早于 30 天前`).waitFor()
    await looked(clerk, 'waits-why')
    await page.getByRole('button', { name: '仍要登记' }).click()
    await page.getByText('合同签订尚待他人复核').waitFor()
    await clerk.settled()
    await looked(clerk, 'waits-contract')
    const contract = new URL(page.url()).hash.slice(1)
    expect(await figures()).toEqual(before)
    // Who asked may take it back, not approve it.
    expect(await page.getByRole('button', { name: '复核通过' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '撤回' }).isVisible()).toBe(true)
    await onPhone('platform', contract, 'waits-contract-phone')

    const evaluator = await sit('evaluator')
    await evaluator.go('/proposals')
    await evaluator.page.getByText('JM-2026-700').first().waitFor()
    await looked(evaluator, 'waits-list')
    expect(await evaluator.text()).toContain(`业务日期 ${LONG_AGO} 早于 ${LIMIT_DAYS} 天前`)
    await onPhone('evaluator', '/proposals', 'waits-list-phone')
    await evaluator.page.getByRole('button', { name: '复核通过' }).click()
    await evaluator.page.getByText('没有待复核的变更').waitFor()
    // The clerk's page, left open, learns of it by itself.
    await page.getByRole('heading', { name: /JM-2026-700 镜头装调中试服务/ }).waitFor()
    await page
      .locator('.entry', { hasText: '演示登记员 提出，演示评价员 复核' })
      .filter({ hasText: '合同签订' })
      .waitFor()
    const [projects, amount] = await figures()
    expect([Number(projects) - Number(before[0]), Number(amount) - Number(before[1])]).toEqual([1, 380_000])

    // An entry on a contract that stands.
    await page.getByRole('button', { name: '开票' }).click()
    await page.getByLabel('发票号码').fill('2544 2000 0000 1234 5678')
    await page.getByLabel('本合同份额').fill('1000')
    await page.getByLabel('税额').fill('0')
    await type(clerk, '#issuedOn', daysAgo(40))
    await page.locator('.ant-drawer .closed-notice').waitFor()
    await clerk.keep('waits-invoice-form')
    await page.locator('.ant-drawer button[type=submit]').click()
    await page.getByRole('button', { name: '仍要登记' }).click()
    await page.getByText('已提交，待他人复核后生效').first().waitFor()
    await page.locator('.ant-drawer').waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: /^登记/ }).waitFor()
    await clerk.settled()
    await looked(clerk, 'waits-invoice')
    const invoiced = page.locator('.bars > div', { hasText: '已开票' }).locator('.bar-value')
    expect(await invoiced.innerText()).toBe('0.00')
    await evaluator.go(contract)
    await evaluator.page.getByRole('button', { name: '复核通过' }).click()
    // The entry that waited bears the word as well: what has changed is the sum.
    await invoiced.filter({ hasText: '1,000.00' }).waitFor()
  })

  test('an import with rows of long ago waits as one thing, told before, and is approved in one go', async () => {
    const before = await figures()
    const clerk = await sit('platform')
    const { page } = clerk
    await clerk.go('/import')
    const choose = async () => {
      await page.locator('input[type=file]').setInputFiles({
        name: '合同清单.xlsx',
        mimeType: XLSX,
        buffer: await contracts(),
      })
      await clerk.settled()
    }
    await choose()
    await page.getByText('其中 2 份合同的 2 行须经他人复核').waitFor()
    await looked(clerk, 'waits-import-checked')
    await page.getByRole('button', { name: '登记 3 行' }).click()
    await page.getByText('已登记 1 行').waitFor()
    await page.getByText('另有 2 份合同的 2 行待他人复核').waitFor()
    await clerk.settled()
    await looked(clerk, 'waits-import-recorded')
    const [projects] = await figures()
    expect(Number(projects) - Number(before[0])).toBe(1)
    // Sent again, what waits is known.
    await choose()
    await page.getByText('文件中的 3 行都已在台账上').waitFor()
    await clerk.go('/proposals')
    await clerk.keep('waits-import-own-list')

    const evaluator = await sit('evaluator')
    await evaluator.go('/proposals')
    await evaluator.page.getByText('导入待复核：2 份合同，2 笔').waitFor()
    expect(await evaluator.text()).toContain('80,000.50')
    await looked(evaluator, 'waits-import-list')
    await onPhone('evaluator', '/proposals', 'waits-import-list-phone')
    await evaluator.page.getByRole('button', { name: '复核通过' }).first().click()
    await evaluator.page.getByText('没有待复核的变更').waitFor()
    await evaluator.settled()
    await looked(evaluator, 'waits-import-approved')
    const [after, amount] = await figures()
    expect([Number(after) - Number(before[0]), Number(amount) - Number(before[1])]).toEqual([3, 120_000.75])
  })
})
