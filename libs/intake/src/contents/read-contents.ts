import { readFile } from 'node:fs/promises'
import type { MediaType } from '@pilot-ledger/evidence/definitions'
import { EvidenceRefused, localName, readXml } from '@pilot-ledger/evidence/inspection'
import { formatAmount, shortened, textIn, xmlEncodingOf } from '@pilot-ledger/kernel'
import { invoiceFiles } from '../invoices/reading/invoice-files'
import type { InvoiceRead, NamedParty } from '../invoices/reading/invoice-read'
import { openArchive, unpackedWhole } from '../invoices/reading/unpacked'
import { readSpreadsheet, SpreadsheetRefused } from '../spreadsheets'
import type { Contents, InvoiceTold } from './contents'

/** Shown of a file: enough to see what it is; the file itself is there to be taken. */
const MOST = { text: 20_000, rows: 50, sheets: 20, columns: 30, cell: 200, files: 500, pages: 200, seenRows: 20_000 }

/**
 * What a paper holds that no browser shows: the fields of an invoice, text, the first rows of sheets, the names of files. For
 * strangers' files, in a process of its own; of a file that cannot be read, why (`unread`).
 */
export async function readContents(path: string, mediaType: MediaType): Promise<Contents> {
  try {
    return await contentsOf(path, mediaType)
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return { unread: { zh: error.refusal.zh, en: error.refusal.en } }
    if (error instanceof EvidenceRefused) return { unread: { zh: error.refusals[0].zh, en: error.refusals[0].en } }
    throw error
  }
}

async function contentsOf(path: string, mediaType: MediaType): Promise<Contents> {
  switch (mediaType) {
    case 'application/ofd':
      return { ...(await invoicesIn(path)), ...(await textOfOfd(path)) }
    case 'application/xml':
      return { ...(await invoicesIn(path)), ...(await textOfXml(path)) }
    case 'application/zip':
      return filesIn(path)
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
      return sheetsIn(path)
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return textOfDocument(path)
    default:
      return {}
  }
}

async function invoicesIn(path: string): Promise<Pick<Contents, 'invoices'>> {
  const found: InvoiceTold[] = []
  for await (const { readings } of invoiceFiles({ path }, '')) {
    for (const { read } of readings) if (read && found.length < MOST.rows) found.push(toldInvoice(read))
  }
  return found.length === 0 ? {} : { invoices: found }
}

const partyText = ({ name, taxId }: NamedParty) => [name, taxId].filter(Boolean).join(' ') || undefined

function toldInvoice(it: InvoiceRead): InvoiceTold {
  return {
    number: it.number,
    issuedOn: it.issuedOn,
    seller: partyText(it.seller),
    buyer: partyText(it.buyer),
    withoutTax: formatAmount(it.withoutTax),
    tax: formatAmount(it.tax),
    total: formatAmount(it.total),
    remark: shortened(it.remark, 1000) || undefined,
    lines: it.lines
      .filter((_, i) => i < MOST.rows)
      .map(({ name, amount, tax }) => ({
        name: shortened(name, MOST.cell),
        amount: formatAmount(amount),
        tax: formatAmount(tax),
      })),
  }
}

const cutText = (text: string): Pick<Contents, 'text' | 'more'> => ({
  text: shortened(text, MOST.text),
  ...(text.length > MOST.text && { more: true }),
})

/** GB/T 33190: the text of a page stands in `TextCode`, in the order in which it was set. */
async function textOfOfd(path: string): Promise<Pick<Contents, 'text' | 'more'>> {
  const archive = await openArchive({ path })
  try {
    const pages = archive.names
      .filter((it) => /\/pages\/[^/]+\/content\.xml$/.test(it))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    let text = ''
    for (const page of pages.filter((_, i) => i < MOST.pages)) {
      if (text.length > MOST.text) break
      text += `${linesOf(await unpackedWhole(archive, page), 'TextCode', 'TextCode')}\n`
    }
    return text.trim() === '' ? {} : cutText(text.trim())
  } finally {
    archive.close()
  }
}

async function textOfDocument(path: string): Promise<Pick<Contents, 'text' | 'more'>> {
  const archive = await openArchive({ path })
  try {
    return cutText(linesOf(await unpackedWhole(archive, 'word/document.xml'), 't', 'p').trim())
  } finally {
    archive.close()
  }
}

/** The text within elements of a name; a line begins with each of another one. */
function linesOf(xml: Uint8Array, element: string, line: string): string {
  let within = false
  const parts: string[] = []
  readXml(
    xml,
    ({ name }) => {
      const local = localName(name)
      within = local === element
      if (local === line) parts.push('\n')
    },
    (text) => {
      if (within) parts.push(text)
    },
  )
  return parts.join('')
}

async function textOfXml(path: string): Promise<Pick<Contents, 'text' | 'more'>> {
  const bytes = await readFile(path)
  const encoding = xmlEncodingOf(bytes)
  const text = encoding && textIn(encoding, bytes)
  return text === undefined ? {} : cutText(text)
}

async function filesIn(path: string): Promise<Contents> {
  const archive = await openArchive({ path })
  try {
    const files = archive.files.map(({ shown }) => shortened(shown, MOST.cell)).filter((it) => !it.endsWith('/'))
    return { files: files.filter((_, i) => i < MOST.files), ...(files.length > MOST.files && { more: true }) }
  } finally {
    archive.close()
  }
}

async function sheetsIn(path: string): Promise<Contents> {
  const sheets = new Map<string, string[][]>()
  let more = false
  let seen = 0
  for await (const { sheet, cells } of readSpreadsheet({ path }, { formulas: 'mark', textsOfOthers: true })) {
    const rows = sheets.get(sheet) ?? []
    if (++seen > MOST.seenRows || (!sheets.has(sheet) && sheets.size >= MOST.sheets)) {
      more = true
      break
    }
    if (rows.length >= MOST.rows) {
      more = true
      continue
    }
    sheets.set(sheet, rows)
    const row: string[] = []
    for (const { column, text } of cells) {
      if (column > MOST.columns) more = true
      else row[column - 1] = shortened(text, MOST.cell)
    }
    rows.push(Array.from(row, (it) => it ?? ''))
  }
  return { sheets: [...sheets].map(([name, rows]) => ({ name, rows })), ...(more && { more }) }
}
