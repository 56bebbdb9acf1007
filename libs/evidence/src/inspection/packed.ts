import { shortened } from '@pilot-ledger/kernel'
import type { MediaType } from '../definitions'
import { type Part, partsOf } from './archive'
import type { Inspected } from './inspected'
import { EvidenceRefused, notTaken, tooManyPages, unreadable, withinArchive, withMacros } from './refused'
import { localName, readXml } from './xml'

const OFFICE: readonly (readonly [part: string, type: MediaType])[] = [
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
]
/** What computers put into an archive of themselves. */
const FURNITURE = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i

/** What a ZIP is: a paper that is packed, or an archive of papers, each of which is looked into. */
export async function inspectPacked(
  bytes: Buffer,
  mostPages: number,
  inspectMember: ((bytes: Buffer) => Promise<Inspected>) | undefined,
): Promise<Inspected> {
  const parts = await partsOf(bytes)
  const named = new Map(parts.map((it) => [it.name, it]))
  const ofd = named.get('OFD.xml')
  if (ofd) {
    await readThrough(parts)
    return { mediaType: 'application/ofd', pages: await pagesOfOfd(ofd, named, mostPages) }
  }
  if (named.has('[Content_Types].xml')) {
    const office = OFFICE.find(([part]) => named.has(part))
    if (!office) throw notTaken(named.has('ppt/presentation.xml') ? 'pptx' : 'office')
    if (parts.some(({ name }) => /vbaProject\.bin$/i.test(name))) throw withMacros()
    await readThrough(parts)
    return { mediaType: office[1] }
  }
  if (!inspectMember) throw notTaken('zip in zip')
  const papers = parts.filter(({ name }) => !FURNITURE.test(name))
  if (papers.length === 0) throw unreadable({ parts: '0' })
  for (const it of papers) {
    try {
      await inspectMember(await it.bytes())
    } catch (error) {
      throw error instanceof EvidenceRefused ? withinArchive(it.name, error) : error
    }
  }
  return { mediaType: 'application/zip' }
}

/** Every part whole: what is altered or cut in the middle is found out by its check sum. */
async function readThrough(parts: readonly Part[]): Promise<void> {
  for (const it of parts) await it.bytes()
}

/** GB/T 33190: `OFD.xml` names its documents, and each names its pages. */
async function pagesOfOfd(ofd: Part, parts: ReadonlyMap<string, Part>, most: number): Promise<number> {
  let pages = 0
  for (const root of textsOf(await ofd.bytes(), 'DocRoot')) {
    const document = parts.get(root.trim().replace(/^\//, ''))
    if (!document) throw unreadable({ part: shortened(root, 80) })
    const path: string[] = []
    readXml(await document.bytes(), ({ name }, depth) => {
      path.length = depth
      path.push(localName(name))
      if (path.at(-1) === 'Page' && path.at(-2) === 'Pages') pages++
    })
    if (pages > most) throw tooManyPages(pages, most)
  }
  if (pages === 0) throw unreadable({ pages: '0' })
  return pages
}

function textsOf(bytes: Buffer, element: string): string[] {
  const found: string[] = []
  let within = false
  readXml(
    bytes,
    ({ name }) => {
      within = localName(name) === element
      if (within) found.push('')
    },
    (text) => {
      if (within) found[found.length - 1] += text.trim() === '' ? '' : text
    },
  )
  return found
}
