import { Buffer } from 'node:buffer'
import { book, refusalOf, rowsOf } from './given.spec-support'

const cell = (inside: string, attributes = '') => `<row r="1"><c r="A1"${attributes}>${inside}</c></row>`
const value = (it: string, style = 0) => cell(`<v>${it}</v>`, ` s="${style}"`)
const one = async (rows: string, more = {}) => (await rowsOf(book(rows, more)))[0].cells[0]

describe('Numbers', () => {
  test('are the shortest decimal that means the same double, in plain figures', async () => {
    expect(await one(value('9116800.2899999991'))).toMatchObject({ kind: 'number', decimal: '9116800.29' })
    expect(await one(value('9.1168E6'))).toMatchObject({ decimal: '9116800' })
    expect(await one(value('1E-7'))).toMatchObject({ decimal: '0.0000001' })
    expect(await one(value('0.30000000000000004'))).toMatchObject({ decimal: '0.30000000000000004' })
  })
  test('say how many places are shown, and where the format shows another magnitude', async () => {
    expect(await one(value('1234.5', 2))).toEqual({
      column: 1,
      kind: 'number',
      text: '1234.50',
      decimal: '1234.5',
      decimals: 2,
    })
    expect(await one(value('1234.567', 2))).toMatchObject({ text: '1234.57', decimal: '1234.567' })
    expect(await one(value('123456', 4))).toMatchObject({ scaled: true })
    expect(await one(value('42', 5))).toMatchObject({ text: '000042', decimal: '42' })
    expect(await one(value('0.986', 6))).toMatchObject({ text: '98.6%', decimal: '0.986', percent: true })
  })
})

describe('Days', () => {
  // 45809 days after 1899-12-30 is 2025-06-01; from 1904-01-01 it takes 44347.
  test.each([
    [1, '45809', '', '2025-06-01'],
    [3, '45809', '', '2025-06-01'],
    [7, '45809', '', '2025-06-01'],
    [1, '44347', '<workbookPr date1904="1"/>', '2025-06-01'],
    [1, '45809.75', '', '2025-06-01'],
  ])('style %s, %s, %s', async (style, serial, workbook, day) => {
    expect(await one(value(serial, style), { workbook })).toMatchObject({ kind: 'date', day })
  })
  test('a number without a date format tells the day it would be and stays a number', async () => {
    expect(await one(value('45809'))).toMatchObject({ kind: 'number', decimal: '45809', day: '2025-06-01' })
  })
  test('days written as ISO', async () => {
    expect(await one(cell('<v>2025-06-01T00:00:00</v>', ' t="d"'))).toEqual({
      column: 1,
      kind: 'date',
      text: '2025-06-01',
      day: '2025-06-01',
    })
  })
})

describe('What is hidden or merged', () => {
  const AB = '<c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1</v></c>'
  test('hidden rows and columns are said', async () => {
    expect((await rowsOf(book(`<row r="1" hidden="1">${AB}</row>`)))[0].hidden).toBe(true)
    const before = '<cols><col min="2" max="3" hidden="true"/></cols>'
    const [row] = await rowsOf(book(`<row r="1">${AB}</row>`, { before }))
    expect(row.cells.map((it) => it.hidden)).toEqual([undefined, true])
  })
  test('a merged range says in every row with content what its first cell says', async () => {
    const rows = `<row r="1">${AB}</row><row r="2"><c r="B2"><v>2</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>`
    const after = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    const read = await rowsOf(book(rows, { after }))
    expect(read.map((it) => [it.row, ...it.cells.map((c) => (c.merged ? `(${c.text})` : c.text))])).toEqual([
      [1, '甲', '1'],
      [2, '(甲)', '2'],
      [4, '4'],
    ])
  })
  test('texts in runs are one, without the readings above them; escapes are characters', async () => {
    const runs = '<is><r><t>合同</t></r><r><t>编_x0041_号</t></r><rPh><t>ごうどう</t></rPh></is>'
    expect(await one(cell(runs, ' t="inlineStr"'))).toMatchObject({ text: '合同编A号' })
  })
})

describe('A text table', () => {
  const text = '合同编号,名称\r\n"ZS,1","两\n行"\r\n\r\nZS-2,"="\r\n'
  const cells = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.map((it) => [it.row, ...it.cells.map((c) => c.text)])
  const EXPECTED = [
    [1, '合同编号', '名称'],
    [2, 'ZS,1', '两\n行'],
    [5, 'ZS-2', '='],
  ]
  const gb = Buffer.from(
    'bacf cdac b1e0 bac5 2c c3fb b3c6 0d0a 225a532c3122 2c 22c1bd0ad0d022 0d0a0d0a 5a532d32 2c 223d22 0d0a'.replace(
      / /g,
      '',
    ),
    'hex',
  )
  test('in UTF-8, with a mark and without, in GB18030 and in UTF-16, says the same, with the lines where records begin', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const file of [Buffer.from(text), Buffer.from(`\ufeff${text}`), gb, utf16])
      expect(cells(await rowsOf(file, { formulas: 'mark', name: 'a/合同.csv' }))).toEqual(EXPECTED)
  })
  test.each([',', ';', '\t'])('parted by %j', async (it) => {
    const file = Buffer.from(`a${it}b${it}c\n"1,5;6"${it}2${it}3\n`)
    expect(cells(await rowsOf(file))).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '1,5;6', '2', '3'],
    ])
  })
  test('figures kept as text are text, other formulas are refused at their cell', async () => {
    expect(cells(await rowsOf(Buffer.from('="0012",2')))).toEqual([[1, '0012', '2']])
    expect(await refusalOf(Buffer.from('1,2\n3,=1+1'), { name: 't.csv' })).toEqual([
      'formula',
      { sheet: 't', row: 2, column: 2 },
    ])
  })
  test('a quote that does not close names its line', async () => {
    expect((await refusalOf(Buffer.from('a,b\n"c,d\n')))[0]).toBe('broken-csv')
    expect(cells(await rowsOf(Buffer.from('a,12" x\n')))).toEqual([[1, 'a', '12" x']])
  })
})
