import { createHash } from 'node:crypto'
import { pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

/** A paper of three pages that the clerk drops, and a file that is no paper whatever it is called. */
const SCAN = pdfOf(3)
const HASH = createHash('sha256').update(SCAN).digest('hex')
const NO_PAPER = Buffer.from('演示合同扫描件')

inBrowser(`a platform’s clerk${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeEach(async () => {
    browsing = await Browsing.open()
    seat = await browsing.sitAs('platform')
  })
  afterEach(() => browsing.close())

  const drawer = () => seat.page.locator('.ant-drawer')
  const send = async () => {
    await drawer().locator('button[type=submit]').click()
    await drawer().waitFor({ state: 'detached' })
    await seat.settled()
  }
  /** What it would bring is told first, and recorded all the same. */
  const sendWarned = async (warning: RegExp) => {
    await seat.page.locator('button[type=submit]').click()
    await seat.page.getByRole('alert').filter({ hasText: warning }).waitFor()
    await seat.page.getByRole('button', { name: '仍要登记' }).click()
  }
  const open = async (contractNo: string) => {
    await seat.go('/contracts')
    await seat.page.getByRole('link', { name: contractNo }).click()
    await seat.page.getByRole('heading', { name: new RegExp(contractNo) }).waitFor()
  }
  const record = async (what: string) => {
    await seat.page.getByRole('button', { name: '登记', exact: false }).last().click()
    await seat.page.getByRole('menuitem', { name: what, exact: true }).click()
  }
  const money = (word: string) => seat.page.locator('.bars > div', { hasText: word }).locator('.bar-value').innerText()
  const entriesOf = async (contractNo: string) => {
    const list = (await browsing.fixture.get('/api/engagements?order=newest&limit=200', 'evaluator')).json().engagements
    const { id } = list.find((it: { contractNo: string }) => it.contractNo === contractNo)
    return (await browsing.fixture.get(`/api/engagements/${id}/entries`, 'evaluator')).json().entries
  }

  test('signs a contract, amends, invoices, is paid, and sees money and entries grow', async () => {
    const { page } = seat
    await page.getByRole('button', { name: '登记新合同' }).click()
    await page.getByRole('heading', { name: '登记新合同' }).waitFor()
    await page.getByLabel('合同编号', { exact: true }).fill('JM-2026-900')
    await page.getByLabel('合同名称').fill('镜头装调中试服务')
    await page.getByLabel('单位名称').fill('示例光电科技有限公司')
    await page.locator('#client_id_value').fill('91440101ma5cjq4n59')
    await page.locator('#products').fill('内窥镜物镜组')
    await page.locator('#products').press('Enter')
    await page.locator('#serviceCategories').click()
    await page.locator('.ant-select-item-option', { hasText: '产品试制' }).click()
    await page.locator('#serviceCategories').press('Escape')
    await page.locator('#amount').fill('380,000')
    await page.locator('#signedOn').click()
    await page.locator('#signedOn').fill('2025-09-18')
    await page.locator('#signedOn').press('Tab')
    await sendWarned(/补录.*（W10）/)
    await page.getByRole('heading', { name: /JM-2026-900/ }).waitFor()
    expect(await money('变更后金额')).toBe('380,000.00')

    await record('补充协议')
    await page.getByLabel('补充协议编号').fill('补充协议一')
    expect(await page.getByLabel('变更前金额').inputValue()).toBe('380000.00')
    await page.getByLabel('增减额').fill('-20,000')
    await page.getByLabel('增减额').press('Tab')
    expect(await page.getByLabel('变更后金额').inputValue()).toBe('360000.00')
    await page.getByLabel('理由').fill('减少一个批次')
    await send()
    expect(await money('变更后金额')).toBe('360,000.00')

    await page.getByRole('button', { name: '开票' }).click()
    await page.getByLabel('发票号码').fill('2544 2000 0000 1234 5678')
    await page.getByLabel('本合同份额').fill('100000')
    expect(await page.getByLabel('价税合计').inputValue()).toBe('100000')
    await page.getByLabel('税额').fill('5660.38')
    await send()
    await page.getByRole('button', { name: '到账' }).click()
    await page.getByLabel('银行回单号').fill('HD-1')
    await page.getByLabel('本合同份额').fill('40000.5')
    await send()
    expect([await money('已开票'), await money('已到账'), await money('未到账')]).toEqual([
      '100,000.00',
      '40,000.50',
      '59,999.50',
    ])
    const entries = await entriesOf('JM-2026-900')
    expect(entries.map((it: { type: string; actor: string }) => `${it.type} ${it.actor}`)).toEqual(
      ['ContractSigned', 'ContractAmended', 'InvoiceIssued', 'PaymentReceived'].map((it) => `${it} 演示登记员`),
    )
    expect(seat.faults).toEqual([])
  })

  test('records everything else that happens to a contract, each in its form', async () => {
    const { page } = seat
    await open('JM-2025-023')
    const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
    await record('技术合同登记')
    await fill('登记编号', '2025442000009999')
    await fill('技术交易额', '200000')
    await send()
    await page.getByRole('button', { name: '批次', exact: true }).click()
    await fill('批号', 'Z260101')
    await fill('批量', '120')
    await fill('单位', '套')
    await page.locator('#completedOn').fill(await page.locator('#startedOn').inputValue())
    await page.locator('#completedOn').press('Tab')
    await send()
    await record('批次放行')
    await page.locator('#batchNo').click()
    await page.locator('.ant-select-item-option', { hasText: 'Z260101' }).click()
    await fill('经办', '质量部')
    await send()
    await record('验收')
    await fill('成果编号', 'CG-77')
    await fill('验收人', '委托方项目部')
    await send()
    await record('取得药品注册证书')
    await fill('品种', '示例品种')
    await fill('批准文号', '国药准字H20260001')
    await fill('证书编号', '2026S00001')
    await send()
    await record('红冲')
    await page.locator('#invoice').click()
    await page.locator('.ant-select-item-option').first().click()
    await fill('金额', '1.5')
    await sendWarned(/到账大于开票.*（W3）/)
    await drawer().waitFor({ state: 'detached' })
    await seat.settled()
    await record('退款')
    await page.locator('#bankReference').click()
    await page.locator('.ant-select-item-option').first().click()
    await fill('金额', '1.5')
    await send()
    await record('完成')
    await fill('备注', '全部交付')
    await send()
    const types = (await entriesOf('JM-2025-023')).slice(-8).map((it: { type: string }) => it.type)
    expect(types).toEqual([
      'TechContractRegistered',
      'BatchRun',
      'BatchReleased',
      'DeliverableAccepted',
      'DrugApprovalObtained',
      'InvoiceReversed',
      'PaymentRefunded',
      'ContractCompleted',
    ])
    expect(seat.faults).toEqual([])
  })

  test('takes a fresh mistake back alone, with its reason', async () => {
    const { page } = seat
    await open('JM-2025-022')
    await page.getByRole('button', { name: '到账' }).click()
    await page.getByLabel('银行回单号').fill('HD-WRONG')
    await page.getByLabel('本合同份额').fill('5')
    await send()
    const entry = page.locator('.entry', { hasText: 'HD-WRONG' })
    await entry.getByRole('button', { name: '作废' }).click()
    await page.locator('#reason').fill('录错合同')
    await send()
    expect((await entriesOf('JM-2025-022')).at(-1)).toMatchObject({ type: 'EntryVoided', data: { reason: '录错合同' } })
    expect(await page.locator('.entry .struck', { hasText: 'HD-WRONG' }).count()).toBe(1)
  })

  test('is told at the field what is refused, nothing is recorded, and mends it there', async () => {
    const { page } = seat
    const before = (await entriesOf('JM-2025-026')).length
    await open('JM-2025-026')
    await record('补充协议')
    await page.getByLabel('补充协议编号').fill('补充协议一')
    await page.getByLabel('变更后金额').fill('100000')
    await page.getByLabel('理由').fill('缩减')
    await drawer().locator('button[type=submit]').click()
    const fault = page
      .locator('.ant-form-item', { has: page.locator('#newAmount') })
      .locator('.ant-form-item-explain-error')
    expect(await fault.innerText()).toBe('新金额低于已开票净额，请先红冲')
    expect((await entriesOf('JM-2025-026')).length).toBe(before)
    await page.getByLabel('变更后金额').fill('300000')
    await send()
    expect((await entriesOf('JM-2025-026')).length).toBe(before + 1)
  })

  test('is told what an entry would bring before it is recorded, goes back and mends it, or records it all the same', async () => {
    const { page } = seat
    await open('JM-2025-027')
    const before = (await entriesOf('JM-2025-027')).length
    await page.getByRole('button', { name: '开票' }).click()
    await page.getByLabel('发票号码').fill('25442000000012345999')
    await page.getByLabel('本合同份额').fill('1000')
    await page.getByLabel('税额').fill('950')
    const reported = drawer().getByRole('alert').filter({ hasText: '登记后将出现' })
    const submit = drawer().locator('button[type=submit]')
    await submit.click()
    await reported.waitFor()
    expect(await reported.innerText()).toMatch(
      /税额高于当时最高法定税率（税额 950\.00，不含税金额 50\.00，最高税率 % 13） （W17）/,
    )
    await drawer().getByRole('button', { name: '返回修改' }).click()
    await reported.waitFor({ state: 'detached' })
    expect((await entriesOf('JM-2025-027')).length).toBe(before)

    await submit.click()
    await reported.waitFor()
    // Mended below what was told: it is the mended form that is tried anew.
    await page.getByLabel('税额').fill('56.60')
    await reported.waitFor({ state: 'detached' })
    expect((await entriesOf('JM-2025-027')).length).toBe(before)
    await page.getByLabel('税额').fill('940')
    await submit.click()
    await reported.waitFor()
    await drawer().getByRole('button', { name: '仍要登记' }).click()
    await drawer().waitFor({ state: 'detached' })
    await seat.settled()
    const { data } = (await entriesOf('JM-2025-027')).at(-1)
    expect(data).toMatchObject({ tax: '940.00', share: '1000.00' })
    expect(await seat.text()).toContain('税额过高')
    expect(seat.faults).toEqual([])
  })

  test('clicks twice and has it once', async () => {
    const { page } = seat
    await open('JM-2025-022')
    const before = (await entriesOf('JM-2025-022')).length
    await page.getByRole('button', { name: '到账' }).click()
    await page.getByLabel('银行回单号').fill('HD-TWICE')
    await page.getByLabel('本合同份额').fill('1.00')
    await drawer().locator('button[type=submit]').dblclick()
    await drawer().waitFor({ state: 'detached' })
    expect((await entriesOf('JM-2025-022')).length).toBe(before + 1)
  })

  test('gives many papers at once: what is none is refused by name, one is taken back, a broken line goes on, each is an entry, and it opens and is bound', async () => {
    const { page } = seat
    await open('JM-2025-025')
    const before = await entriesOf('JM-2025-025')
    await page.getByRole('button', { name: '添加佐证' }).first().click()
    // The line breaks once, under the first piece of the first paper.
    let broken = 0
    const gone: string[] = []
    await page.route('**/evidence-uploads/*', (route) => {
      const method = route.request().method()
      if (method === 'DELETE') gone.push(route.request().url())
      return method === 'PATCH' && broken++ === 0 ? route.abort('connectionreset') : route.fallback()
    })
    await page.setInputFiles('.ant-drawer input[type=file]', [
      { name: '扫描件.pdf', mimeType: 'application/pdf', buffer: SCAN },
      { name: '说明.pdf', mimeType: 'application/pdf', buffer: NO_PAPER },
      {
        name: '数据.xml',
        mimeType: 'text/xml',
        buffer: Buffer.from('<?xml version="1.0"?><检测><结果>合格</结果></检测>'),
      },
    ])
    const refused = drawer().getByRole('alert')
    await refused.waitFor()
    expect(await refused.innerText()).toMatch(/^不收此类文件：可上传 PDF/)
    await page.getByRole('button', { name: '移除 说明.pdf' }).click()
    const record = drawer().getByRole('button', { name: '登记 2 份佐证' })
    const pages = (name: string) => page.getByLabel(`页数 ${name}`)
    await pages('数据.xml').fill('2')
    await record.waitFor()
    expect([await pages('扫描件.pdf').inputValue(), await pages('扫描件.pdf').isEnabled()]).toEqual(['3', false])
    // Broken under its first piece, sent again from there; the others are one piece each.
    expect([broken, gone]).toEqual([4, []])
    await record.click()
    await drawer().waitFor({ state: 'detached' })
    const made = (await entriesOf('JM-2025-025')).slice(before.length)
    expect(
      made.map(({ data }: { data: Record<string, unknown> }) => [
        data.fileName,
        data.pages,
        data.sha256 === HASH,
        data.entry !== undefined,
      ]),
    ).toEqual([
      ['扫描件.pdf', 3, true, true],
      ['数据.xml', 2, false, true],
    ])

    const opened = seat.context.waitForEvent('request', (it) => it.method() === 'GET' && it.url().includes(`${HASH}?`))
    await page.getByRole('link', { name: '查看 扫描件.pdf' }).click()
    expect((await (await opened).response())?.status()).toBe(206)
    await page.getByRole('img', { name: '第 1 页，共 3 页' }).waitFor()
    await page.keyboard.press('Escape')
    await seat.settled()

    await page.goto(`${browsing.address}/#/contracts`)
    await seat.settled()
    await page.getByRole('button', { name: '佐证材料汇编' }).click()
    const download = page.waitForEvent('download')
    await drawer().getByRole('link', { name: '下载汇编 PDF' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/)
    expect(await drawer().innerText()).not.toContain('扫描件.pdf')
    expect(seat.faults).toEqual([])
  })

  test('of a paper that was not uploaded is told so where it would open', async () => {
    const { page } = seat
    // Of every third contract the demonstration has no more than a name and a hash.
    await open('JM-2025-026')
    const [link] = await page.getByRole('link', { name: /^查看 / }).all()
    await link.click()
    await page.getByRole('region', { name: '佐证材料' }).getByText('未上传', { exact: true }).waitFor()
    expect(seat.context.pages()).toHaveLength(1)
  })

  test('corrects what stands for long only with an evaluator, who sees both contents', async () => {
    const { page } = seat
    await open('JM-2025-024')
    const signing = page.locator('.entry', { hasText: '合同签订' })
    await signing.getByRole('button', { name: '更正' }).click()
    await page.locator('#title').fill('精密仪器中试服务（更名）')
    await page.locator('#changeReason').fill('名称录入有误')
    await drawer().locator('button[type=submit]').click()
    await page.getByRole('button', { name: '提交复核申请' }).click()
    await drawer().waitFor({ state: 'detached' })
    await page.getByText('理由：名称录入有误').waitFor()

    const second = await browsing.sitAs('evaluator')
    await second.go('/proposals')
    expect(await second.text()).toContain('精密仪器中试服务（更名）')
    await second.page.getByRole('button', { name: '复核通过' }).click()
    await second.page.getByText('没有待复核的变更').waitFor()
    const last = (await entriesOf('JM-2025-024')).at(-1)
    expect(last).toMatchObject({ type: 'EntryCorrected', actor: '演示评价员', data: { proposedBy: '演示登记员' } })
    // The clerk's page, left open, learns of it by itself.
    await page.getByRole('heading', { name: /更名/ }).waitFor()
    expect([...seat.faults, ...second.faults]).toEqual([])
  })

  test('searches and filters, and the address brings the same list again', async () => {
    const { page } = seat
    await seat.go('/contracts')
    await page.getByRole('searchbox').fill('仪器部件7')
    await page.getByRole('searchbox').press('Enter')
    await page.waitForURL((url) => url.hash.includes('text='))
    await seat.settled()
    const numbers = () => page.locator('tbody a[href*="/contracts/"]').allInnerTexts()
    const found = await numbers()
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(10)
    await page.reload()
    await seat.settled()
    expect(await numbers()).toEqual(found)
  })

  test('suspends a contract, finds it by its state, and resumes it', async () => {
    const { page } = seat
    await open('JM-2025-023')
    await record('中止')
    const today = await page.locator('#on').inputValue()
    // A contract is resumed on a later day than it was suspended.
    await page.locator('#on').fill(new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10))
    await page.getByLabel('理由', { exact: true }).fill('委托方场地改造')
    await send()
    await page.goto(`${browsing.address}/#/contracts`)
    await seat.settled()
    await page.getByRole('combobox', { name: '状态' }).click()
    await page.locator('.ant-select-item-option', { hasText: '已中止' }).click()
    await seat.settled()
    expect(await page.locator('tbody a[href*="/contracts/"]').allInnerTexts()).toEqual(['JM-2025-023'])
    expect(await page.locator('tbody .tag', { hasText: '已中止' }).count()).toBe(1)
    await open('JM-2025-023')
    await record('恢复')
    await send()
    expect(await page.locator('header.title .tag', { hasText: '履行中' }).count()).toBe(1)
    expect(seat.faults).toEqual([])
  })

  test('sees no rival: not by its contract’s address, not by its figures', async () => {
    const theirs = (
      await browsing.fixture.get(`/api/engagements?platform=${browsing.fixture.cmc}&limit=1`, 'evaluator')
    ).json()
    for (const place of [
      `/contracts/${theirs.engagements[0].id}`,
      `/figures/${browsing.fixture.cmc}`,
      `/figures/${browsing.fixture.cmc}/contractAmount`,
      `/contracts?platform=${browsing.fixture.cmc}`,
      `/platforms/${browsing.fixture.cmc}`,
      `/letter?platform=${browsing.fixture.cmc}`,
    ]) {
      await seat.page.goto(`${browsing.address}/#${place}`)
      await seat.settled()
      const text = await seat.text()
      expect([place, /CMC-0\d\d|20,630,000|2063/.test(text)]).toEqual([place, false])
    }
  })
})
