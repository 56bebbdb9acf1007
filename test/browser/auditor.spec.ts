import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

/** Whatever records, by its words. */
const RECORDS =
  /^(登记|保存|导入|新建|更正|作废|复核|退回|撤回|申请|确认|核减|封存|公布|提出|重开|停用|恢复|重置|强制下线|结账|匹配|撤销|暂缓)/

inBrowser(`an auditor${why}`, () => {
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

  test('sees accounts, what was done to them and who looked at what', async () => {
    const evaluator = await browsing.sitAs('evaluator')
    await evaluator.go(`/figures/${browsing.fixture.cmc}/clients`)
    await evaluator.close()
    seat = await browsing.sitAs('auditor')
    await seat.go('/accounts')
    await seat.keep('auditor-accounts')
    const accounts = await seat.text()
    for (const it of ['演示登记员', '演示复核员', '演示管理员', '演示审计']) expect(accounts).toContain(it)
    await seat.go('/access-log')
    expect(await seat.text()).toMatch(/演示评价员/)
    await seat.go('/access-log?of=accounts')
    await seat.keep('auditor-account-entries')
    expect(await seat.barriers()).toEqual([])
  })

  /** What a place offers to record with. */
  const recordingButtons = async (): Promise<string[]> => {
    const words = await seat.page.locator('main').getByRole('button').allInnerTexts()
    return words.map((it) => it.replaceAll(/\s/g, '')).filter((it) => RECORDS.test(it))
  }

  test('finds nothing to record with, in any place that the menu leads to', async () => {
    seat = await browsing.sitAs('auditor')
    const places = await seat.menu()
    expect(places).toEqual(expect.arrayContaining(['/accounts', '/access-log', '/figures', '/contracts', '/proposals']))
    const { engagements } = (await browsing.fixture.get('/api/engagements?limit=1', 'evaluator')).json()
    const { rounds } = (await browsing.fixture.get('/api/rounds', 'evaluator')).json()
    const { instruments } = browsing.fixture
    const found: string[] = []
    for (const place of [
      ...places,
      `/contracts/${engagements[0].id}`,
      `/rounds/${rounds[0].id}`,
      `/rounds/${rounds[0].id}/platforms/${instruments}?view=verify`,
      `/platforms/${instruments}`,
      `/reconciliation?platform=${instruments}&view=queues`,
      `/reconciliation?platform=${instruments}&view=statements`,
      `/closing?platform=${browsing.fixture.cmc}&period=2025-09`,
    ]) {
      await seat.go(place)
      for (const word of await recordingButtons()) found.push(`${place}: ${word}`)
    }
    expect(found).toEqual([])
    // Whom these words offer something, is found by them.
    await seat.close()
    seat = await browsing.sitAs('finance')
    await seat.go(`/reconciliation?platform=${instruments}&view=statements`)
    expect((await recordingButtons()).length).toBeGreaterThan(0)
  })

  test('reads on a phone: nothing is wider than the screen', async () => {
    seat = await browsing.sitAs('auditor', { size: PHONE })
    for (const place of ['/accounts', '/access-log', '/access-log?of=accounts']) {
      await seat.go(place)
      await seat.keep(`auditor-phone${place}`)
      expect([place, await seat.width()]).toEqual([place, PHONE.width])
      // Accounts are read without pushing the list sideways.
      if (place === '/accounts') expect(await seat.widest('.rows-table, .rows-frame')).toBe(0)
    }
  })
})
