import { createHash } from 'node:crypto'
import { pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import { Browsing, inBrowser, type Role, type Seat, why } from './browser.spec-support'

/** 社保缴纳名单, two pages: it is uploaded, and tells itself how many. */
const SCAN = pdfOf(2)
/** Days that are still to come while a test runs. */
const DEADLINES = {
  selfAssessment: '2098-01-31',
  verification: '2098-02-28',
  reply: '2098-03-31',
  appeal: '2098-04-30',
}

inBrowser(`a round from its opening to the money${why}`, () => {
  let browsing: Browsing
  const seats: Seat[] = []
  const sit = async (role: Role) => {
    const seat = await browsing.sitAs(role)
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(async () => {
    for (const seat of seats) await seat.close()
    await browsing.close()
  })

  const recorded = async ({ page }: Seat) => {
    await page
      .getByText(/：已完成$/)
      .first()
      .waitFor()
    await page
      .getByText(/：已完成$/)
      .first()
      .waitFor({ state: 'detached' })
  }
  const choose = async ({ page }: Seat, field: string, option: string) => {
    await page.locator(field).click()
    await page.locator('.ant-select-item-option', { hasText: option }).first().click()
  }
  const assessment = async (round: string) =>
    (await browsing.fixture.get(`/api/rounds/${round}/platforms/${browsing.fixture.instruments}`, 'evaluator')).json()
  const lineOf = async (round: string, indicator: string) =>
    (await assessment(round)).indicators.find((it: { indicator: string }) => it.indicator === indicator)

  test('is opened, stated, verified by the keyboard, agreed to, graded by two, sealed, published and paid', async () => {
    const evaluator = await sit('evaluator')
    const { page } = evaluator
    await evaluator.go('/rounds/new')
    await page.locator('#roundNo').fill('PJ-测试')
    await page.locator('#title').fill('测试轮次')
    await choose(evaluator, '#scheme', '常见年度指标')
    await choose(evaluator, '#platforms', '中山市精密仪器与智能装备中试平台')
    await page.locator('#platforms').press('Escape')
    for (const [name, day] of Object.entries(DEADLINES)) {
      await page.locator(`#deadlines_${name}`).fill(day)
      await page.locator(`#deadlines_${name}`).press('Tab')
    }
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: '测试轮次' }).waitFor()
    const round = page.url().split('/').at(-1) as string
    const place = `/rounds/${round}/platforms/${browsing.fixture.instruments}`

    const clerk = await sit('platform')
    await clerk.go(place)
    await clerk.page.getByText('提交前还有 1 项待办').waitFor()
    const submit = clerk.page.getByRole('button', { name: '提交自评' })
    expect(await submit.isDisabled()).toBe(true)
    const clients = clerk.page.locator('#claim-clients')
    await clients.getByRole('button', { name: '展开 26 行' }).click()
    await clerk.settled()
    expect(await clients.locator('.rows-table').first().locator('tr[data-row-key]').count()).toBe(26)
    await clients.getByRole('button', { name: '收起' }).click()
    // Another value without a reason is refused at its field; with one it is kept.
    await clerk.page.getByLabel('填报数 服务企业数').fill('22')
    await clerk.page.getByRole('button', { name: '保存', exact: true }).click()
    await clients.getByText('须说明理由').waitFor()
    await clerk.page.getByLabel('与账本不同的理由 服务企业数').fill('两份合同正在补录')
    await clerk.page.getByLabel('填报数 专职人员数').fill('34')
    await clerk.page.locator('#claim-staff input[type=file]').setInputFiles({
      name: '名单.pdf',
      mimeType: 'application/pdf',
      buffer: SCAN,
    })
    await clerk.page.locator('#claim-staff').getByText('名单.pdf').waitFor()
    await clerk.page.getByRole('button', { name: '保存', exact: true }).click()
    await clerk.page.getByText('可以提交').waitFor()
    await clerk.keep('evaluation-clerk-ready')
    const staff = await lineOf(round, 'staff')
    expect(staff.claimed).toBe('34')
    expect(staff.evidence[0]).toMatchObject({ sha256: createHash('sha256').update(SCAN).digest('hex'), pages: 2 })
    await submit.click()
    await clerk.page.getByText('已提交，等待核定').waitFor()

    await evaluator.go(`/rounds/${round}`)
    await page.getByText('待核定（2098-02-28 止）').waitFor()
    await evaluator.go(`${place}?view=verify`)
    expect(await evaluator.barriers()).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.locator('.bank-row[aria-current="true"]', { hasText: 'JM-2025-002' }).waitFor()
    await page.keyboard.press('s')
    await page.keyboard.type('演示：佐证不足')
    await page.keyboard.press('Enter')
    await page.locator('.bank-row .struck', { hasText: 'JM-2025-002' }).waitFor()
    await recorded(evaluator)
    await evaluator.keep('evaluation-desk-struck')
    // 26 rows less the one: 25 ÷ 20 is still above the cap.
    expect(await lineOf(round, 'projects')).toMatchObject({ verified: '25', strikes: 1, score: { points: '20.00' } })
    await page.keyboard.press('u')
    await page.keyboard.type('补交了合同')
    await page.keyboard.press('Enter')
    await page.locator('.bank-row .struck').first().waitFor({ state: 'detached' })
    expect(await lineOf(round, 'projects')).toMatchObject({ verified: '26', strikes: 0 })
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: '中试服务收入（到账）' }).waitFor()
    await evaluator.settled()
    // Part of a receipt only.
    const first = await page.locator('.bank-row[aria-current="true"]').innerText()
    expect(first).toContain('218,276.66')
    await page.locator('#strike-amount').fill('8,276.66')
    await page.locator('.strike-form .reason-text').fill('含设备款')
    await page.locator('.strike-form .reason-text').press('Enter')
    await recorded(evaluator)
    const received = await lineOf(round, 'received')
    const fen = (it: string) => BigInt(it.replace('.', ''))
    expect(fen(received.ledger) - fen(received.verified)).toBe(827_666n)
    const conclude = page.getByRole('button', { name: '核定完成' })
    expect(await conclude.isDisabled()).toBe(true)
    await page.getByRole('button', { name: /专职人员数/ }).click()
    await page.getByRole('button', { name: '核定此数' }).click()
    await page.getByText('完成后平台可见核定数').waitFor()
    // What the clerk does not see before that.
    await clerk.go(`${place}?view=result`)
    await clerk.page.getByText('尚未核定').waitFor()
    await conclude.click()
    await page.getByRole('button', { name: '拟定等级' }).waitFor()

    await clerk.go(`${place}?view=result`)
    await clerk.page.getByRole('region', { name: '反馈核定结果', exact: true }).waitFor()
    expect(await clerk.page.locator('aside .outline a:visible').count()).toBeGreaterThan(5)
    await clerk.keep('evaluation-clerk-verified')
    await clerk.page.getByRole('radio', { name: '认可核定结果' }).check()
    await clerk.page.getByLabel('说明').fill('对核定结果无异议')
    await clerk.page.getByRole('button', { name: '提交反馈' }).click()
    await clerk.page.getByText('对核定结果无异议').first().waitFor()

    await evaluator.go(`${place}?view=verify`)
    await page.getByRole('button', { name: '拟定等级' }).click()
    await page.getByText('不能由同一人复核').waitFor()
    expect(await page.getByRole('button', { name: '复核确认' }).count()).toBe(0)
    await evaluator.keep('evaluation-same-person')
    await clerk.go(`${place}?view=result`)
    expect(await clerk.text()).toContain('等级在结果公布后显示')
    expect(await clerk.text()).not.toContain('优秀')

    const second = await sit('secondEvaluator')
    await second.go(`${place}?view=verify`)
    await second.page.getByRole('button', { name: '复核确认' }).click()
    await second.page.getByText('演示复核员 复核').waitFor()
    await second.go(`/rounds/${round}`)
    await second.page.getByRole('button', { name: '封存结果' }).click()
    await second.page.getByRole('button', { name: '公布结果' }).click()
    await second.page.getByRole('button', { name: '核定补助' }).click()
    await second.page.getByRole('heading', { name: '公布名单' }).waitFor()
    await second.go(`/rounds/${round}/seal`)
    await second.page.getByText('全部一致').waitFor()

    const finance = await sit('finance')
    await finance.go(`/rounds/${round}/subsidy`)
    // Half of what was verified, and no more than the city's rule gives.
    const left = (await (await browsing.fixture.get(`/api/rounds/${round}`, 'finance')).json()).subsidies[0].left
    expect(left).toBe('1000000.00')
    await finance.page.getByLabel('银行回单号').fill('BT-测试-1')
    await finance.page.getByRole('button', { name: '登记拨付' }).click()
    await finance.page.getByText('BT-测试-1').first().waitFor()
    await finance.page.getByText('未拨付 0.00').waitFor()
    await finance.keep('evaluation-finance-paid')
    await clerk.go(`${place}?view=result`)
    expect(await clerk.text()).toContain('优秀')
    for (const seat of seats) expect(seat.faults).toEqual([])
  })

  test('an objection is answered; granted, the verification is opened again with a reason, and every step is told', async () => {
    const evaluator = await sit('evaluator')
    const clerk = await sit('platform')
    const { instruments: id } = browsing.fixture
    const scheme = (await browsing.fixture.get('/api/schemes', 'evaluator'))
      .json()
      .schemes.find((it: { code: string }) => it.code === 'sample-common-annual')
    const post = async ({ page }: Seat, path: string, body?: object) =>
      JSON.parse(
        await page.evaluate(
          `fetch('.${path}', { method: 'POST', ${body ? `headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))}` : ''} }).then((it) => it.text())`,
        ),
      )
    const opening = { roundNo: 'PJ-异议', title: '异议轮次', scheme: scheme.id, version: 1, platforms: [id] }
    // The round above evaluates the same platform under the same scheme and year.
    const repeats = '补充评价'
    const { id: round } = await post(evaluator, '/api/rounds', { ...opening, deadlines: DEADLINES, repeats })
    const at = `/api/rounds/${round}/platforms/${id}`
    const evidence = [{ sha256: createHash('sha256').update(SCAN).digest('hex'), fileName: '名单.pdf', pages: 2 }]
    await post(clerk, `${at}/assessment`, { claims: [{ indicator: 'staff', value: '12', evidence }] })
    await post(clerk, `${at}/submission`)
    await post(evaluator, `${at}/verified-values`, { indicator: 'staff', value: '9', reason: '三人未缴社保' })
    await post(evaluator, `${at}/verification`)

    const place = `/rounds/${round}/platforms/${id}`
    await clerk.go(`${place}?view=result`)
    await clerk.page.getByText('9 未达最低档 10 = 0.00').waitFor()
    await clerk.page.getByRole('radio', { name: '有异议' }).check()
    await clerk.page.getByLabel('说明').fill('三人已补缴')
    await clerk.page.getByRole('button', { name: '提交反馈' }).click()
    await clerk.page.getByText('等待评价员答复').waitFor()

    await evaluator.go(`/rounds/${round}`)
    await evaluator.page.getByText('待答复平台反馈').waitFor()
    await evaluator.go(`${place}?view=verify`)
    await evaluator.page.getByRole('radio', { name: '采纳', exact: true }).check()
    await evaluator.page.getByRole('textbox', { name: '答复' }).fill('证据充分，重新核定')
    await evaluator.page.getByRole('button', { name: '答复', exact: true }).click()
    await recorded(evaluator)
    await evaluator.page.locator('summary', { hasText: '重开' }).click()
    await choose(evaluator, 'details[open] .ant-select', '退回核定')
    await evaluator.page.locator('details[open] .reason-text').fill('采纳平台异议')
    await evaluator.page.locator('details[open]').getByRole('button', { name: '重开' }).click()
    await evaluator.page.getByText('已重开：采纳平台异议').waitFor()
    await evaluator.page.getByRole('button', { name: '核定完成' }).waitFor()
    await evaluator.go(`${place}?view=history`)
    const reported = await evaluator.text()
    for (const it of ['提交自评', '核定完成', '平台反馈', '答复反馈', '采纳平台异议']) expect(reported).toContain(it)

    await clerk.page.getByRole('button', { name: '报表' }).click()
    const papers = await clerk.page
      .locator('.ant-dropdown a[href*="papers"]')
      .evaluateAll((all) => all.map((it) => String((it as unknown as { href: string }).href)))
    expect(papers).toHaveLength(8)
    for (const it of papers) expect([it, (await clerk.page.request.get(it)).status()]).toEqual([it, 200])
    expect([...evaluator.faults, ...clerk.faults]).toEqual([])
  })
})
