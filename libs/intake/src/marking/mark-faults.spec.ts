import { Workbook } from 'exceljs'
import { briefly, filled, HEADINGS, read, tab, workbook } from '../columns/given.spec-support'
import { markFaults } from './mark-faults'

async function opened(bytes: Buffer): Promise<Workbook> {
  const book = new Workbook()
  await book.xlsx.load(bytes as never)
  return book
}
const fillOf = (book: Workbook, sheet: string, cell: string) =>
  JSON.stringify(book.getWorksheet(sheet)?.getCell(cell).fill ?? {})
const noteOf = (book: Workbook, sheet: string, cell: string) =>
  JSON.stringify(book.getWorksheet(sheet)?.getCell(cell).note ?? '')

const given = () =>
  workbook((book) => tab(book, '合同清单', [HEADINGS, filled({ 5: '一', 8: '6/1/25' }), filled({ 0: 'ZS-2' })]))

test('The same workbook comes back with its faults marked, listed, and led to', async () => {
  const file = await given()
  const { faults } = await read(file)
  const book = await opened(await markFaults(file, faults))
  expect(fillOf(book, '合同清单', 'F2')).toContain('FFFFC7CE')
  expect(fillOf(book, '合同清单', 'F3')).not.toContain('FFFFC7CE')
  expect(noteOf(book, '合同清单', 'F2')).toContain('须为数字')
  expect(noteOf(book, '合同清单', 'I2')).toContain('歧义')
  expect(book.getWorksheet('合同清单')?.getCell('A3').value).toBe('ZS-2')
  const listed = book.getWorksheet('错误')
  expect(listed?.getRow(2).getCell(7).value).toBe('not-a-number')
  expect(listed?.getRow(2).getCell(2).value).toMatchObject({ hyperlink: "#'合同清单'!F2" })
})

test('given a code whose check digit fails, when it is marked, then its cell is yellow, and red where it is a fault too', async () => {
  const file = await workbook((book) =>
    tab(book, '合同清单', [HEADINGS, filled({ 3: '91440101MA5CJQ4N50' }), filled({ 0: 'ZS-2', 5: '一' })]),
  )
  const { faults, notices } = await read(file)
  const book = await opened(await markFaults(file, faults, { notices }))
  expect(fillOf(book, '合同清单', 'D2')).toContain('FFFFEB9C')
  expect(noteOf(book, '合同清单', 'D2')).toContain('校验位')
  expect(fillOf(book, '合同清单', 'D3')).not.toContain('FFFFEB9C')
  expect(fillOf(book, '合同清单', 'F3')).toContain('FFFFC7CE')
  expect([2, 3].map((row) => book.getWorksheet('错误')?.getRow(row).getCell(7).value)).toEqual([
    'not-a-number',
    'uscc-check-digit',
  ])
  const again = new Uint8Array(await book.xlsx.writeBuffer())
  const mended = await opened(await markFaults(again, faults))
  expect(fillOf(mended, '合同清单', 'D2')).not.toContain('FFFFEB9C')
})

test('Mended and sent again it is read without the marks, and what is marked anew is marked alone', async () => {
  const file = await given()
  const book = await opened(await markFaults(file, (await read(file)).faults))
  const sheet = book.getWorksheet('合同清单')
  if (sheet) sheet.getCell('F2').value = 380000
  const mended = new Uint8Array(await book.xlsx.writeBuffer())
  const stated = await read(mended)
  expect(stated.faults.map(briefly)).toEqual(['I2 ambiguous-day'])
  const again = await opened(await markFaults(mended, stated.faults))
  expect(fillOf(again, '合同清单', 'F2')).not.toContain('FFFFC7CE')
  expect(fillOf(again, '合同清单', 'I2')).toContain('FFFFC7CE')
  expect(again.worksheets.map((it) => it.name)).toEqual(['合同清单', '错误'])
})

test('A CSV and NDJSON come as workbooks with their rows where they stood; a refused file as its list alone', async () => {
  const csv = new TextEncoder().encode(`${HEADINGS.join()}\n${filled({ 5: '一' }).join()}\n`)
  const table = await opened(
    await markFaults(csv, (await read(csv, { name: '合同清单.csv' })).faults, { name: '合同清单.csv' }),
  )
  expect(fillOf(table, '合同清单', 'F2')).toContain('FFFFC7CE')
  const json = new TextEncoder().encode('{"kind":"x"}\n')
  const lines = await opened(
    await markFaults(json, (await read(json, { name: 'x.ndjson' })).faults, { name: 'x.ndjson' }),
  )
  expect(fillOf(lines, 'x', 'A1')).toContain('FFFFC7CE')
  const refused = await opened(
    await markFaults(Buffer.from('PK\u0003\u0004broken'), [
      { place: {}, code: 'broken-workbook', zh: '坏', en: 'broken' },
    ]),
  )
  expect(refused.worksheets.map((it) => it.name)).toEqual(['错误'])
})
