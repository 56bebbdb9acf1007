import { LIMITS } from '.'
import { book, bookParts, elsewhere, refusalOf, rowsOf, zip } from './given.spec-support'
import { Archive } from './workbook/archive'

const ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>一</t></is></c></row>'
const MiB = 1024 * 1024
const relation = (type: string, target: string) =>
  `<Relationships><Relationship Id="rId9" Type="x/${type}" Target="${target}" TargetMode="External"/></Relationships>`

test('The workbook of these tests is read when nothing is wrong with it', async () => {
  expect(await rowsOf(book(ROW))).toEqual([
    { sheet: '表', row: 1, hidden: false, cells: [{ column: 1, kind: 'text', text: '一' }] },
  ])
})

describe('Refused before it is unpacked', () => {
  test('a part that shrinks a thousandfold', async () => {
    const bomb = zip(bookParts(ROW, { more: { 'xl/worksheets/sheet1.xml': Buffer.alloc(20 * MiB, ' ') } }))
    expect(bomb.byteLength).toBeLessThan(64 * 1024)
    expect(await refusalOf(bomb)).toEqual(['zip-bomb', {}])
  })
  test('more than may be unpacked in one part, or in all', async () => {
    const parts = bookParts(ROW)
    expect(await refusalOf(zip(parts), { limits: { partBytes: 100 } })).toEqual(['zip-bomb', {}])
    expect(await refusalOf(zip(parts), { limits: { unpackedBytes: 1000 } })).toEqual(['zip-bomb', {}])
  })
  test('more parts than a workbook has', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`xl/media/${i}.png`, '']))
    expect(await refusalOf(zip(bookParts(ROW, { more: many })))).toEqual(['zip-bomb', {}])
  })
  test('a part that unpacks to more than it says', async () => {
    expect(await refusalOf(zip(bookParts(ROW), { claim: 10 }))).toEqual(['broken-workbook', {}])
  })
  test('a file over the limit, and an empty one', async () => {
    expect(await refusalOf(book(ROW), { limits: { fileBytes: 100 } })).toEqual(['file-too-large', {}])
    expect(await refusalOf(new Uint8Array())).toEqual(['empty-file', {}])
  })
})

describe('Refused before anything is made of it', () => {
  const merged = (...refs: string[]) =>
    `<mergeCells>${refs.map((it) => `<mergeCell ref="${it}"/>`).join('')}</mergeCells>`
  const styles = (formats: string) =>
    `<styleSheet><numFmts>${formats}</numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`

  test('ranges that lie over each other, many deep', async () => {
    const over = (count: number) => merged(...Array.from({ length: count }, () => 'A1:C100000'))
    expect(await refusalOf(book(ROW, { after: over(16) }))).toEqual(['read', {}])
    expect(await refusalOf(book(ROW, { after: over(17) }))).toEqual(['broken-workbook', {}])
  })
  test('more columns described than a sheet has', async () => {
    const columns = (count: number) => `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(count)}</cols>`
    expect(await refusalOf(book(ROW, { before: columns(16_384) }))).toEqual(['read', {}])
    expect(await refusalOf(book(ROW, { before: columns(16_385) }))).toEqual(['broken-workbook', {}])
  })
  test('a number format longer than any, and more of them than any program writes', async () => {
    const format = (code: string, id = 164) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`
    const of = (formats: string) => book(ROW, { more: { 'xl/styles.xml': styles(formats) } })
    expect(await refusalOf(of(format('['.repeat(1_024))))).toEqual(['read', {}])
    expect(await refusalOf(of(format('['.repeat(1_025))))).toEqual(['broken-workbook', {}])
    const many = Array.from({ length: 10_001 }, (_, i) => format('0', i + 164)).join('')
    expect(await refusalOf(of(many))).toEqual(['broken-workbook', {}])
  })
  test('two sheets that name one part', async () => {
    const workbook = '<sheets><sheet name="另一表" r:id="rId1"/></sheets>'
    expect(await refusalOf(book(ROW, { workbook }))).toEqual(['broken-workbook', {}])
  })
  test('parts unpacked again and again, whoever asks for them', async () => {
    const parts = bookParts(ROW)
    const sizes = Object.values(parts).map((it) => Buffer.byteLength(it))
    const all = sizes.reduce((sum, it) => sum + it, 0)
    const archive = await Archive.open(zip(parts), { ...LIMITS, unpackedBytes: all })
    // As much again as there is, for the sheets are gone through twice.
    const often = Math.floor((2 * all) / Buffer.byteLength(parts['xl/worksheets/sheet1.xml']))
    const unpack = async () => {
      for await (const _ of archive.unpacked('xl/worksheets/sheet1.xml'));
    }
    for (let i = 0; i < often; i++) await unpack()
    await expect(unpack()).rejects.toMatchObject({ refusal: { code: 'zip-bomb' } })
    archive.close()
  })
})

describe('Read, for it is what clerks have', () => {
  test('a whole sheet merged, or a whole column: what a row costs depends on its columns only', async () => {
    const row = (n: number) => `<row r="${n}"><c r="B${n}"><v>${n}</v></c></row>`
    const [whole] = await rowsOf(book(ROW, { after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }))
    expect(whole.cells.map((it) => it.column)).toEqual(Array.from({ length: 256 }, (_, i) => i + 1))
    expect(whole.cells.every((it) => it.text === '一')).toBe(true)
    const column = await rowsOf(
      book(row(2) + row(9), { after: '<mergeCells><mergeCell ref="B2:B1048576"/></mergeCells>' }),
    )
    expect(column.map((it) => it.cells.map(({ text, merged }) => [text, merged]))).toEqual([
      [['2', undefined]],
      [['2', true]],
    ])
  })
  test('where ranges lie over each other, the later one counts as long as it lasts', async () => {
    const row = (n: number) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c></row>`
    const after = '<mergeCells><mergeCell ref="A1:A4"/><mergeCell ref="A2:A3"/></mergeCells>'
    const rows = await rowsOf(book([1, 2, 3, 4, 5].map(row).join(''), { after }))
    expect(rows.map((it) => it.cells[0].text)).toEqual(['1', '2', '2', '1', '5'])
  })
  test('an address of electronic mail', async () => {
    const more = { 'xl/worksheets/_rels/sheet1.xml.rels': relation('hyperlink', 'mailto:office@example.com') }
    const after = '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>'
    expect(await refusalOf(book(ROW, { more, after }))).toEqual(['read', {}])
    const picture = { 'xl/drawings/_rels/drawing1.xml.rels': relation('image', 'mailto:office@example.com') }
    expect(await refusalOf(book(ROW, { more: picture }))).toEqual(['link-elsewhere', {}])
  })
  test('parts under other names, elsewhere, in another case, with the strokes of another system', async () => {
    expect((await rowsOf(elsewhere(ROW)))[0].cells[0].text).toBe('一')
  })
})

describe('Refused for what it holds', () => {
  test.each([
    ['macros', { 'xl/vbaProject.bin': 'x' }],
    ['macros', { 'xl/macrosheets/sheet1.xml': '<x/>' }],
    ['link-elsewhere', { 'xl/externalLinks/externalLink1.xml': '<x/>' }],
    ['embedded-object', { 'xl/embeddings/oleObject1.bin': 'x' }],
    ['kind-not-read', { 'xl/workbook.bin': 'x' }],
    ['link-elsewhere', { 'xl/drawings/_rels/drawing1.xml.rels': relation('image', 'http://example.com/x.png') }],
  ])('%s: %j', async (code, more) => {
    expect(await refusalOf(book(ROW, { more }))).toEqual([code, {}])
  })
  test('what only says where figures once came from is no reason: the cells hold them', async () => {
    const more = { 'xl/connections.xml': '<x/>', 'xl/queryTables/queryTable1.xml': '<x/>' }
    expect((await rowsOf(book(ROW, { more }))).length).toBe(1)
  })
  test('the content type of a macro workbook', async () => {
    const types = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    expect(await refusalOf(book(ROW, { types }))).toEqual(['macros', {}])
  })
  test('a link of a cell, with its sheet', async () => {
    const more = { 'xl/worksheets/_rels/sheet1.xml.rels': relation('hyperlink', 'file:///etc/passwd') }
    const after = '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>'
    expect(await refusalOf(book(ROW, { more, after }))).toEqual(['link-elsewhere', { sheet: '表' }])
  })
  test('a formula, at its cell; or marked where the reader refuses it himself', async () => {
    const formula = '<row r="3"><c r="B3"><f>SUM(A1:A2)</f><v>3</v></c></row>'
    expect(await refusalOf(book(formula))).toEqual(['formula', { sheet: '表', row: 3, column: 2 }])
    const [row] = await rowsOf(book(formula), { formulas: 'mark' })
    expect(row.cells).toEqual([{ column: 2, kind: 'formula', text: '3' }])
  })
  test('an entity of its own', async () => {
    const sheet = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData/></worksheet>'
    expect(await refusalOf(book(ROW, { more: { 'xl/worksheets/sheet1.xml': sheet } }))).toEqual(['xml-doctype', {}])
  })
  test('one name for two sheets', async () => {
    const workbook = '<sheets><sheet name="表" r:id="rId1"/></sheets>'
    expect(await refusalOf(book(ROW, { workbook }))).toEqual(['duplicate-sheet-name', { sheet: '表' }])
  })
  test('more rows, columns or text than is read, at their place', async () => {
    const two = `${ROW}<row r="7"><c r="C7"><v>1</v></c></row>`
    expect(await refusalOf(book(two), { limits: { rows: 1 } })).toEqual(['too-many-rows', { sheet: '表', row: 7 }])
    expect(await refusalOf(book(two), { limits: { columns: 2 } })).toEqual([
      'too-many-columns',
      { sheet: '表', row: 7, column: 3 },
    ])
    const long = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(40_000)}</t></is></c></row>`
    expect((await refusalOf(book(long)))[0]).toBe('too-much-text')
  })
})

describe('Refused as broken', () => {
  test.each([
    ['rows out of order', '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'],
    ['a cell of another row', '<row r="2"><c r="A3"><v>1</v></c></row>'],
    ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>5</v></c></row>'],
    ['a number that is none', '<row r="1"><c r="A1"><v>abc</v></c></row>'],
    ['tags that do not close', '<row r="1"><c r="A1"><v>1</c></row>'],
  ])('%s', async (_, rows) => {
    expect(await refusalOf(book(rows))).toEqual(['broken-workbook', {}])
  })
  test('cut in the middle', async () => {
    expect(await refusalOf(book(ROW).slice(0, -40))).toEqual(['broken-workbook', {}])
  })
  test('words that look like the end of the rows do not hide merged cells', async () => {
    const after =
      '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><headerFooter><oddFooter>&lt;/sheetData></oddFooter></headerFooter>'
    const text = '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</sheetData>]]></t></is></c></row>'
    expect((await rowsOf(book(text, { after })))[0].cells).toHaveLength(2)
    const cdata = after.replace('&lt;/sheetData>', '<![CDATA[</sheetData>]]>')
    expect((await refusalOf(book(text, { after: cdata })))[0]).toBe('broken-workbook')
  })
})

describe('Other kinds of file say what they are', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const old = (inside: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(inside, 'utf16le')])
  test.each([
    ['kind-not-read', old('Workbook')],
    ['encrypted', old('EncryptedPackage')],
    ['kind-not-read', bytes('%PDF-1.7')],
    ['kind-not-read', bytes('<html><table><tr><td>1</td></tr></table></html>')],
    ['kind-not-read', bytes('<?xml version="1.0"?><Workbook/>')],
    ['kind-not-read', zip({ 'content.xml': '<x/>', '[Content_Types].xml': '<Types/>' })],
    ['kind-not-read', zip({ 'readme.txt': 'x' })],
    ['text-undecodable', Uint8Array.from([0xff, 0xff, 0x80, 0x81, 0x0a])],
    ['text-undecodable', Uint8Array.from([0x61, 0x00, 0x62])],
  ])('%s', async (code, file) => {
    expect((await refusalOf(new Uint8Array(file), { name: 'x.xlsx' }))[0]).toBe(code)
  })
})

describe('Given a text in UTF-8 that holds the mark of a letter lost before', () => {
  test('then it is not read as GB18030, in which every name would be another', async () => {
    expect(await refusalOf(Buffer.from('名称,金额\n张\ufffd,1.00\n'))).toEqual(['text-undecodable', {}])
  })
})

describe('Given a bank’s table with texts of whoever paid', () => {
  const cellsOf = async (text: string | Buffer) =>
    (await rowsOf(Buffer.from(text), { textsOfOthers: true })).map((row) => row.cells.map((it) => it.text))

  test('then one that begins as a formula, or has lost a letter, is a text as it stands', async () => {
    expect(await cellsOf('张\ufffd,=1+1,"=HYPERLINK(""x"")", =第二笔\n')).toEqual([
      ['张\ufffd', '=1+1', '=HYPERLINK("x")', '=第二笔'],
    ])
    expect(await refusalOf(Buffer.from('张,=1+1\n'))).toEqual(['formula', { sheet: 'CSV', row: 1, column: 2 }])
    expect(await refusalOf(Buffer.from('张,"=1+1" \n'))).toEqual(['formula', { sheet: 'CSV', row: 1, column: 2 }])
  })

  test('then a quoted field may be followed and led by blanks and tabs', async () => {
    expect(await cellsOf('"1,234.00"\t, "2,000.00" ,"甲""乙" \n"0012"\t,"a,b"\n')).toEqual([
      ['1,234.00', '2,000.00', '甲"乙'],
      ['0012', 'a,b'],
    ])
  })

  test('then the mark that old programs write at the end is not there, wherever the file is read in pieces', async () => {
    for (const end of ['\u001a', '\r\n\u001a', '\u001a\u001a\r\n', '\u001a \n'])
      expect(await cellsOf(`甲,1.00${end}`)).toEqual([['甲', '1.00']])
    const long = '甲,1.00\n'.repeat(13_000)
    for (let more = 0; more < 4; more++)
      expect(await cellsOf(`${long}${'x'.repeat(more)}\u001a`)).toHaveLength(13_000 + (more > 0 ? 1 : 0))
    expect(await refusalOf(Buffer.from('甲,\u001a1.00\n'))).toEqual(['text-undecodable', {}])
  })

  test('then UTF-16 is read from either end', async () => {
    const little = Buffer.from('\ufeff甲,1.00\n', 'utf16le')
    expect(await cellsOf(little)).toEqual([['甲', '1.00']])
    expect(await cellsOf(Buffer.from(little).swap16())).toEqual([['甲', '1.00']])
  })
})
