import type { Archive } from '../../spreadsheets/workbook/archive'
import { type Element, elementsOf, isFinding, plainName } from './elements'
import { notRead } from './findings'
import { unpackedWhole } from './unpacked'
import { xmlTextOf } from './xml-encoding'
import { invoiceOf, invoicesOfXml, type Reading } from './xml-invoice'

/** What every OFD has at its top (GB/T 33190). */
export const OFD_ROOT = 'ofd.xml'
/** Of an attachment, and of what the root says. */
const MOST_XML = 5 * 1024 * 1024
/** Attachments looked into: an invoice has one. */
const MOST_ATTACHED = 20

/**
 * The invoice of an OFD: the XML that lies in it as an attachment (`…/Attachs/original_invoice.xml`), else the names and values
 * that its root states (`CustomData`), which are fewer.
 */
export async function invoicesOfOfd(archive: Archive): Promise<readonly Reading[]> {
  const attached = archive.names
    .filter((it) => /(^|\/)(attach[^/]*|other)\/[^/]+\.xml$/.test(it) && !it.endsWith('/attachments.xml'))
    .sort((a, b) => rank(a) - rank(b))
  let broken: Reading | undefined
  for (const name of attached.slice(0, MOST_ATTACHED)) {
    const readings = invoicesOfXml(await unpackedWhole(archive, name, MOST_XML))
    if (readings.some((it) => it.read)) return readings
    if (readings[0]?.findings[0]?.code !== 'not-an-invoice') broken ??= readings[0]
  }
  const stated = await customData(archive)
  if (stated.read) return [stated]
  return [broken ?? stated]
}

const rank = (name: string) => (name.endsWith('/original_invoice.xml') ? 0 : 1)

async function customData(archive: Archive): Promise<Reading> {
  const text = xmlTextOf(await unpackedWhole(archive, OFD_ROOT, MOST_XML))
  const root = typeof text === 'string' ? elementsOf(text) : text
  if (isFinding(root)) return { findings: [root] }
  const said = invoiceOf({ ...root, children: customDataIn(root) })
  if (said.findings[0]?.code !== 'not-an-invoice') return said
  return { findings: [notRead('ofd-without-invoice', 'OFD 中没有发票数据', 'the OFD holds no data of an invoice')] }
}

/** `<CustomData Name="发票号码">…</CustomData>` as an element of that name. */
function customDataIn(root: Element): Element[] {
  const found: Element[] = []
  const look = (it: Element) => {
    const name = it.attributes.Name ?? it.attributes.name
    if (it.name === 'customdata' && name !== undefined) found.push({ ...it, name: plainName(name) })
    else it.children.forEach(look)
  }
  look(root)
  return found
}
