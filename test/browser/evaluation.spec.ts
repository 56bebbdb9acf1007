import { Browsing, inBrowser, LAPTOP, PHONE, type Role, type Seat, why } from './browser.spec-support'

inBrowser(`the rounds of evaluation${why}`, () => {
  let browsing: Browsing
  let round: string
  let scheme: string
  const seats: Seat[] = []
  const sit = async (role: Role, options: Parameters<Browsing['sitAs']>[1] = {}) => {
    const seat = await browsing.sitAs(role, options)
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    browsing = await Browsing.open()
    const [first] = (await browsing.fixture.get('/api/rounds', 'evaluator')).json().rounds
    round = first.id
    scheme = first.scheme.id
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    const open = seats.splice(0)
    for (const seat of open) await seat.close()
    expect(open.flatMap((it) => it.faults)).toEqual([])
  })

  const of = (view = '') => `/rounds/${round}/platforms/${browsing.fixture.instruments}${view && `?view=${view}`}`
  const named = (place: string) =>
    place.replace(round, 'round').replace(browsing.fixture.instruments, 'platform').replace(scheme, 'scheme')
  const views: readonly (readonly [Role, () => readonly string[]])[] = [
    [
      'evaluator',
      () => [
        ...['/rounds', '/rounds/new', '/schemes', '/schemes/new', `/schemes/${scheme}`],
        ...['', '/seal', '/subsidy'].map((it) => `/rounds/${round}${it}`),
        ...['', 'result', 'self', 'audit', 'samples', 'history'].map(of),
      ],
    ],
    ['platform', () => ['/rounds', `/rounds/${round}`, ...['', 'result', 'audit', 'history'].map(of)]],
    ['finance', () => ['/subsidy', `/rounds/${round}`, of()]],
  ]

  for (const [role, places] of views) {
    test.each(['zh', 'en'] as const)(
      `${role}, %s: complete in its language, without barriers, nothing jumps`,
      async (language) => {
        const seat = await sit(role, { language, size: LAPTOP })
        const wrong: string[] = []
        for (const place of places()) {
          await seat.go(place)
          const name = named(place)
          await seat.keep(`evaluation-${role}-${language}${name}`)
          for (const key of (await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g) ?? [])
            wrong.push(`${name}: untranslated ${key}`)
          for (const it of await seat.barriers()) wrong.push(`${name}: ${it}`)
          const shift = await seat.shift()
          if (shift > 0.1) wrong.push(`${name}: jumps by ${shift.toFixed(3)}`)
        }
        expect(wrong).toEqual([])
      },
    )
    test(`${role} on a phone: nothing is wider than the screen`, async () => {
      const seat = await sit(role, { size: PHONE })
      for (const place of places()) {
        await seat.go(place)
        await seat.keep(`evaluation-phone-${role}${named(place)}`)
        expect([place, await seat.width()]).toEqual([place, PHONE.width])
      }
    })
  }

  test('the audit answers one question at a time, totals with and without related parties stay', async () => {
    const seat = await sit('evaluator')
    await seat.go(of('audit'))
    const audit = (question: string) =>
      browsing.fixture.get(
        `/api/rounds/${round}/platforms/${browsing.fixture.instruments}/audit?limit=1&question=${question}`,
        'evaluator',
      )
    const warned = (await audit('warnings')).json()
    await seat.page
      .getByRole('button', { name: /^疑点 / })
      .first()
      .click()
    await seat.page.getByText(`共 ${warned.total} 行`).waitFor()
    expect(warned.total).toBeGreaterThan(0)
    const received = seat.page.locator('.scores tr', { hasText: '中试服务收入' })
    // With the related client's receipt, which the scheme keeps out: 2,043,611.53 + what is kept out.
    const line = warned.indicators.find((it: { indicator: string }) => it.indicator === 'received')
    const shown = (it: string) => it.replace(/\B(?=(\d{3})+\.)/g, ',')
    expect(await received.innerText()).toContain(shown(line.related.with))
    expect(await received.innerText()).toContain(shown(line.related.without))
    await seat.go(`${of('audit')}&question=changed&since=2025-06-30`)
    await seat.page.getByRole('heading', { name: /之间/ }).waitFor()
    expect(await seat.barriers()).toEqual([])
    await seat.keep('evaluation-audit-changed')
  })

  test('a sample is drawn by its seed, what is found is noted, and no more is said than it can say', async () => {
    const seat = await sit('evaluator')
    const { page } = seat
    await seat.go(of('samples'))
    await page.locator('#size').fill('3')
    await page.locator('#seed').fill('会议现场抽取 731906')
    await page.getByRole('button', { name: '抽样', exact: true }).click()
    const sample = page.getByRole('region', { name: '样本 1' })
    await sample.getByText('重抽一致').waitFor()
    expect(await sample.locator('tr[data-row-key]').count()).toBe(3)
    const row = (i: number) => sample.locator('tr[data-row-key]').nth(i)
    for (const i of [0, 1, 2]) {
      await row(i).getByRole('button', { name: '登记结果' }).click()
      if (i === 1) {
        await row(i).getByRole('radio', { name: '有差错' }).check()
        await row(i).getByLabel('差错额').fill('1,000')
      }
      await row(i).getByRole('button', { name: '保存' }).click()
      await row(i)
        .getByText(i === 1 ? '有差错' : '无差错')
        .first()
        .waitFor()
      await row(i).getByRole('button', { name: '改记' }).waitFor()
    }
    // One of three: 33.33 %, and three rows are too few to say anything of the whole.
    await sample.getByText('差错率 33.33 %').waitFor()
    expect(await sample.getByText('推断总体差错额').count()).toBe(0)
    expect(await seat.barriers()).toEqual([])
    await seat.keep('evaluation-sample')
  })

  test('a scheme with faults is refused with each fault at its place; mended it is published and can be read', async () => {
    const seat = await sit('evaluator')
    const { page } = seat
    await seat.go('/schemes/new')
    await page.getByText('从已有方案开始').click()
    await page.getByRole('button', { name: /^载入 .*泉州.*示意）$/ }).click()
    await page.getByText('JSON', { exact: true }).click()
    const text = page.getByLabel('方案 JSON')
    const sample = JSON.parse(await text.inputValue())
    const publish = page.getByRole('button', { name: '公布方案' })
    const { groups } = sample.content
    const faulty = { ...sample, code: 'quanzhou-ours', content: { ...sample.content, filters: ['none'] } }
    faulty.content.groups = [{ ...groups[0], weight: '61' }, groups[1]]
    await text.fill(JSON.stringify(faulty))
    await publish.click()
    const faults = page.getByRole('alert')
    await faults.getByText('/content/filters/0', { exact: true }).waitFor()
    await seat.keep('evaluation-scheme-faults')
    await text.fill('{ "code": ')
    await publish.click()
    await page.getByText('不是有效的 JSON').waitFor()
    await text.fill(JSON.stringify({ ...sample, code: 'quanzhou-ours' }))
    await publish.click()
    await page.getByRole('heading', { name: /泉州/ }).waitFor()
    await seat.settled()
    for (const stated of ['示例方案', '30 / 24 / 18', '单项至多 100,000.00', '优秀 ≥ 90 且排名第一'])
      expect(await seat.text()).toContain(stated)
    await seat.keep('evaluation-scheme-read')
  })

  test('a platform neither sees another’s assessment nor others’ scores', async () => {
    const seat = await sit('platform')
    await seat.go(`/rounds/${round}`)
    const list = await seat.page.locator('.rows-table').innerText()
    expect(list).not.toContain('CMC')
    await seat.go(`/rounds/${round}/platforms/${browsing.fixture.cmc}`)
    await seat.page.getByRole('alert').waitFor()
    expect(await seat.text()).not.toContain('5,599,532.63')
  })
})
