import { readFile } from 'node:fs/promises'
import { Workbook } from 'exceljs'
import { company } from '../../apps/standalone/src/demonstration/invented'
import { invoiceNo, invoiceXml } from '../../libs/intake/src/invoices/given.spec-support'
import { Browsing, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HEADINGS = [
  '合同编号',
  '合同名称',
  '委托单位',
  '统一社会信用代码',
  '服务类别',
  '合同金额（万元）',
  '含税口径',
  '计价方式',
  '签订日期',
  '是否转包',
]
const CLIENT = ['示例光电科技有限公司', '91440101MA5CJQ4N59']
const GOOD = 30
/** 5,000.01, 5,000.02 …: Σ of the first 30 is 150,000.00 + 4.65. */
const contractRow = (n: number) => [
  `DR-${String(n).padStart(3, '0')}`,
  `镜头装调中试服务 ${n}`,
  ...CLIENT,
  '产品试制、检验检测',
  (500_000 + n) / 1_000_000,
  '含税',
  '固定总价',
  '2025-10-09',
  '否',
]
const invoiceRow = (n: number) => [
  `DR-${String(n).padStart(3, '0')}`,
  String(n).padStart(20, '7'),
  100,
  100,
  0,
  '2025-10-20',
]

/** A clerk's list as it comes: a title, a unit in a heading, a total row, and seven faults. */
async function messy(): Promise<Buffer> {
  const book = new Workbook()
  const contracts = book.addWorksheet('合同清单')
  contracts.addRow(['2025 年中试服务合同清单'])
  contracts.addRow(HEADINGS)
  for (let n = 1; n <= GOOD; n++) contracts.addRow(contractRow(n))
  // Rows 33 to 37.
  contracts.addRow([...contractRow(31)].with(5, '壹万'))
  contracts.addRow([...contractRow(32)].with(8, '2035-03-18'))
  contracts.addRow([...contractRow(33)].with(3, '91440101MA5'))
  contracts.addRow([...contractRow(34)].with(4, '理发'))
  contracts.addRow([...contractRow(35)].with(6, ''))
  contracts.addRow(['合计', '', '', '', '', 17.5])
  const invoices = book.addWorksheet('开票清单')
  invoices.addRow(['合同编号', '发票号码', '本合同金额', '价税合计', '税额', '开票日期'])
  for (let n = 1; n <= 10; n++) invoices.addRow(invoiceRow(n))
  // Rows 12 and 13: more than the contract, and of a contract that nobody knows.
  invoices.addRow(invoiceRow(11).with(2, 900_000).with(3, 900_000))
  invoices.addRow(invoiceRow(12).with(0, 'DR-999'))
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The cells at fault, as a clerk mends them in the file that was marked. */
const MENDED: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  合同清单: { F33: 1, I34: '2025-10-09', D35: CLIENT[1], E36: '检验检测', G37: '含税' },
  开票清单: { C12: 100, D12: 100, A13: 'DR-012' },
}

/** The host of the clerk’s platform. */
const HOST = company('长春理工大学中山研究院', 100)

inBrowser(`a clerk’s workbook onto the ledger${why}`, () => {
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

  const head = async () => Number((await browsing.fixture.get('/api/cut', 'platform')).json().sequence)
  const choose = async (name: string, buffer: Buffer) => {
    await seat.page.locator('input[type=file]').setInputFiles({ name, mimeType: XLSX, buffer })
    await seat.settled()
  }
  const untranslated = async () => (await seat.text()).match(/\b(import|entry|kind|tax)\.[a-zA-Z.]+/g)

  test.each([
    ['zh', LAPTOP],
    ['en', LAPTOP],
    ['zh', PHONE],
    ['en', PHONE],
  ] as const)(
    'in %s on %j: complete, without barriers, nothing jumps or is wider than the screen',
    async (language, size) => {
      seat = await browsing.sitAs('platform', { language, size })
      const name = `import-${language}-${size.width}`
      await seat.open('/import')
      await seat.keep(`${name}-begin`)
      expect(await seat.barriers()).toEqual([])
      expect(await seat.shift()).toBeLessThan(0.1)
      await choose('合同清单.xlsx', await messy())
      await seat.page.locator('.import-counts').waitFor()
      await seat.keep(`${name}-checked`)
      expect(await untranslated()).toBeNull()
      expect(await seat.barriers()).toEqual([])
      expect(await seat.width()).toBe(size.width)
    },
  )

  test('faults are seen at their cells, mended in the marked workbook, recorded once, and never twice', async () => {
    seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go('/import')
    const before = await head()
    await choose('合同清单.xlsx', await messy())
    await page.getByText('有 7 处错误；其余 40 行可以登记').waitFor()
    const faults = page.locator('section', { has: page.getByRole('heading', { name: '错误 7 处' }) })
    const cells = await faults.locator('tbody tr[data-row-key] td:nth-child(3)').allInnerTexts()
    expect(cells).toEqual(['F33', 'I34', 'D35', 'E36', 'G37', 'C12', '第 13 行'])
    // Rows that could not be read are not among those listed: they are named.
    await page.getByText('合同清单 第 33, 36, 37 行').waitFor()
    // All or nothing is what is chosen, and cannot be.
    expect(await page.getByRole('button', { name: '改好 7 处错误后才能登记' }).isDisabled()).toBe(true)
    await faults.getByRole('textbox', { name: '查找单元格、内容或说明' }).fill('壹万')
    expect(await faults.locator('tbody tr[data-row-key]').count()).toBe(1)

    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载标出错误的文件' }).click()
    const download = await coming
    expect(download.suggestedFilename()).toBe('合同清单（标出错误）.xlsx')
    const book = await new Workbook().xlsx.load((await readFile(await download.path())) as never)
    for (const [sheet, changes] of Object.entries(MENDED)) {
      for (const [cell, value] of Object.entries(changes)) {
        const at = book.getWorksheet(sheet)?.getCell(cell)
        if (!at) throw new Error(`${sheet} is missing`)
        at.value = value
      }
    }
    expect(book.getWorksheet('合同清单')?.getCell('F33').note).toBeDefined()
    expect(await head()).toBe(before)

    await choose('合同清单（标出错误）.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    await page.getByText('47 行可以登记，没有错误').waitFor()
    // 150,004.65 + 10,000.00 + 20,000.00 + (0.32 + 0.33 + 0.34 + 0.35).
    await page.getByText('180,005.99').waitFor()
    await seat.keep('import-mended')
    await page.getByRole('button', { name: '登记 47 行' }).click()
    await page.getByText('已登记 47 行').waitFor()
    await seat.settled()
    await seat.keep('import-recorded')
    expect(await seat.barriers()).toEqual([])
    expect(await head()).toBe(before + 47)

    await choose('合同清单.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    await page.getByText('文件中的 47 行都已在台账上').waitFor()
    expect(await page.getByRole('button', { name: /^登记/ }).count()).toBe(0)
    await page.getByRole('link', { name: 'DR-001' }).first().click()
    await page.getByText('镜头装调中试服务 1').first().waitFor()
    expect(await head()).toBe(before + 47)
  })

  test('with the keyboard: the good rows are recorded where one says so, and what was left out is said', async () => {
    seat = await browsing.sitAs('platform', { language: 'en', size: PHONE })
    const { page } = seat
    await seat.go('/import')
    const before = await head()
    const book = await new Workbook().xlsx.load((await messy()) as never)
    for (const sheet of book.worksheets)
      sheet.eachRow((row) => {
        const no = row.getCell(1)
        if (String(no.value).startsWith('DR-')) no.value = String(no.value).replace('DR-', 'PH-')
      })
    await choose('contracts.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    await page.getByText('7 faults; the other 40 rows can be recorded').waitFor()
    await page.getByRole('radio', { name: /All or nothing/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: 'Record 40 rows' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('40 rows are recorded; rows with 7 faults were left out').waitFor()
    await seat.settled()
    await seat.keep('import-good-only')
    expect(await head()).toBe(before + 40)
    expect(await seat.width()).toBe(PHONE.width)
    expect(await seat.barriers()).toEqual([])
  })

  test('invoices dropped together: each finds its contract, or is asked for it, and all are recorded at once', async () => {
    seat = await browsing.sitAs('platform')
    const { page } = seat
    await seat.go('/import')
    const before = await head()
    const book = new Workbook()
    const sheet = book.addWorksheet('合同清单')
    sheet.addRow(HEADINGS)
    for (const no of ['FP-2025-001', 'FP-2025-002'])
      sheet.addRow([
        no,
        '检测服务',
        '示例医药有限公司',
        '91350200776049653A',
        '检验检测',
        1,
        '含税',
        '固定总价',
        '2025-10-09',
        '否',
      ])
    await choose('合同清单.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    await page.getByRole('button', { name: '登记 2 行' }).click()
    await page.getByText('已登记 2 行').waitFor()

    const seller = { taxId: HOST.id.value, name: HOST.name }
    const buyer = { taxId: '91350200776049653A', name: '示例医药有限公司' }
    const more = { seller, buyer, on: '2025-10-20' }
    const files = [
      { name: '1.xml', text: invoiceXml({ ...more, number: invoiceNo(601), remark: '合同 FP-2025-002' }) },
      { name: '2.xml', text: invoiceXml({ ...more, number: invoiceNo(602) }) },
    ]
    await page
      .locator('input[type=file]')
      .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) })))
    await page.getByRole('heading', { name: '请选择 1 张发票的合同' }).waitFor()
    await seat.settled()
    await seat.keep('import-invoices-asked')
    expect(await seat.barriers()).toEqual([])
    expect(await untranslated()).toBeNull()
    await page.getByRole('combobox', { name: `发票 ${invoiceNo(602)} 的合同编号` }).fill('FP-2025-001')
    await page.getByRole('button', { name: '按所选再检查' }).click()
    await page.getByText('2 行可以登记，没有错误').waitFor()
    await page.getByRole('button', { name: '登记 2 行' }).click()
    await page.getByText('已登记 2 行').waitFor()
    // Two contracts, two invoices, each invoice's file as its paper, and the file itself.
    expect(await head()).toBe(before + 8)

    await page.getByRole('link', { name: 'FP-2025-002' }).first().click()
    // On the page of the import both files are named.
    await page.getByRole('heading', { level: 1, name: /FP-2025-002/ }).waitFor()
    await page.getByText('1.xml').first().waitFor()
    expect(await page.getByText('2.xml').count()).toBe(0)
    expect(await page.getByText('未上传').count()).toBe(0)
  })
})
