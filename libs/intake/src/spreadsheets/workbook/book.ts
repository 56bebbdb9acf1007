import { posix } from 'node:path'
import { shortened } from '@pilot-ledger/kernel'
import type { SpreadsheetLimits } from '../limits'
import { refused } from '../refused'
import { type Archive, broken } from './archive'
import { Styles } from './styles'
import { SharedTexts } from './texts'
import { isTrue, readXml } from './xml'

const MiB = 1024 * 1024
/** Parts that describe: names of sheets, relations, styles. */
const DESCRIPTION = 16 * MiB

export interface BookSheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}
export interface Book {
  readonly sheets: readonly BookSheet[]
  /** Days are counted from 1904, as old Macintosh workbooks do. */
  readonly from1904: boolean
  readonly styles: Styles
  readonly texts: readonly string[]
}

export interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly external: boolean
}

/** Everything of a workbook but its rows; refuses macros, what is embedded and what leads elsewhere. */
export async function openBook(archive: Archive, limits: SpreadsheetLimits): Promise<Book> {
  refuseByParts(archive.names)
  await refuseByContentTypes(archive)
  const { part, relations } = await bookOf(archive)
  const { sheets, from1904 } = await sheetsOf(archive, part, relations, limits)
  await refuseLinksElsewhere(archive, sheets)
  const styles = new Styles()
  const stylesPart = relations.find((it) => it.type === 'styles')?.target
  if (stylesPart && archive.has(stylesPart)) await readXml(archive.unpacked(stylesPart), styles, 4 * DESCRIPTION)
  const texts = new SharedTexts(limits)
  const textsPart = relations.find((it) => it.type === 'sharedStrings')?.target
  if (textsPart && archive.has(textsPart)) await readXml(archive.unpacked(textsPart), texts, limits.partBytes)
  return { sheets, from1904, styles, texts: texts.all }
}

function refuseByParts(names: readonly string[]): void {
  const first = (pattern: RegExp) => names.find((it) => pattern.test(it))
  const macro = first(/vbaproject|(^|\/)(macrosheets|dialogsheets)\//)
  if (macro) throw macros(macro)
  // A connection or a query says where figures once came from; the cells hold them, and nothing here asks again.
  const elsewhere = first(/(^|\/)externallinks\//)
  if (elsewhere) throw linkElsewhere({}, elsewhere)
  const embedded = first(/(^|\/)(embeddings|activex)\//)
  if (embedded) {
    throw refused(
      'embedded-object',
      '工作簿含嵌入对象，请删除后再试',
      'something is embedded; delete it',
      {},
      { part: embedded },
    )
  }
  if (first(/^xl\/workbook\.bin$/)) throw notRead('.xlsb')
  if (first(/^content\.xml$/)) throw notRead('.ods')
}

export function notRead(kind: string) {
  return refused(
    'kind-not-read',
    `文件内容是 ${kind}（与其扩展名无关），不读取；请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv`,
    `what the file holds is ${kind}, whatever it is called, and is not read; open it in a spreadsheet program and save it as .xlsx or .csv`,
    {},
    { kind },
  )
}

async function refuseByContentTypes(archive: Archive): Promise<void> {
  if (!archive.has('[Content_Types].xml')) throw notRead('zip')
  let macro: string | undefined
  const open = (_: string, { ContentType = '' }: Readonly<Record<string, string>>) => {
    if (/macroenabled|vbaproject|macrosheet|dialogsheet/i.test(ContentType)) macro = ContentType
  }
  await readXml(archive.unpacked('[Content_Types].xml'), { open }, DESCRIPTION)
  if (macro) throw macros(macro)
}

/** The part that is the workbook, and what it names. */
export async function bookOf(archive: Archive): Promise<{ part: string; relations: readonly Relation[] }> {
  const part = await workbookPart(archive)
  return { part, relations: await relationsOf(archive, part) }
}

async function workbookPart(archive: Archive): Promise<string> {
  const main = (await relationsOf(archive, '')).find((it) => it.type === 'officeDocument')
  if (!main || !archive.has(main.target)) throw broken('no workbook inside')
  return main.target
}

/** The relations of a part, targets as names of parts. */
export async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations: Relation[] = []
  if (!archive.has(name)) return relations
  const open = (tag: string, { Id = '', Type = '', Target = '', TargetMode }: Readonly<Record<string, string>>) => {
    if (tag !== 'Relationship') return
    // exceljs writes a link inside the workbook as one to elsewhere that names no file.
    const external = TargetMode?.toLowerCase() === 'external' && !Target.startsWith('#')
    const path = Target.replaceAll('\\', '/')
    const target =
      external || Target.startsWith('#') ? Target : path.startsWith('/') ? path.slice(1) : posix.join(folder, path)
    relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target, external })
  }
  await readXml(archive.unpacked(name), { open }, DESCRIPTION)
  return relations
}

async function sheetsOf(archive: Archive, part: string, relations: readonly Relation[], limits: SpreadsheetLimits) {
  const sheets: BookSheet[] = []
  const names = new Set<string>()
  let from1904 = false
  const open = (tag: string, attributes: Readonly<Record<string, string>>) => {
    if (tag === 'workbookPr') from1904 = isTrue(attributes.date1904)
    if (tag !== 'sheet') return
    const { name = '', state = 'visible' } = attributes
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    const relation = relations.find((it) => it.id === id)
    if (!relation || relation.external) throw broken(`the sheet ${shortened(name, 40)} has no content`)
    if (names.has(name.toLowerCase())) {
      throw refused('duplicate-sheet-name', '工作表名称重复', 'two sheets have one name', { sheet: name })
    }
    names.add(name.toLowerCase())
    if (names.size > limits.sheets) {
      throw refused('too-many-sheets', '工作表过多', 'too many sheets', {}, { most: String(limits.sheets) })
    }
    if (relation.type !== 'worksheet') return
    if (sheets.some((it) => it.part.toLowerCase() === relation.target.toLowerCase()))
      throw broken('two sheets have one content')
    sheets.push({ name, part: relation.target, hidden: state !== 'visible' })
  }
  await readXml(archive.unpacked(part), { open }, DESCRIPTION)
  return { sheets, from1904 }
}

/** Nothing is fetched from where a letter would be written to: spreadsheet programs make it of every address typed. */
const isMail = ({ type, target }: Relation) => type === 'hyperlink' && /^mailto:/i.test(target)

/** Any part that points outside the file: a hyperlink, a linked picture, another workbook. */
async function refuseLinksElsewhere(archive: Archive, sheets: readonly BookSheet[]): Promise<void> {
  for (const name of archive.names) {
    if (!name.endsWith('.rels')) continue
    const part = posix.join(posix.dirname(posix.dirname(name)), posix.basename(name, '.rels'))
    const link = (await relationsOf(archive, part === '.rels' ? '' : part)).find((it) => it.external && !isMail(it))
    if (!link) continue
    const sheet = sheets.find((it) => it.part.toLowerCase() === part)
    if (!sheet) throw linkElsewhere({}, link.target)
    let cell: string | undefined
    const open = (tag: string, attributes: Readonly<Record<string, string>>) => {
      if (
        tag === 'hyperlink' &&
        Object.entries(attributes).some(([key, it]) => key.endsWith(':id') && it === link.id)
      ) {
        cell ??= attributes.ref
      }
    }
    await readXml(archive.unpacked(sheet.part), { open }, Number.POSITIVE_INFINITY)
    throw linkElsewhere({ sheet: sheet.name }, link.target, cell)
  }
}

function macros(found: string) {
  return refused(
    'macros',
    '工作簿含宏，请另存为不含宏的 .xlsx',
    'the workbook holds macros; save it as .xlsx without them',
    {},
    { found: shortened(found, 120) },
  )
}

function linkElsewhere(place: { sheet?: string }, target: string, cell?: string) {
  return refused(
    'link-elsewhere',
    '工作簿含指向外部的链接，请删除链接（保留文字）后再试',
    'the workbook links to elsewhere; remove the link and keep its words',
    place,
    { target: shortened(target, 120), ...(cell && { cell }) },
  )
}
