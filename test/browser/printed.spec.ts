import { Browsing, inBrowser, type Seat, until, why } from './browser.spec-support'

inBrowser(`an official who prints what he sees${why}`, () => {
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

  test('has the checkpoint of that moment at the foot, and its code; on the screen there is none', async () => {
    seat = await browsing.sitAs('auditor')
    const { page } = seat
    await seat.go(`/figures/${browsing.fixture.instruments}?from=2024-11-01&to=2025-08-31`)
    const foot = page.locator('#paper-foot')
    // What is on the paper when the browser is told to print.
    await page.evaluate(`window.print = () => {
      const image = document.getElementById('paper-foot')
      window.printed = image.complete && image.naturalHeight > 0 ? decodeURIComponent(image.src) : 'not there yet'
    }`)
    await page.getByRole('button', { name: '打印' }).click()
    await until(page, `'printed' in window`)
    const printed = String(await page.evaluate('window.printed'))
    const [origin, size] = (browsing.fixture.ledger.proof.checkpoint as string).split('\n')
    expect(printed).toContain(`>${size} · `)
    expect(printed).toContain(origin)
    expect(await foot.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await foot.isVisible()).toBe(true)
    expect(await seat.barriers()).toEqual([])
  })
})
