import { posix } from 'node:path'
import type { SpreadsheetLimits } from '../limits'
import type { SpreadsheetFile } from '../spreadsheet-file'
import { Archive } from './archive'
import { type BookSheet, bookOf, openBook, type Relation, relationsOf } from './book'
import { rangeReference } from './cell-reference'
import { type PlainLimits, PlainSheet } from './plain-sheet'
import { storedZip } from './stored-zip'
import { readXml, XmlStream } from './xml'
import { element, openTag, xmlText } from './xml-writing'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Cells that all names of ranges may stand for; a library keeps each of them. */
const MOST_NAMED = 50_000

export interface PlainWorkbook {
  readonly bytes: Buffer
  /** By sheet the ranges of each of its validations, which stand at A1, A2 … */
  readonly validated: ReadonlyMap<string, readonly (readonly string[])[]>
}

/**
 * The workbook written again as the one way in which every program reads it, whatever its parts were called and wherever they
 * lay, and with everything in bounds: for a library that is less careful. What was refused before is not looked for again.
 */
export async function plainWorkbook(
  file: SpreadsheetFile,
  limits: SpreadsheetLimits,
  plain: PlainLimits,
): Promise<PlainWorkbook> {
  const archive = await Archive.open(file, limits)
  try {
    const { sheets } = await openBook(archive, limits)
    const { part, relations } = await bookOf(archive)
    const parts = new Map<string, Buffer>([['[Content_Types].xml', Buffer.from(`${HEAD}<Types/>`)]])
    parts.set('_rels/.rels', relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]))
    parts.set('xl/workbook.xml', await workbookXml(archive, part, sheets))
    const own = sheets.map((_, i) => ({ id: `rId${i + 1}`, type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` }))
    for (const type of ['styles', 'sharedStrings', 'theme']) {
      const from = relations.find((it) => it.type === type)?.target
      if (from === undefined || !archive.has(from)) continue
      const target = type === 'theme' ? 'theme/theme1.xml' : `${type}.xml`
      parts.set(`xl/${target}`, await whole(archive, from))
      own.push({ id: `rId${own.length + 1}`, type, target })
    }
    parts.set('xl/_rels/workbook.xml.rels', relationships(own))
    for (const name of archive.names) {
      if (/^xl\/(drawings\/(_rels\/)?[a-z0-9]+\.xml(\.rels)?|media\/[^/]+)$/.test(name))
        parts.set(name, await whole(archive, name))
    }
    const validated = new Map<string, readonly (readonly string[])[]>()
    for (const [i, sheet] of sheets.entries()) {
      const written = new PlainSheet(sheet.name, plain)
      const xml = new XmlStream(written)
      for await (const piece of archive.unpacked(sheet.part)) xml.write(piece)
      xml.end()
      parts.set(`xl/worksheets/sheet${i + 1}.xml`, written.xml)
      validated.set(sheet.name, written.validated)
      await addBeside(parts, archive, sheet, i + 1)
    }
    return { bytes: storedZip(parts), validated }
  } finally {
    archive.close()
  }
}

/** Notes, pictures and links of a sheet. */
async function addBeside(parts: Map<string, Buffer>, archive: Archive, { part }: BookSheet, n: number): Promise<void> {
  const kept: Omit<Relation, 'external'>[] = []
  const external: string[] = []
  for (const { id, type, target, external: elsewhere } of await relationsOf(archive, part)) {
    if (type === 'hyperlink') {
      kept.push({ id, type, target })
      external.push(id)
    } else if (type === 'drawing' && parts.has(target.toLowerCase())) {
      kept.push({ id, type, target: posix.relative('xl/worksheets', target.toLowerCase()) })
    } else if ((type === 'comments' || type === 'vmlDrawing') && !elsewhere && archive.has(target)) {
      const own = type === 'comments' ? `comments${n}.xml` : `drawings/vmlDrawing${n}.vml`
      parts.set(`xl/${own}`, await whole(archive, target))
      kept.push({ id, type, target: `../${own}` })
    }
  }
  if (kept.length > 0) parts.set(`xl/worksheets/_rels/sheet${n}.xml.rels`, relationships(kept, external))
}

async function workbookXml(archive: Archive, part: string, sheets: readonly BookSheet[]): Promise<Buffer> {
  const names: string[] = []
  let properties = ''
  let name: Readonly<Record<string, string>> | undefined
  let text = ''
  let left = MOST_NAMED
  await readXml(
    archive.unpacked(part),
    {
      open(tag, attributes) {
        if (tag === 'workbookPr') properties = element('workbookPr', { date1904: attributes.date1904 })
        if (tag !== 'definedName') return
        name = attributes
        text = ''
      },
      text(it) {
        if (name) text += it
      },
      close(tag) {
        if (tag !== 'definedName' || !name) return
        const { name: itself, localSheetId } = name
        name = undefined
        const cells = cellsNamed(text)
        if (cells > left) return
        left -= cells
        names.push(element('definedName', { name: itself, localSheetId }, xmlText(text)))
      },
    },
    16 * 1024 * 1024,
  )
  const tabs = sheets.map(({ name, hidden }, i) =>
    element('sheet', { name, sheetId: String(i + 1), state: hidden ? 'hidden' : undefined, 'r:id': `rId${i + 1}` }),
  )
  const inside = `${properties}<sheets>${tabs.join('')}</sheets><definedNames>${names.join('')}</definedNames>`
  return Buffer.from(`${HEAD}${openTag('workbook', { xmlns: MAIN, 'xmlns:r': OFFICE })}${inside}</workbook>`)
}

const CELLS = /^\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?$/
/** How many cells a name stands for; one for what it says besides. */
function cellsNamed(text: string): number {
  let sum = 1
  for (const it of text.split(',')) {
    const reference = it.slice(it.lastIndexOf('!') + 1)
    if (!CELLS.test(reference)) continue
    const { top, left, bottom, right } = rangeReference(reference.replaceAll('$', ''))
    sum += (bottom - top + 1) * (right - left + 1)
  }
  return sum
}

function relationships(all: readonly Omit<Relation, 'external'>[], external: readonly string[] = []): Buffer {
  const each = all.map(({ id, type, target }) =>
    element('Relationship', {
      Id: id,
      Type: `${OFFICE}/${type}`,
      Target: target,
      TargetMode: external.includes(id) ? 'External' : undefined,
    }),
  )
  return Buffer.from(`${HEAD}${element('Relationships', { xmlns: PACKAGE }, each.join(''))}`)
}

async function whole(archive: Archive, part: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const it of archive.unpacked(part)) pieces.push(it)
  return Buffer.concat(pieces)
}
