import { Workbook } from 'exceljs'
import { LIMITS } from '../spreadsheets'
import { book, bookParts, elsewhere, zip } from '../spreadsheets/given.spec-support'
import { Archive } from '../spreadsheets/workbook/archive'
import { markFaults } from './mark-faults'

const ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>一</t></is></c><c r="B1"><v>2</v></c></row>'
const FAULTS = [{ place: { sheet: '表', row: 1, column: 2 }, code: 'not-a-number', zh: '坏', en: 'bad' }]
const relation = (type: string, target: string, mode = '') =>
  `<Relationships><Relationship Id="rId9" Type="x/${type}" Target="${target}"${mode}/></Relationships>`

/** The sheet as it was written; nothing expands it. */
async function sheetXml(bytes: Uint8Array, n = 1): Promise<string> {
  const archive = await Archive.open(bytes, LIMITS)
  const pieces: Buffer[] = []
  for await (const it of archive.unpacked(`xl/worksheets/sheet${n}.xml`)) pieces.push(it)
  archive.close()
  return Buffer.concat(pieces).toString()
}
async function opened(bytes: Buffer): Promise<Workbook> {
  const workbook = new Workbook()
  await workbook.xlsx.load(bytes as never)
  return workbook
}
/** Red, and said in a note. */
const isMarked = (workbook: Workbook, cell = 'B1') =>
  JSON.stringify(workbook.getWorksheet('表')?.getCell(cell).fill).includes('FFFFC7CE') &&
  JSON.stringify(workbook.getWorksheet('表')?.getCell(cell).note).includes('坏')

describe('given a workbook whose ranges are as long as a column, when it is marked', () => {
  test('then its drop-downs are for the same ranges, and no cell is made of them', async () => {
    const validation = (sqref: string, list: string) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" error="请选择" sqref="${sqref}"><formula1>"${list}"</formula1></dataValidation>`
    const after = `<dataValidations>${validation('C2:C1048576 D2:D1048576', '含税,不含税')}${validation('A1:XFD1048576', '是,否')}</dataValidations>`
    const xml = await sheetXml(await markFaults(book(ROW, { after }), FAULTS))
    const found = [...xml.matchAll(/<dataValidation .*?sqref="([^"]*)"><formula1>&quot;([^&]*)&quot;/g)].map((it) =>
      it.slice(1),
    )
    expect(found).toEqual(
      expect.arrayContaining([
        ['C2:C1048576', '含税,不含税'],
        ['D2:D1048576', '含税,不含税'],
        ['A1:XFD1048576', '是,否'],
      ]),
    )
    expect(found).toHaveLength(3)
    expect(xml).toContain('error="请选择"')
    expect(xml.match(/<c /g)).toHaveLength(2)
  })

  test('then what is merged is merged as far as its rows reach', async () => {
    const after =
      '<mergeCells><mergeCell ref="C1:D1"/><mergeCell ref="E1:E1048576"/><mergeCell ref="L3:L1048576"/></mergeCells>'
    const marked = await opened(await markFaults(book(ROW, { after }), FAULTS))
    expect(isMarked(marked)).toBe(true)
    expect(marked.getWorksheet('表')?.model.merges).toEqual(['C1:D1'])
    const all = await opened(
      await markFaults(book(ROW, { after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }), FAULTS),
    )
    expect(all.getWorksheet('表')?.model.merges).toEqual(['A1:SR1'])
  })

  test('then ranges over each other, columns without end and names of whole sheets are no hindrance', async () => {
    const row = (n: number) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c><c r="B${n}"><v>1</v></c></row>`
    const rows = [1, 2, 3].map(row).join('')
    const merged = ['A1:C3', 'B2:D3', 'C1:C2'].map((it) => `<mergeCell ref="${it}"/>`).join('')
    const workbook =
      '<definedNames><definedName name="全部">表!$A$1:$XFD$1048576</definedName><definedName name="类别">表!$A$1:$A$3</definedName></definedNames>'
    const before = '<cols><col min="2" max="1000000000" width="9"/></cols>'
    const marked = await opened(
      await markFaults(book(rows, { after: `<mergeCells>${merged}</mergeCells>`, before, workbook }), [
        { ...FAULTS[0], place: { sheet: '表', row: 3, column: 5 } },
      ]),
    )
    expect(isMarked(marked, 'E3')).toBe(true)
    expect(marked.getWorksheet('表')?.model.merges).toEqual(['A1:C3'])
    expect(marked.definedNames.model.map((it) => it.name)).toEqual(['类别'])
  })
})

describe('given a workbook as other programs write it, when it is marked', () => {
  test('then parts elsewhere, in other case and behind backslashes are the same workbook', async () => {
    const marked = await opened(await markFaults(elsewhere(ROW), FAULTS))
    expect(isMarked(marked)).toBe(true)
    expect(marked.worksheets.map((it) => it.name)).toEqual(['表', '错误'])
  })

  test('then a mail address stays a link, and notes stay notes', async () => {
    const mail = 'mailto:office@example.com'
    const hyperlinks = '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>'
    const more = { 'xl/worksheets/_rels/sheet1.xml.rels': relation('hyperlink', mail, ' TargetMode="External"') }
    const linked = await opened(await markFaults(book(ROW, { after: hyperlinks, more }), FAULTS))
    expect(linked.getWorksheet('表')?.getCell('A1').value).toMatchObject({ text: '一', hyperlink: mail })
    const notes = {
      'xl/worksheets/_rels/sheet1.xml.rels': relation('comments', '../Notes.xml'),
      'xl/notes.xml':
        '<comments><authors><author/></authors><commentList><comment ref="A1" authorId="0"><text><r><t>请核对</t></r></text></comment></commentList></comments>',
    }
    const noted = await opened(await markFaults(zip(bookParts(ROW, { more: notes })), FAULTS))
    expect(JSON.stringify(noted.getWorksheet('表')?.getCell('A1').note)).toContain('请核对')
  })

  test('then one with more cells than can be kept is answered by the list of its faults', async () => {
    const cells = Array.from({ length: 200 }, () => `<c s="0"/>`).join('')
    const rows = Array.from({ length: 1_600 }, (_, i) => `<row r="${i + 2}">${cells}</row>`).join('')
    const marked = await opened(await markFaults(book(ROW + rows), FAULTS))
    expect(marked.worksheets.map((it) => it.name)).toEqual(['错误'])
  })
})
