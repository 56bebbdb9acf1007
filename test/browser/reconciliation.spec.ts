import { Browsing, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`finance at the bank’s lines${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  const yuan = (it: string) => BigInt(it.replace('.', ''))
  const place = (more = '') => `/reconciliation?platform=${browsing.fixture.instruments}${more}`
  const queues = async () => {
    const { instruments: id } = browsing.fixture
    return (await browsing.fixture.get(`/api/platforms/${id}/reconciliation/queues`, 'finance')).json()
  }

  test.each([
    ['zh', ''],
    ['en', ''],
    ['zh', '&view=matches'],
    ['en', '&view=matches'],
    ['zh', '&view=queues'],
    ['en', '&view=queues'],
    ['zh', '&view=statements'],
    ['en', '&view=statements'],
  ] as const)('in %s the view %j is complete, without barriers, and nothing jumps', async (language, view) => {
    seat = await browsing.sitAs('finance', { language, size: LAPTOP })
    await seat.go(place(view))
    await seat.keep(`reconciliation-${language}${view}`)
    expect((await seat.text()).match(/\b(bank|queue)\.[a-zA-Z.]+/g)).toBeNull()
    expect(await seat.barriers()).toEqual([])
    expect(await seat.shift()).toBeLessThan(0.1)
  })

  test('on a phone nothing is wider than the screen', async () => {
    seat = await browsing.sitAs('finance', { size: PHONE })
    for (const view of ['', '&view=matches', '&view=queues', '&view=statements']) {
      await seat.go(place(view))
      await seat.keep(`reconciliation-phone${view}`)
      expect([view, await seat.width()]).toEqual([view, PHONE.width])
    }
  })

  test('chooses a line, its candidate by a digit, confirms with Enter and takes it back with u', async () => {
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(place())
    const before = await queues()
    // The receipt that lost 0.05 on its way: the nearest entry is its own payment.
    const short = page.locator('.bank-row', { hasText: 'JMHD-' }).first()
    await short.click()
    await page.keyboard.press('1')
    expect(await page.locator('.bank-differs').innerText()).toContain('-0.05')
    await page.keyboard.press('Enter')
    await page.getByText('确认匹配：已完成').first().waitFor()
    await seat.settled()
    // Matched for what both have; the ledger's 0.05 more stays open.
    const matched = await queues()
    expect(yuan(matched.proof.matched) - yuan(before.proof.matched)).toBe(15_015_497n)
    expect(matched.counts.underpaid.open).toBe(before.counts.underpaid.open)
    await page.locator('.bank-row').first().click()
    await page.keyboard.press('u')
    // The short receipt is back in the list.
    await short.waitFor()
    expect((await queues()).proof).toEqual(before.proof)
  })

  test('any match, not only the last, is undone from the list of matches with a reason', async () => {
    seat = await browsing.sitAs('finance')
    const { page } = seat
    const before = await queues()
    await seat.go(place('&view=matches'))
    const undo = page.getByRole('button', { name: /^撤销 / })
    expect(await undo.first().isDisabled()).toBe(true)
    await page.getByLabel('理由').fill('误配')
    const rows = await undo.count()
    await undo.first().click()
    await page.getByText('撤销：已完成').first().waitFor()
    await seat.settled()
    expect(await undo.count()).toBe(rows - 1)
    const after = await queues()
    expect(yuan(after.proof.matched) < yuan(before.proof.matched)).toBe(true)
    await seat.go(place())
    await page.getByRole('button', { name: '按规则匹配' }).click()
    await page.getByText('按规则匹配：已完成').first().waitFor()
    await seat.settled()
    // What a person has taken apart no run puts together again.
    expect((await queues()).proof).toEqual(after.proof)
  })

  test('a platform’s clerk tries a statement that does not tie, then brings the one that does; matching is not his', async () => {
    seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go(place('&view=statements'))
    expect(await page.getByText('逐笔匹配').count()).toBe(0)
    const head = '交易日期,收入金额,支出金额,账户余额,对方户名,交易流水号,摘要'
    const file = (lines: readonly string[]) => ({
      name: '九月.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([head, ...lines].join('\n')),
    })
    const input = page.locator('input[type=file]')
    const good = ['2025-09-01,100.00,,1415195.56,某公司,S-1,货款', '2025-09-30,,15.00,1415180.56,演示银行,S-2,费']
    await input.setInputFiles(file([good[0], good[1].replace('180.56', '180.57')]))
    await page.getByText('第 3 行的余额与上一行余额加发生额不符').waitFor()
    await page.getByText('行 3 · 所列 1415180.57 · 应为 1415180.56').waitFor()
    const record = page.getByRole('button', { name: /导\s*入/ }).last()
    expect(await record.isDisabled()).toBe(true)
    await input.setInputFiles(file(good))
    await page.getByText('2025-09-01 至 2025-09-30，2 笔').waitFor()
    await record.click()
    await page.getByRole('cell', { name: '九月.csv' }).waitFor()
    await seat.settled()
    expect(await page.locator('tbody').last().innerText()).toContain('1,415,180.56')
    await input.setInputFiles(file(good))
    await page.getByText('该文件已导入过').waitFor()
    // A line of which nothing on the ledger tells may be recorded as the receipt that it is.
    await seat.go(place('&view=queues&queue=unmatchedLine'))
    await page
      .getByRole('row', { name: /某公司/ })
      .getByRole('button', { name: '登记到账' })
      .click()
    await page.getByText('付款方没有未收款的发票').waitFor()
    await seat.settled()
    await seat.keep('reconciliation-receipt')
    expect(await seat.barriers()).toEqual([])
  })

  test('an account without a column map is offered the bank’s own, takes it by a press, and its list is read', async () => {
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(place('&view=statements'))
    const account = '2011 0020 1920 0000 009'
    await page.getByLabel('账号', { exact: true }).last().fill(account)
    await page.getByLabel('开户行').fill('中国工商银行中山分行')
    await page.getByLabel('户名', { exact: true }).fill('示例中试平台')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('cell', { name: '中国工商银行中山分行' }).waitFor()
    await seat.settled()
    await page.getByRole('combobox', { name: '账号' }).first().click()
    await page.locator('.ant-select-item-option', { hasText: '中国工商银行中山分行' }).click()
    const rows = [
      '凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息',
      'P1,2011002019200000009,6222,2025-06-03,贷,,"2,000.50",,货款,,示例光电科技有限公司,"12,000.50",',
      'P2,2011002019200000009,,2025-06-30,借,0.50,,,,手续费,,"12,000.00",',
    ]
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '工行六月.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
    const take = page.getByRole('button', { name: '采用中国工商银行的列映射' })
    await take.waitFor()
    await seat.settled()
    await seat.keep('reconciliation-map-offered')
    expect(await seat.barriers()).toEqual([])
    await take.click()
    await page.getByText('2025-06-03 至 2025-06-30，2 笔').waitFor()
    await seat.settled()
    await seat.keep('reconciliation-map-taken')
    await page
      .getByRole('button', { name: /导\s*入/ })
      .last()
      .click()
    await page.getByRole('cell', { name: '工行六月.csv' }).waitFor()
    await seat.settled()
    await seat.keep('reconciliation-map-recorded')
    const row = page.getByRole('row', { name: /工行六月/ })
    expect(await row.innerText()).toMatch(/10,000\.00[\s\S]*12,000\.00/)
    // Its fee is the bank's own: the run says so, what is left and why, and leads there.
    await seat.go(place())
    await page.getByRole('button', { name: '按规则匹配' }).click()
    await page.getByText('自动匹配 0 笔，记为银行结息、手续费 1 笔').waitFor()
    await seat.settled()
    await seat.keep('reconciliation-ran')
    expect(await seat.barriers()).toEqual([])
    const { counts } = await queues()
    await page.getByRole('link', { name: `未匹配流水 ${counts.unmatchedLine.open}` }).click()
    await page
      .getByRole('cell', { name: /某公司|示例光电科技有限公司/ })
      .first()
      .waitFor()
    expect(page.url()).toContain('queue=unmatchedLine')
    await seat.go(place('&view=matches'))
    await page.getByText('银行自身的结息、手续费').first().waitFor()
  })

  test('a file of several statements asks which, and takes them one after the other', async () => {
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(place('&view=statements'))
    const { accounts } = (
      await browsing.fixture.get(`/api/platforms/${browsing.fixture.instruments}/reconciliation/accounts`, 'finance')
    ).json()
    const stated = (id: string, from: string, to: string, opening: string, amount: string, closing: string) =>
      `<Stmt><Id>${id}</Id><CreDtTm>2026-01-31T20:00:00+08:00</CreDtTm><FrToDt><FrDtTm>${from}T00:00:00+08:00</FrDtTm><ToDtTm>${to}T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${accounts[0].account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${from}</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${to}</Dt></Dt></Bal>
<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${to}</Dt></BookgDt><AcctSvcrRef>${id}</AcctSvcrRef></Ntry></Stmt>`
    const xml = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-31T20:00:00+08:00</CreDtTm></GrpHdr>
${stated('S-JAN', '2026-01-01', '2026-01-31', '500.00', '20.25', '520.25')}
${stated('S-FEB', '2026-02-01', '2026-02-28', '520.25', '30.50', '550.75')}
</BkToCstmrStmt></Document>`
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '两月.xml', mimeType: 'application/xml', buffer: Buffer.from(xml) })
    const which = page.getByRole('combobox', { name: '文件含多份对账单，请选择' })
    await which.waitFor()
    await seat.settled()
    await seat.keep('reconciliation-several')
    const reported = page.getByRole('table', { name: '文件中的对账单' })
    for (const it of ['S-JAN', '500.00', 'S-FEB', '550.75']) expect(await reported.innerText()).toContain(it)
    expect(await seat.barriers()).toEqual([])
    const record = page.getByRole('button', { name: /导\s*入/ }).last()
    expect(await record.isDisabled()).toBe(true)
    await which.click()
    await page.locator('.ant-select-item-option', { hasText: '逐份全部导入' }).click()
    await seat.settled()
    await seat.keep('reconciliation-several-all')
    await record.click()
    await seat.settled()
    await page.getByRole('cell', { name: '两月.xml' }).nth(1).waitFor()
    await seat.keep('reconciliation-several-recorded')
    const table = await page.locator('tbody').last().innerText()
    for (const balance of ['520.25', '550.75']) expect(table).toContain(balance)
  })
})
