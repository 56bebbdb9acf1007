import { randomUUID } from 'node:crypto'
import { streamName } from '@pilot-ledger/kernel'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

const MARCH = { period: '2025-03', from: '2025-03-01', to: '2025-03-31', sequence: 1, definition: 1, totals: [] }
const TERMS = { ...MARCH, contractCount: 0, totalsHash: 'a'.repeat(64), proposedBy: '财务甲' }
const TOLD = '2025-03 已结账：此笔将列为追溯，须经他人复核'

inBrowser(`recording for a closed month${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open()
    const event = (type: string, data: object) => ({
      id: randomUUID(),
      type,
      version: 1,
      data: data as never,
      metadata: { actor: '财务', correlationId: 'c' },
    })
    await browsing.fixture.ledger.log.append(streamName('closing', browsing.fixture.instruments), 'none', [
      event('CloseProposed', { ...TERMS, checklist: [] }),
      event('PeriodClosed', { ...TERMS, approvedBy: '财务乙' }),
    ])
    seat = await browsing.sitAs('platform')
  })
  afterAll(() => browsing.close())

  const notice = () => seat.page.locator('.closed-notice')
  const signedOn = async (day: string) => {
    await seat.page.locator('#signedOn').click()
    await seat.page.locator('#signedOn').fill(day)
    await seat.page.locator('#signedOn').press('Tab')
  }

  test('a new contract’s form says so as soon as its day is in it, and no more when it is not', async () => {
    await seat.page.getByRole('button', { name: '登记新合同' }).click()
    await seat.page.getByRole('heading', { name: '登记新合同' }).waitFor()
    await signedOn('2025-03-31')
    await notice().getByText(TOLD).waitFor()
    expect(await seat.barriers()).toEqual([])
    await seat.keep('clerk-closed-month')
    // Behind the closed month, and behind the window that the demonstration's round has sealed.
    await signedOn('2025-10-09')
    await notice().waitFor({ state: 'detached' })
    expect(seat.faults).toEqual([])
  })
})
