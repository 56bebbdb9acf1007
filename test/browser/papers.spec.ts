import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jpegOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import { invoiceXml, ofdWithXml } from '../../libs/intake/src/invoices/given.spec-support'
import { Browsing, inBrowser, LAPTOP, PHONE, type Role, type Seat, until, why } from './browser.spec-support'
import { attach, hashOf, scanOf, submittedRound, upload } from './papers.spec-support'

inBrowser(`a paper beside what it proves${why}`, () => {
  let browsing: Browsing
  let scan: Buffer
  const late = Buffer.from(jpegOf(24, 24))
  let contract: string
  const seats: Seat[] = []
  const sit = async (role: Role, options: Parameters<Browsing['sit']>[0] = {}) => {
    const seat = await browsing.sitAs(role, options)
    seats.push(seat)
    return seat
  }

  beforeAll(async () => {
    browsing = await Browsing.open()
    const { fixture } = browsing
    const { engagements } = (await fixture.get('/api/engagements?limit=200', 'evaluator')).json()
    contract = engagements.find((it: { contractNo: string }) => it.contractNo === 'JM-2025-025').id
    scan = await scanOf(3)
    await attach(fixture, contract, await upload(fixture, '合同扫描件.pdf', scan))
    await attach(fixture, contract, await upload(fixture, '现场照片.jpg', jpegOf(40, 30)))
    await attach(fixture, contract, { sha256: hashOf(late), fileName: '验收单.jpg', pages: 1 })
  })
  afterEach(async () => {
    for (const seat of seats.splice(0)) await seat.close()
  })
  afterAll(() => browsing.close())

  const pane = ({ page }: Seat) => page.getByRole('region', { name: /佐证材料|Evidence/ })
  const shown = async (seat: Seat, text: RegExp) =>
    pane(seat)
      .locator('.paper-page[aria-busy="false"] canvas')
      .and(seat.page.getByRole('img', { name: text }))
      .waitFor()
  const looks = async () => {
    const { reads } = (await browsing.fixture.get('/api/access-log?limit=50', 'auditor')).json()
    return reads.filter((it: { action: string }) => it.action === 'readEvidence') as {
      actor: string
      request: string
    }[]
  }

  test('is opened, leafed through, turned, enlarged, left for the next and closed by keyboard alone', async () => {
    const seat = await sit('evaluator')
    const { page } = seat
    await seat.go(`/contracts/${contract}`)
    const before = (await looks()).length
    const link = page.getByRole('link', { name: '查看 合同扫描件.pdf' })
    await link.focus()
    await page.keyboard.press('Enter')
    await shown(seat, /第 1 页，共 3 页/)
    const head = await pane(seat).innerText()
    for (const part of ['合同扫描件.pdf', 'PDF', '3 页', hashOf(scan).slice(0, 12), '演示登记员', '下一份', 'Esc 关闭'])
      expect(head).toContain(part)
    await seat.keep('papers-contract-laptop')
    expect(await seat.barriers()).toEqual([])

    const canvas = pane(seat).locator('canvas')
    const upright = await canvas.boundingBox()
    await page.keyboard.press('ArrowRight')
    await shown(seat, /第 2 页，共 3 页/)
    await page.keyboard.press('End')
    await shown(seat, /第 3 页，共 3 页/)
    await page.keyboard.press('r')
    await until(
      page,
      'document.querySelector(".paper-page canvas").clientHeight < document.querySelector(".paper-page canvas").clientWidth',
    )
    await page.keyboard.press('+')
    await until(
      page,
      'document.querySelector(".paper-page canvas").clientWidth > document.querySelector(".paper-page").clientWidth',
    )
    await page.keyboard.press('0')
    await until(
      page,
      'document.querySelector(".paper-page canvas").clientWidth <= document.querySelector(".paper-page").clientWidth',
    )
    expect(Math.abs(((await canvas.boundingBox())?.width ?? 0) - (upright?.width ?? 0))).toBeLessThan(30)

    await page.keyboard.press('[')
    await pane(seat).getByRole('img', { name: '现场照片.jpg' }).waitFor()
    await page.keyboard.press('[')
    await pane(seat).getByText('请平台登记员上传原件').waitFor()
    await page.keyboard.press('Escape')
    await pane(seat).waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('查看 合同扫描件.pdf')

    // Three papers were opened, of one of which nothing is there; each stands once.
    const noted = (await looks()).slice(0, -before || undefined)
    expect(noted.map(({ actor }) => actor)).toEqual(Array(3).fill('演示评价员'))
    expect(noted.filter(({ request }) => request.includes(hashOf(scan)))).toHaveLength(1)
    expect(seat.faults).toEqual([])
  })

  test('runs nothing of its file, and asks nobody else for anything', async () => {
    const seat = await sit('evaluator')
    const { page } = seat
    const outside: string[] = []
    const said: string[] = []
    page.on('request', (it) => outside.push(it.url()))
    page.on('dialog', (it) => said.push(it.message()))
    await seat.go(`/contracts/${contract}`)
    await page.getByRole('link', { name: '查看 合同扫描件.pdf' }).click()
    await shown(seat, /第 1 页，共 3 页/)
    await pane(seat).locator('.paper-sheet').click()
    await pane(seat).getByText('Page 1').click()
    await seat.settled()
    expect(outside.filter((it) => !it.startsWith(browsing.address) && !it.startsWith('data:'))).toEqual([])
    expect([said, seat.context.pages().length, seat.faults]).toEqual([[], 1, []])
  })

  test('has its words where they are drawn, to be marked and copied, however it is turned and enlarged', async () => {
    const seat = await sit('evaluator')
    const { page } = seat
    await seat.go(`/contracts/${contract}`)
    await page.getByRole('link', { name: '查看 合同扫描件.pdf' }).click()
    await shown(seat, /第 1 页，共 3 页/)
    // On a page of 595 × 842, 72 high, its foot 500 above the lower edge and 180 from the left one.
    const words = pane(seat).getByText('Page 1')
    const lies = async () => {
      const [sheet, word] = [await pane(seat).locator('canvas').boundingBox(), await words.boundingBox()]
      if (!sheet || !word) throw new Error('nothing is drawn')
      const scale = Math.min(sheet.width, sheet.height) / 595
      return [word.x - sheet.x, word.y - sheet.y, word.width, word.height].map((it) => it / scale)
    }
    const [x, y, width, height] = await lies()
    expect([Math.round(x / 10), Math.abs(y + height * 0.8 - 342) < 12, width > 200, width < 250]).toEqual([
      18,
      true,
      true,
      true,
    ])
    await words.dblclick()
    expect(await page.evaluate('getSelection().toString().trim()')).toMatch(/^(Page|1)$/)
    await page.keyboard.press('r')
    await page.keyboard.press('+')
    await until(
      page,
      'document.querySelector(".paper-page canvas").clientHeight < document.querySelector(".paper-page canvas").clientWidth && document.querySelector(".paper-page").ariaBusy === "false"',
    )
    // A quarter to the right: what was above is at the right now.
    const [turnedX, turnedY, turnedWidth, turnedHeight] = await lies()
    const near = (a: number, b: number) => Math.abs(a - b) < 4
    expect([
      near(turnedWidth, height),
      near(turnedHeight, width),
      near(turnedY, x),
      near(turnedX, 842 - y - height),
    ]).toEqual([true, true, true, true])
    expect(seat.faults).toEqual([])
  })

  test('covers the page on a phone, and gives it back', async () => {
    const seat = await sit('evaluator', { size: PHONE, language: 'en' })
    await seat.go(`/contracts/${contract}`)
    await seat.page.getByRole('link', { name: 'Open 合同扫描件.pdf' }).click()
    await shown(seat, /Page 1 of 3/)
    await seat.keep('papers-contract-phone-en')
    const box = await pane(seat).boundingBox()
    expect([box?.x, box?.width]).toEqual([0, PHONE.width])
    expect(await seat.width()).toBe(PHONE.width)
    expect(await seat.barriers()).toEqual([])
    await seat.page.getByRole('button', { name: 'Close' }).click()
    await pane(seat).waitFor({ state: 'detached' })
  })

  test('that was recorded by its hash alone is completed by the very file, and by no other', async () => {
    const seat = await sit('platform', { size: LAPTOP })
    const { page } = seat
    await seat.go(`/contracts/${contract}`)
    await page.getByRole('link', { name: '查看 验收单.jpg' }).click()
    await pane(seat).getByText('未上传', { exact: true }).waitFor()
    await seat.keep('papers-missing')
    expect(await seat.barriers()).toEqual([])
    const pick = (buffer: Buffer) =>
      pane(seat)
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: '验收单.jpg', mimeType: 'image/jpeg', buffer })
    await pick(jpegOf(16, 16))
    expect(await pane(seat).getByRole('alert').innerText()).toContain(
      `不是这份材料：所选文件的摘要为 ${hashOf(jpegOf(16, 16)).slice(0, 12)}`,
    )
    await pick(late)
    await pane(seat).getByRole('img', { name: '验收单.jpg' }).waitFor()
    await pane(seat)
      .getByText(/演示登记员 于 .* 上传/)
      .waitFor()
    expect(seat.faults).toEqual([])
  })

  test('of a scanner is leafed through too, though no browser shows TIFF', async () => {
    const { fixture } = browsing
    const tiff = readFileSync(join(__dirname, '../evidence/tiff/fax-204x98.tif'))
    await attach(fixture, contract, await upload(fixture, '传真.tif', tiff))
    const seat = await sit('evaluator')
    const { page } = seat
    const before = (await looks()).length
    await seat.go(`/contracts/${contract}`)
    await page.getByRole('link', { name: '查看 传真.tif' }).click()
    const picture = (no: number) => pane(seat).getByRole('img', { name: `第 ${no} 页，共 2 页` })
    const come = () => pane(seat).locator('.paper-page[aria-busy="false"]').waitFor()
    await picture(1).waitFor()
    await come()
    // 43 × 29 dots, each 204 to the inch across and 98 down.
    const { width = 0, height = 0 } = (await picture(1).boundingBox()) ?? {}
    expect(height / width).toBeCloseTo((29 / 98) * (204 / 43), 1)
    await page.keyboard.press('PageDown')
    await picture(2).waitFor()
    await come()
    await seat.keep('papers-tiff')
    expect(await seat.barriers()).toEqual([])
    expect((await looks()).length).toBe(before + 1)
    expect(seat.faults).toEqual([])
  })

  test('that no browser shows is told by its fields and words, and nothing of it is run', async () => {
    const { fixture } = browsing
    await attach(fixture, contract, await upload(fixture, '发票.ofd', Buffer.from(ofdWithXml(invoiceXml()))))
    const seat = await sit('finance')
    await seat.go(`/contracts/${contract}`)
    await seat.page.getByRole('link', { name: '查看 发票.ofd' }).click()
    await pane(seat).getByText('发票号码').waitFor()
    await seat.keep('papers-ofd')
    const told = await pane(seat).innerText()
    for (const part of ['OFD 版式文件', '价税合计', '示例光电科技有限公司', '不是版式']) expect(told).toContain(part)
    expect(await seat.barriers()).toEqual([])
    expect((await looks()).filter(({ actor }) => actor === '演示财务')).toHaveLength(1)
  })

  test('stands beside the row that is verified, and goes along with it', async () => {
    const { fixture } = browsing
    const round = await submittedRound(fixture, await upload(fixture, '社保名单.pdf', await scanOf(2)))
    const seat = await sit('evaluator')
    const { page } = seat
    await seat.go(`/rounds/${round}/platforms/${fixture.instruments}?view=verify`)
    await page.locator('.row-facts').getByText(/\.pdf/).first().waitFor()
    const rowAt = () => page.locator('.bank-row[aria-current="true"]').innerText()
    const first = await rowAt()
    await page.keyboard.press('v')
    // The demonstration's own: JM-2025-001 has six pages.
    await shown(seat, /第 1 页，共 6 页/)
    expect((await pane(seat).locator('canvas').boundingBox())?.width).toBeGreaterThan(300)
    await seat.settled()
    await seat.keep('papers-verify')
    expect(await seat.barriers()).toEqual([])
    const beside = await pane(seat).locator('.paper-head').innerText()
    expect(first).toContain(/[A-Z]+-\d{4}-\d+/.exec(beside)?.[0] ?? 'nothing')
    await page.keyboard.press('ArrowDown')
    await until(
      page,
      `!document.querySelector('.paper-head').innerText.includes(${JSON.stringify(/[A-Z]+-\d{4}-\d+/.exec(beside)?.[0])})`,
    )
    expect(await rowAt()).not.toBe(first)
    // Back by the paper, and the row goes along.
    await page.keyboard.press('[')
    await until(page, `document.querySelector('.bank-row[aria-current="true"]').innerText === ${JSON.stringify(first)}`)
    // Through all indicators, and back to this one: the paper beside is always the first of what is looked at.
    const indicators = await page.locator('.indicator').allInnerTexts()
    const current = await page.locator('.indicator[aria-current="true"]').innerText()
    const staff = indicators.findIndex((it) => it.includes('专职人员数'))
    const here = indicators.findIndex((it) => it.includes(current))
    const steps = (staff - here + indicators.length) % indicators.length
    for (let i = 0; i < steps; i++) await page.keyboard.press('n')
    await page.locator('.indicator[aria-current="true"]', { hasText: '专职人员数' }).waitFor()
    await shown(seat, /第 1 页，共 2 页/)
    expect(await pane(seat).locator('.paper-head').innerText()).toContain('社保名单.pdf')
    for (let i = 0; i < steps; i++) await page.keyboard.press('p')
    await pane(seat)
      .locator('.paper-head')
      .getByText(/[A-Z]+-\d{4}-\d+/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await pane(seat).waitFor({ state: 'detached' })
    // Closed it stays closed.
    await page.keyboard.press('n')
    await page.locator('.indicator[aria-current="true"]').waitFor()
    expect(await pane(seat).count()).toBe(0)

    await page.locator('.indicators').getByText('专职人员数').click()
    await page.getByRole('link', { name: '查看 社保名单.pdf' }).click()
    await shown(seat, /第 1 页，共 2 页/)

    // What its platform has stated opens there too, not in a tab.
    const clerk = await sit('platform')
    await clerk.go(`/rounds/${round}/platforms/${fixture.instruments}?view=self`)
    await clerk.page.getByRole('link', { name: '查看 社保名单.pdf' }).click()
    await shown(clerk, /第 1 页，共 2 页/)
    await clerk.settled()
    await clerk.keep('papers-self')
    expect(await clerk.barriers()).toEqual([])
    expect([clerk.context.pages().length, clerk.faults]).toEqual([1, []])
    expect(seat.faults).toEqual([])
  })
})
