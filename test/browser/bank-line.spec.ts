import { bankOf } from './bank-lines.spec-support'
import { Browsing, daysAgo, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

/** Who pays, each under a code of his own, and what he has been invoiced, contract by contract. */
const ONE = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '一份合同光电有限公司' }
const TWO = { id: { scheme: 'uscc', value: '913502000728319549' }, name: '两份合同仪器有限公司' }
const LATE = { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '早先付款精密有限公司' }

inBrowser(`a line of the bank${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  let bank: ReturnType<typeof bankOf>
  let one: string
  beforeAll(async () => {
    browsing = await Browsing.open()
    bank = bankOf(browsing.fixture)
    one = await bank.contract('BL-1', ONE, ['3000.00', '500.00'], daysAgo(20))
    await bank.contract('BL-2', TWO, ['1000.00'], daysAgo(20))
    await bank.contract('BL-3', TWO, ['700.00'], daysAgo(19))
    await bank.contract('BL-4', LATE, ['400.00'], daysAgo(90))
    await bank.came('一键.csv', [
      [daysAgo(60), 400, LATE.name, 'BL-SLIP-4'],
      [daysAgo(4), 850, TWO.name, 'BL-SLIP-2'],
      [daysAgo(3), 3000, ONE.name, 'BL-SLIP-1'],
    ])
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  const place = (view: string) => `/reconciliation?platform=${browsing.fixture.instruments}&view=${view}`
  const row = (slip: string) => seat.page.getByRole('row', { name: new RegExp(slip) })
  const openOf = async (slip: string) => {
    const { lines } = await bank.get(bank.at('/reconciliation/lines?state=open&limit=500'))
    return lines.find((it: { reference?: string }) => it.reference === slip)?.open
  }
  const receiptsOf = async (id: string) => {
    const { entries } = await bank.get(`/api/engagements/${id}/entries`, 'evaluator')
    return entries
      .filter((it: { type: string }) => it.type === 'PaymentReceived')
      .map(({ data }: { data: Record<string, unknown> }) => [
        data.bankReference,
        data.payer,
        data.share,
        data.receivedOn,
      ])
  }

  test('one press is the receipt, under the bank’s number and day, and matched; it is taken back as a void', async () => {
    seat = await browsing.sitAs('platform', { size: LAPTOP })
    const { page } = seat
    await seat.go(place('lines'))
    await seat.keep('bank-line-sure')
    expect(await seat.barriers()).toEqual([])
    await row('BL-SLIP-1').getByRole('button', { name: '登记到账并匹配 BL-1' }).click()
    await page.getByText('登记到账并匹配：已完成').first().waitFor()
    await seat.settled()
    expect(await receiptsOf(one)).toEqual([['BL-SLIP-1', ONE, '3000.00', daysAgo(3)]])
    expect(await openOf('BL-SLIP-1')).toBeUndefined()
    const { matches } = await bank.get(bank.at('/reconciliation/matches?state=confirmed&limit=500'))
    const its = matches.filter((it: { lines: { reference?: string }[] }) => it.lines[0].reference === 'BL-SLIP-1')
    expect(its).toMatchObject([{ difference: '0.00', targets: [{ contractNo: 'BL-1', amount: '3000.00' }] }])

    await page.getByText(/已登记到账并匹配：\s*一份合同光电有限公司/).waitFor()
    await seat.keep('bank-line-recorded')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '撤销（作废，须写理由）' }).click()
    await page.locator('#reason').fill('录错合同')
    await page.locator('.ant-drawer button[type=submit]').click()
    await page.locator('.ant-drawer').waitFor({ state: 'detached' })
    await seat.settled()
    const { entries } = await bank.get(`/api/engagements/${one}/entries`, 'evaluator')
    expect(entries.at(-1)).toMatchObject({ type: 'EntryVoided', data: { reason: '录错合同' } })
    const { counts } = await bank.get(bank.at('/reconciliation/queues'))
    expect(counts.brokenMatch.open).toBe(1)
  })

  test('where a warning would follow, the form stands there filled in, and asks before anything is recorded', async () => {
    seat = await browsing.sitAs('platform', { size: PHONE })
    const { page } = seat
    await seat.go(place('lines'))
    const press = page.getByRole('button', { name: '登记到账并匹配 BL-4' })
    await press.click()
    const drawer = page.locator('.ant-drawer')
    await drawer.getByText('W10').first().waitFor()
    await seat.settled()
    await seat.keep('bank-line-asked')
    expect(await seat.barriers()).toEqual([])
    expect(await seat.width()).toBe(PHONE.width)
    expect(await openOf('BL-SLIP-4')).toBe('400.00')
    // Closed, nothing was recorded; asked again it is, when it was read.
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await openOf('BL-SLIP-4')).toBe('400.00')
    await press.click()
    await drawer.getByRole('button', { name: '仍要登记' }).click()
    await page.getByText('登记到账并匹配：已完成').first().waitFor()
    await seat.settled()
    expect(await openOf('BL-SLIP-4')).toBeUndefined()
  })

  test('where a contract must be chosen there is no such press, but the list of what is open', async () => {
    seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go(place('lines'))
    expect(
      await row('BL-SLIP-2')
        .getByRole('button', { name: /登记到账并匹配/ })
        .count(),
    ).toBe(0)
    await row('BL-SLIP-2').getByRole('button', { name: '登记到账' }).click()
    const drawer = page.locator('.ant-drawer')
    await drawer.getByText('BL-3').waitFor()
    await drawer.getByRole('button', { name: '登记到账并匹配' }).click()
    await drawer.waitFor({ state: 'detached' })
    await seat.settled()
    expect(await openOf('BL-SLIP-2')).toBeUndefined()
  })

  test('finance, who matches and records no receipt, is told who does', async () => {
    await bank.came('财务.csv', [[daysAgo(2), 500, ONE.name, 'BL-SLIP-5']])
    seat = await browsing.sitAs('finance')
    const { page } = seat
    await seat.go(place('match'))
    await page.locator('.bank-row', { hasText: 'BL-SLIP-5' }).click()
    await page.getByText('付款方此款应属 BL-1').waitFor()
    expect(await page.getByRole('button', { name: /登记到账/ }).count()).toBe(0)
  })
})
