import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { Browsing, inBrowser, type Seat, why } from './browser.spec-support'

inBrowser(`somebody who trusts nobody${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  let key: string
  const WINDOW = 'from=2024-11-01&to=2025-08-31&asOf=2025-09-15'
  beforeAll(async () => {
    browsing = await Browsing.open()
    key = (await browsing.fixture.get('/api/log/key', 'auditor')).body.trimEnd()
  })
  afterAll(() => browsing.close())
  afterEach(async () => {
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  /** What is saved when the mark is clicked. */
  const taken = async (mark: Locator): Promise<Buffer> => {
    const saved = seat.page.waitForEvent('download')
    await mark.click()
    return readFileSync(await (await saved).path())
  }
  const told = (file: Buffer) => {
    const verdict = verify(file, { key })
    return verdict.verdict === 'invalid' ? verdict.fault : verdict.found.told.facts
  }

  test('takes the certificate of a number where it stands, of a total, and with its rows', async () => {
    seat = await browsing.sitAs('auditor')
    const { instruments } = browsing.fixture
    await seat.go(`/figures/${instruments}?${WINDOW}`)
    await seat.keep('certificate-platform')
    const mark = seat.page.getByRole('link', { name: '项目数：证书' }).first()
    expect(told(await taken(mark))).toMatchObject({ code: 'projects', of: { platform: instruments }, value: '27' })
    expect(await seat.barriers()).toEqual([])

    await seat.go(`/figures?${WINDOW}`)
    await seat.keep('certificate-platforms')
    const total = seat.page.getByRole('row', { name: /^合计/ }).getByRole('link', { name: '项目数：证书' }).first()
    expect(told(await taken(total))).toMatchObject({ code: 'projects', of: { platforms: 'all' } })
    expect(await seat.barriers()).toEqual([])

    await seat.go(`/figures/${instruments}/projects?${WINDOW}`)
    await seat.keep('certificate-rows')
    const button = seat.page.locator('.title-actions a[href*=certificate]').first()
    expect(told(await taken(button))).toMatchObject({ value: '27' })
    const masked = seat.page.getByRole('link', { name: '遮盖版' })
    expect(told(await taken(masked))).toMatchObject({ value: '27', masked: true, whole: 0 })
    expect(await seat.barriers()).toEqual([])
  })

  test('takes the certificates of a seal, of a close and of a statement of the letter', async () => {
    seat = await browsing.sitAs('auditor')
    const asked = async (path: string) => (await browsing.fixture.get(`/api/${path}`, 'auditor')).json()
    const [{ id: round }] = (await asked('rounds')).rounds
    await seat.go(`/rounds/${round}/seal`)
    const button = () => seat.page.locator('a[download][href*="/certificate"]').first()
    expect(told(await taken(button()))).toMatchObject({ of: { round, seal: 1 } })
    expect(await seat.barriers()).toEqual([])

    const { platforms } = await asked('platforms')
    const closes = await Promise.all(platforms.map(({ id }: { id: string }) => asked(`platforms/${id}/closes`)))
    const at = closes.findIndex((it) => it.closes.some(({ status }: { status: string }) => status === 'closed'))
    const { period } = closes[at].closes.findLast(({ status }: { status: string }) => status === 'closed')
    await seat.go(`/closing?platform=${platforms[at].id}&period=${period}`)
    const closed = { of: { platform: platforms[at].id, period }, status: 'closed' }
    expect(told(await taken(button()))).toMatchObject(closed)
    const masked = seat.page.getByRole('link', { name: '遮盖版' })
    expect(told(await taken(masked))).toMatchObject({ ...closed, masked: true, whole: 0 })
    expect(await seat.barriers()).toEqual([])

    await seat.go('/letter?from=2024-11-01&to=2025-08-31')
    const mark = seat.page.getByRole('link', { name: 'F2：证书' }).first()
    const agrees = { value: '27', compared: { verdict: 'agrees' } }
    expect(told(await taken(mark))).toMatchObject(agrees)
    const hidden = seat.page.getByRole('link', { name: 'F2：遮盖版证书' }).first()
    expect(told(await taken(hidden))).toMatchObject({ ...agrees, masked: true, whole: 0 })
    expect(await seat.barriers()).toEqual([])
  })

  test('takes the certificate of a programme’s figure', async () => {
    seat = await browsing.sitAs('auditor')
    await seat.go(`/programme?from=2024-11-01&to=2025-08-31`)
    await seat.keep('certificate-programme')
    const mark = seat.page.getByRole('link', { name: '市级中试平台数：证书' }).first()
    expect(told(await taken(mark))).toMatchObject({ code: 'recognisedPlatforms' })
    expect(await seat.barriers()).toEqual([])
    // To a platform it would show what others recorded.
    await seat.close()
    seat = await browsing.sitAs('platform')
    await seat.go(`/programme?from=2024-11-01&to=2025-08-31`)
    expect(await seat.page.locator('.certificate').count()).toBe(0)
  })
})
