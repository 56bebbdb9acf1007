import { Workbook } from 'exceljs'
import type { Browsing, Role, Seat } from './browser.spec-support'

/** One picture of the guides: whose page, where, and what is done there before it is taken. */
export interface Picture {
  /** Nobody: the log-in page. */
  readonly role?: Role
  /** `$P`, `$C`: the platforms of the instruments and of the medicines; `$R`: the demonstration's round; `$N`, `$S`: one that has just begun, one in which the platform has stated its figures. */
  readonly at: string
  readonly before?: (seat: Seat) => Promise<unknown>
  /** Taken when `recordMore` has recorded more than the demonstration has. */
  readonly afterMore?: true
  /** Pixels, where it is not the usual height. */
  readonly height?: number
}

const WINDOW = 'from=2024-11-01&to=2025-08-31'
const submit = ({ page }: Seat) => page.locator('.ant-drawer button[type=submit]').click()
const choose = async ({ page }: Seat, name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

/** In this order: what only reads comes before what records. */
export const PICTURES: Readonly<Record<string, Picture>> = {
  'log-in': { at: '/' },
  figures: { role: 'evaluator', at: `/figures?${WINDOW}` },
  'figure-rows': { role: 'evaluator', at: `/figures/$P/contractAmount?${WINDOW}` },
  changes: { role: 'evaluator', at: `/changes?${WINDOW}&platform=$P&since=2025-03-31` },
  warnings: { role: 'evaluator', at: '/warnings' },
  audit: { role: 'evaluator', at: '/rounds/$R/platforms/$P?view=audit' },
  seal: { role: 'evaluator', at: '/rounds/$R/seal' },
  letter: { role: 'evaluator', at: `/letter?${WINDOW}` },
  programme: { role: 'evaluator', at: `/programme?${WINDOW}` },
  money: { role: 'finance', at: `/finance?${WINDOW}` },
  matching: {
    role: 'finance',
    at: '/reconciliation?platform=$P',
    before: async ({ page }) => {
      await page.locator('.bank-row', { hasText: 'JMHD-' }).first().click()
      await page.keyboard.press('1')
      await page.locator('.bank-differs').waitFor()
    },
  },
  statements: { role: 'finance', at: '/reconciliation?platform=$P&view=statements' },
  bridge: { role: 'finance', at: '/bridge?from=2025-07-01&to=2025-09-30&platform=$C&by=month' },
  closing: { role: 'finance', at: '/closing?platform=$C&period=2025-09' },
  subsidy: { role: 'finance', at: '/rounds/$R/subsidy' },
  platform: { role: 'administrator', at: '/platforms/$P' },
  contracts: { role: 'platform', at: '/contracts' },
  contract: {
    role: 'platform',
    at: '/contracts',
    before: async ({ page }) => {
      await page.getByRole('link', { name: 'JM-2025-023' }).click()
      await page.getByRole('heading', { name: /JM-2025-023/ }).waitFor()
    },
  },
  refused: {
    role: 'platform',
    at: '/contracts',
    before: async (seat) => {
      const { page } = seat
      await page.getByRole('link', { name: 'JM-2025-026' }).click()
      await page.getByRole('heading', { name: /JM-2025-026/ }).waitFor()
      await page.getByRole('button', { name: '登记', exact: false }).last().click()
      await page.getByRole('menuitem', { name: '补充协议', exact: true }).click()
      await page.getByLabel('补充协议编号').fill('补充协议一')
      await page.getByLabel('变更后金额').fill('100000')
      await page.getByLabel('理由').fill('缩减')
      await submit(seat)
      await page.locator('.ant-form-item-explain-error', { hasText: '新金额低于已开票净额' }).waitFor()
    },
  },
  warned: {
    role: 'platform',
    at: '/contracts',
    before: async (seat) => {
      const { page } = seat
      await page.getByRole('link', { name: 'JM-2025-027' }).click()
      await page.getByRole('heading', { name: /JM-2025-027/ }).waitFor()
      await page.getByRole('button', { name: '开票' }).click()
      await page.getByLabel('发票号码').fill('25442000000012345999')
      await page.getByLabel('本合同份额').fill('1000')
      await page.getByLabel('税额').fill('950')
      await submit(seat)
      await page.getByText(/W17/).first().waitFor()
      await page.getByRole('button', { name: '仍要登记' }).scrollIntoViewIfNeeded()
    },
  },
  import: {
    role: 'platform',
    at: '/import',
    height: 900,
    before: async (seat) => {
      await choose(seat, '合同清单.xlsx', await workbook())
      await seat.page.locator('.import-counts').waitFor()
    },
  },
  'self-assessment': { role: 'platform', at: '/rounds/$N/platforms/$P', afterMore: true },
  verification: {
    role: 'evaluator',
    at: '/rounds/$S/platforms/$P?view=verify',
    afterMore: true,
    before: ({ page }) => page.locator('.bank-row[aria-current="true"]').waitFor(),
  },
  proposals: { role: 'evaluator', at: '/proposals', afterMore: true },
  'access-log': { role: 'administrator', at: '/access-log' },
  tokens: { role: 'administrator', at: '/own' },
  account: {
    role: 'administrator',
    at: '/accounts',
    before: async ({ page }) => {
      await page.getByRole('button', { name: '新建账户' }).click()
      await page.locator('#name').fill('zhang.kuaiji')
      await page.locator('#displayName').fill('张会计')
      await page.locator('#role').click()
      await page.locator('.ant-select-item-option', { hasText: '财务' }).click()
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByLabel('一次性密码前半', { exact: true }).waitFor()
    },
  },
  consent: { role: 'auditor', at: '/accounts' },
}

/** A clerk's list with one amount in words and one day that is still to come. */
async function workbook(): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet('合同清单')
  sheet.addRow([
    '合同编号',
    '合同名称',
    '委托单位',
    '统一社会信用代码',
    '服务类别',
    '合同金额（万元）',
    '含税口径',
    '计价方式',
    '签订日期',
  ])
  const row = (no: number, amount: string | number, day: string) =>
    sheet.addRow([
      `DR-00${no}`,
      '镜头装调中试服务',
      '示例光电科技有限公司',
      '91440101MA5CJQ4N59',
      '产品试制',
      amount,
      '含税',
      '固定总价',
      day,
    ])
  row(1, 12.5, '2025-10-09')
  row(2, '壹万', '2025-10-10')
  row(3, 8, '2035-03-18')
  row(4, 30.25, '2025-10-15')
  return Buffer.from(await book.xlsx.writeBuffer())
}

const CONTRACT = {
  contractNo: 'JM-2025-101',
  title: '镜头装调中试服务',
  kind: 'single',
  client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
  serviceCategories: ['产品试制'],
  products: ['内窥镜物镜组'],
  amount: '380000.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-08-18',
}
const DEADLINES = {
  selfAssessment: '2098-01-31',
  verification: '2098-02-28',
  reply: '2098-03-31',
  appeal: '2098-04-30',
}

/** Where pictures are taken. */
export async function placesOf({ fixture }: Browsing): Promise<Readonly<Record<string, string>>> {
  const [round] = (await fixture.get('/api/rounds', 'evaluator')).json().rounds
  return { $P: fixture.instruments, $C: fixture.cmc, $R: round.id }
}

/** A contract that waits for a second person, and two rounds: the places that come with them. */
export async function recordMore(browsing: Browsing): Promise<Readonly<Record<'$N' | '$S', string>>> {
  const { instruments, get } = browsing.fixture
  const [{ scheme }] = (await get('/api/rounds', 'evaluator')).json().rounds
  const clerk = await browsing.sitAs('platform')
  await post(clerk, '/api/engagements', { ...CONTRACT, platform: instruments })
  const evaluator = await browsing.sitAs('evaluator')
  const begin = async (roundNo: string, title: string) => {
    const opening = { roundNo, title, scheme: scheme.id, version: 1, platforms: [instruments], deadlines: DEADLINES }
    return (await post(evaluator, '/api/rounds', { ...opening, repeats: '补充评价' })).id
  }
  const [begun, stated] = [await begin('PJ-示例-2', '示例：补充评价'), await begin('PJ-示例-3', '示例：再次评价')]
  const own = `/api/rounds/${stated}/platforms/${instruments}`
  const evidence = [{ sha256: 'a'.repeat(64), fileName: '社保缴纳名单.pdf', pages: 2 }]
  await post(clerk, `${own}/assessment`, { claims: [{ indicator: 'staff', value: '34', evidence }] })
  await post(clerk, `${own}/submission`, {})
  for (const it of [clerk, evaluator]) await it.close()
  return { $N: begun, $S: stated }
}

async function post({ page }: Seat, path: string, body: object): Promise<{ id: string }> {
  const text = JSON.stringify(JSON.stringify(body))
  return page.evaluate(
    `fetch('.${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${text} }).then((it) => it.json())`,
  )
}
