import { bankOf } from './bank-lines.spec-support'
import { Browsing, daysAgo, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

const PAYER = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '多笔付款光电有限公司' }

inBrowser(`several rows at once${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  let bank: ReturnType<typeof bankOf>
  beforeAll(async () => {
    browsing = await Browsing.open()
    bank = bankOf(browsing.fixture)
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  const lines = () => `/reconciliation?platform=${browsing.fixture.instruments}&view=lines`
  const choose = (text: string) =>
    seat.page
      .locator('tr[data-row-key], .cards > li', { hasText: new RegExp(`${text}(?!\\d)`) })
      .getByRole('checkbox')
      .check()
  const open = async () => (await bank.get(bank.at('/reconciliation/lines?state=open&limit=500'))).lines
  const openAmong = async (slips: readonly string[]) =>
    (await open()).flatMap(({ reference }: { reference?: string }) =>
      reference !== undefined && slips.includes(reference) ? [reference] : [],
    )

  test('a clerk records several lines as receipts: what should be read first stays chosen, with why', async () => {
    await bank.contract('CR-1', PAYER, ['3000.00', '500.00', '400.00'], daysAgo(90))
    const slips = ['CR-SLIP-1', 'CR-SLIP-2', 'CR-SLIP-3']
    await bank.came('多笔.csv', [
      [daysAgo(60), 400, PAYER.name, slips[2]],
      [daysAgo(4), 500, PAYER.name, slips[1]],
      [daysAgo(3), 3000, PAYER.name, slips[0]],
    ])
    seat = await browsing.sitAs('platform', { size: LAPTOP })
    const { page } = seat
    await seat.go(lines())
    for (const it of slips) await choose(it)
    await page.getByText('已选 3 行').waitFor()
    await seat.keep('chosen-lines-clerk')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '登记到账并匹配（3 行）' }).click()
    await page.getByText('登记到账并匹配：2 行已完成').waitFor()
    await seat.settled()
    await seat.keep('chosen-lines-recorded')
    expect(await seat.barriers()).toEqual([])
    // Sixty days old: it would be 补录.
    expect(await page.locator('.for-chosen').first().innerText()).toMatch(
      /1 行未完成[\s\S]*CR-SLIP-3：登记前须先看：补录/,
    )
    await page.getByText('已选 1 行').waitFor()
    expect(await openAmong(slips)).toEqual(['CR-SLIP-3'])
    const { matches } = await bank.get(bank.at('/reconciliation/matches?state=confirmed&limit=500'))
    const its = matches.flatMap((it: { lines: { reference?: string }[]; targets: { amount: string }[] }) =>
      it.lines.some((one) => slips.includes(one.reference ?? '')) ? it.targets.map((one) => one.amount) : [],
    )
    expect(its.sort()).toEqual(['3000.00', '500.00'])
  })

  test('finance sets several aside for one reason; one that somebody else has settled meanwhile is told and stays chosen', async () => {
    const slips = ['CR-ODD-1', 'CR-ODD-2', 'CR-ODD-3']
    await bank.came('杂项.csv', [
      [daysAgo(2), 11, '某保证金甲', slips[0]],
      [daysAgo(2), 12, '某保证金乙', slips[1]],
      [daysAgo(2), 13, '某保证金丙', slips[2]],
    ])
    seat = await browsing.sitAs('finance', { size: PHONE })
    const { page } = seat
    await seat.go(lines())
    for (const it of slips) await choose(it)
    const set = page.getByRole('button', { name: '非合同款（3 行）' })
    expect(await set.isDisabled()).toBe(true)
    const [{ line }] = (await open()).filter((it: { reference?: string }) => it.reference === slips[1])
    await bank.post(bank.at(`/reconciliation/lines/${line}/setting-aside`), { reason: '投标保证金' }, 'finance')
    await page.getByLabel('非合同款的理由').fill('投标保证金')
    await set.click()
    await page.getByText('非合同款：2 行已完成').waitFor()
    await seat.settled()
    await seat.keep('chosen-lines-set-aside')
    expect(await seat.barriers()).toEqual([])
    expect(await seat.width()).toBe(PHONE.width)
    expect(await page.locator('.for-chosen').last().innerText()).toMatch(/1 行未完成[\s\S]*CR-ODD-2：/)
    await page.getByText('已选 1 行').waitFor()
    expect(await openAmong(slips)).toEqual([])
    const all = (await bank.get(bank.at('/reconciliation/lines?limit=500'))).lines
    const explained = all.flatMap((it: { reference?: string; explained: { reason: string }[] }) =>
      slips.includes(it.reference ?? '') ? it.explained.map((one) => one.reason) : [],
    )
    expect(explained).toEqual(['投标保证金', '投标保证金', '投标保证金'])
  })

  test('finance confirms several suggestions of the rules at once', async () => {
    const { matches: suggested } = await bank.get(bank.at('/reconciliation/matches?state=suggested&limit=500'))
    const whole = suggested.filter((it: { difference: string }) => it.difference === '0.00')
    expect(whole.length).toBeGreaterThan(0)
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(lines())
    await page.getByRole('button', { name: '全选本页' }).click()
    const count = new Set(whole.flatMap((it: { lines: { line: string }[] }) => it.lines.map((one) => one.line))).size
    await page.getByRole('button', { name: `确认建议（${count} 行）` }).click()
    await page.getByText(`确认建议：${count} 行已完成`).waitFor()
    await seat.settled()
    await seat.keep('chosen-lines-confirmed')
    const { matches: left } = await bank.get(bank.at('/reconciliation/matches?state=suggested&limit=500'))
    expect(left.length).toBe(suggested.length - whole.length)
  })

  test('a clerk gives one paper to several contracts: a broken line loses nothing, and nothing is recorded twice', async () => {
    seat = await browsing.sitAs('platform')
    const { page } = seat
    const drawer = page.locator('.ant-drawer')
    await seat.go('/contracts?warning=W14')
    const rows = page.locator('tbody tr[data-row-key]')
    const ids: string[] = []
    for (const at of [0, 1]) {
      const row = rows.nth(at)
      ids.push((await row.locator('a[href*="/contracts/"]').first().getAttribute('href'))?.split('/').at(-1) ?? '')
      await row.getByRole('checkbox').check()
    }
    const papersOf = async (id: string) => {
      const { entries } = await bank.get(`/api/engagements/${id}/entries`, 'evaluator')
      return entries.flatMap(({ type, data }: { type: string; data: { fileName: string; pages: number } }) =>
        type === 'EvidenceAttached' && data.fileName === '共同验收单.xml' ? [data.pages] : [],
      )
    }
    await page.getByRole('button', { name: '添加佐证（2 行）' }).click()
    await page.setInputFiles('.ant-drawer input[type=file]', {
      name: '共同验收单.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from('<?xml version="1.0"?><验收><结果>合格</结果></验收>'),
    })
    await drawer.getByLabel('页数 共同验收单.xml').fill('2')
    await seat.keep('chosen-contracts-papers')
    expect(await seat.barriers()).toEqual([])
    const away = `**/api/engagements/${ids[1]}/evidence`
    await page.route(away, (route) => route.abort('connectionreset'))
    await drawer.getByRole('button', { name: '登记 1 份佐证到 2 份合同' }).click()
    await page.getByText('添加佐证：1 行已完成').waitFor()
    await drawer.waitFor({ state: 'detached' })
    await page.getByText('已选 1 行').waitFor()
    await seat.settled()
    await seat.keep('chosen-contracts-one-failed')
    expect(await page.locator('.for-chosen').innerText()).toMatch(/1 行未完成[\s\S]*连接不上服务/)
    expect([await papersOf(ids[0]), await papersOf(ids[1])]).toEqual([[2], []])
    await page.unroute(away)
    await page.getByRole('button', { name: '添加佐证（1 行）' }).click()
    await drawer.getByRole('button', { name: '登记 1 份佐证到 1 份合同' }).click()
    await page.getByText('添加佐证：1 行已完成').waitFor()
    await drawer.waitFor({ state: 'detached' })
    await seat.settled()
    expect([await papersOf(ids[0]), await papersOf(ids[1])]).toEqual([[2], [2]])
    expect(await page.getByText(/已选 \d/).count()).toBe(0)
  })

  test('one delivery note proves three batches of a contract: a broken line loses nothing, and nothing is recorded twice', async () => {
    const id = await bank.contract('CR-BATCHES', PAYER, [], daysAgo(20))
    for (const [i, batchNo] of ['PJ-01', 'PJ-02', 'PJ-03'].entries())
      await bank.post(`/api/engagements/${id}/batches`, {
        ...{ batchNo, product: '内窥镜物镜组', kind: '中试', size: '50', unit: '套' },
        ...{ startedOn: daysAgo(15 - i), completedOn: daysAgo(12 - i) },
      })
    seat = await browsing.sitAs('platform')
    const { page } = seat
    const drawer = page.locator('.ant-drawer')
    await seat.go(`/contracts/${id}`)
    const batch = page.locator('.entry', { hasText: 'PJ-02' })
    await batch.getByRole('button', { name: '添加佐证' }).click()
    await page.setInputFiles('.ant-drawer input[type=file]', {
      name: '三批送货单.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from('<?xml version="1.0"?><送货单><批次>PJ-01 PJ-02 PJ-03</批次></送货单>'),
    })
    await drawer.getByLabel('页数 三批送货单.xml').fill('1')
    // The one it was begun at is chosen; others of its kind stand first.
    await drawer.getByRole('combobox', { name: '佐证的记录' }).click()
    const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
    expect(await offered.first().innerText()).toContain('PJ-03')
    for (const it of ['PJ-01', 'PJ-03']) await offered.filter({ hasText: it }).click()
    await page.keyboard.press('Escape')
    await seat.keep('chosen-entries-papers')
    expect(await seat.barriers()).toEqual([])
    let sent = 0
    const evidence = `**/api/engagements/${id}/evidence`
    await page.route(evidence, (route) => (++sent === 2 ? route.abort('connectionreset') : route.fallback()))
    await drawer.getByRole('button', { name: '登记 1 份佐证到 3 条记录' }).click()
    await drawer.getByText('添加佐证：1 行已完成').waitFor()
    expect(await drawer.getByRole('status').innerText()).toMatch(
      /三批送货单\.xml → 批次 [\d-]+ .*PJ-0[13].*连接不上服务/s,
    )
    await page.unroute(evidence)
    await drawer.getByRole('button', { name: '登记余下 2 条' }).click()
    await drawer.waitFor({ state: 'detached' })
    const { entries } = await bank.get(`/api/engagements/${id}/entries`, 'evaluator')
    type Shown = { entryId: string; type: string; data: Record<string, string> }
    const batchOf = new Map(entries.map(({ entryId, data }: Shown) => [entryId, data.batchNo]))
    const papers = entries.filter(({ type }: Shown) => type === 'EvidenceAttached')
    expect(papers.map(({ data }: Shown) => batchOf.get(data.entry)).sort()).toEqual(['PJ-01', 'PJ-02', 'PJ-03'])
    expect(new Set(papers.map(({ data }: Shown) => data.sha256)).size).toBe(1)
    // Each line of the contract says what it proves.
    for (const it of ['PJ-01', 'PJ-02', 'PJ-03']) await page.getByText(new RegExp(`^佐证：批次 .*${it}`)).waitFor()
    await seat.settled()
    await seat.keep('chosen-entries-attached')
  })
})
