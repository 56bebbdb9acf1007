import type { BusinessDate, Fen } from '@pilot-ledger/kernel'
import { shanghaiDay, writtenDay } from '@pilot-ledger/kernel'
import { fenStated, rateStated } from './amounts'
import { type Element, elementsOf, isFinding, textOf } from './elements'
import { HEAD_FIELDS, type HeadField, LINE_ELEMENTS, LINE_FIELDS, type LineField } from './field-names'
import { judged, notRead } from './findings'
import type { Finding, InvoiceKind, InvoiceLine, InvoiceRead } from './invoice-read'
import { xmlTextOf } from './xml-encoding'

/** An invoice, and what is to be said of it; without one, why there is none. */
export interface Reading {
  readonly read?: InvoiceRead
  readonly findings: readonly Finding[]
}

/** Every invoice of an XML: mostly one. Pure; throws nothing for whatever bytes. */
export function invoicesOfXml(bytes: Uint8Array): readonly Reading[] {
  const text = xmlTextOf(bytes)
  if (typeof text !== 'string') return [{ findings: [text] }]
  const root = elementsOf(text)
  if (isFinding(root)) return [{ findings: [root] }]
  const several = documentsIn(root)
  return (several.length > 1 ? several : [root]).map(invoiceOf)
}

function documentsIn(root: Element): readonly Element[] {
  const found: Element[] = []
  const look = (it: Element) => {
    if (it.name === 'einvoice') found.push(it)
    else it.children.forEach(look)
  }
  look(root)
  return found
}

/** What the elements say, wherever in the tree they stand. Shared with what an OFD says by name and value. */
export function invoiceOf(root: Element): Reading {
  const head = headOf(root)
  const other = otherKindIn([...textsNamed(root, 'labelname'), head('kind') ?? ''])
  if (other !== undefined) return { findings: [ofAnotherKind(other)] }
  const lines = linesOf(root)
  const number = head('number')
  if (number === undefined && head('sellerName') === undefined && head('sellerId') === undefined)
    return {
      findings: [
        notRead('not-an-invoice', '不是发票：没有发票号码和销售方', 'not an invoice: it names no number and no seller'),
      ],
    }
  if (number === undefined || !/^\d{20}$/.test(number)) {
    const zh = '不是数电票：发票号码不是 20 位数字'
    return {
      findings: [
        notRead('not-fully-electronic', zh, 'not a fully electronic invoice: its number has not 20 digits', number),
      ],
    }
  }
  const [requested, issued] = [dayStated(head('requested')), dayStated(head('issued'))]
  const issuedOn = requested ?? issued
  if (issuedOn === undefined)
    return {
      findings: [notRead('issue-day-missing', '没有可读的开票日期', 'no day of issue can be read', head('requested'))],
    }
  const amounts = amountsOf(head, lines)
  if ('code' in amounts) return { findings: [amounts] }
  const remark = head('remark') ?? ''
  const kind = kindOf(root, head('kind'))
  const read: InvoiceRead = {
    number,
    ...(kind && { kind }),
    seller: party(head('sellerId'), head('sellerName')),
    buyer: party(head('buyerId'), head('buyerName')),
    ...amounts,
    lines: lines.flatMap((it) => it.line ?? []),
    issuedOn,
    remark,
    ...blueNumber({ number: head('reverses'), code: head('reversesCode') }, remark, amounts.total),
  }
  return { read, findings: judged(read, { issued, linesUnread: lines.filter((it) => !it.line).length }) }
}

/** By name, of what stands in no line of goods. */
function headOf(root: Element): (field: HeadField) => string | undefined {
  const byName = new Map<string, string>()
  const look = (element: Element) => {
    if (LINE_ELEMENTS.has(element.name) && element.children.length > 0) return
    const text = element.children.length === 0 ? textOf(element) : undefined
    if (text !== undefined && !byName.has(element.name)) byName.set(element.name, text)
    element.children.forEach(look)
  }
  look(root)
  return (field) => HEAD_FIELDS[field].map((it) => byName.get(it)).find((it) => it !== undefined)
}

function linesOf(root: Element): readonly { readonly line?: InvoiceLine }[] {
  const found: { line?: InvoiceLine }[] = []
  const look = (element: Element) => {
    const says = (field: LineField) => {
      const at = LINE_FIELDS[field].map((name) => element.children.find((it) => it.name === name)).find((it) => it)
      return textOf(at)
    }
    if (!LINE_ELEMENTS.has(element.name) || says('amount') === undefined) return element.children.forEach(look)
    const [amount, tax] = [fenStated(says('amount')), fenStated(untaxed(says('tax')))]
    const rate = rateStated(says('rate'))
    if (amount === undefined || tax === undefined) found.push({})
    else found.push({ line: { name: says('name') ?? '', amount, tax, ...(rate !== undefined && { rate }) } })
  }
  look(root)
  return found
}

/** No tax is printed as stars, in words, or not at all. */
export const untaxed = (text: string | undefined) =>
  text === undefined || /^(?:\*+|免税|不征税|免征增值税)$/.test(text) ? '0' : text

/** Tickets, vehicles: vouchers with structures of their own, that no platform issues for its services. */
const OTHER_KIND = /铁路电子客票|航空运输电子客票行程单|机动车销售统一发票|二手车销售统一发票/
const otherKindIn = (texts: readonly string[]) => texts.flatMap((it) => OTHER_KIND.exec(it)?.[0] ?? [])[0]
const ofAnotherKind = (kind: string): Finding => ({
  ...notRead(
    'other-kind-of-invoice',
    `${kind}不是平台开出的增值税发票，不读取`,
    'a ticket, or the invoice of a vehicle, is none of the invoices that a platform issues; it is not read',
  ),
  facts: { kind },
})

function textsNamed(element: Element, name: string): readonly string[] {
  const own = element.name === name ? (textOf(element) ?? []) : []
  return [own, ...element.children.map((it) => textsNamed(it, name))].flat()
}

type Amounts = Pick<InvoiceRead, 'withoutTax' | 'tax' | 'total'>
/** What is said of two of the three says the third; of the total alone its lines say the rest, where they come to it. */
function amountsOf(
  head: (field: HeadField) => string | undefined,
  lines: readonly { readonly line?: InvoiceLine }[],
): Amounts | Finding {
  const stated = { withoutTax: head('withoutTax'), tax: head('tax'), total: head('total') }
  const fen: Partial<Record<keyof Amounts, Fen>> = {}
  for (const field of ['withoutTax', 'tax', 'total'] as const) {
    const text = field === 'tax' ? stated.tax && untaxed(stated.tax) : stated[field]
    if (text === undefined) continue
    const read = fenStated(text)
    if (read === undefined) return notRead('amount-unreadable', '金额无法读取', 'an amount cannot be read', text)
    fen[field] = read
  }
  const {
    withoutTax,
    total,
    tax = withoutTax !== undefined && total !== undefined ? total - withoutTax : undefined,
  } = fen
  if (tax !== undefined && withoutTax !== undefined) return { withoutTax, tax, total: total ?? withoutTax + tax }
  if (tax !== undefined && total !== undefined) return { withoutTax: total - tax, tax, total }
  const read = lines.flatMap((it) => it.line ?? [])
  if (total !== undefined && read.length > 0 && read.length === lines.length) {
    const sums = { withoutTax: sumOf(read, 'amount'), tax: sumOf(read, 'tax') }
    if (sums.withoutTax + sums.tax === total) return { ...sums, total }
  }
  return notRead('amount-missing', '没有金额、税额或价税合计', 'the amount, its tax or the total is missing')
}

const sumOf = (lines: readonly InvoiceLine[], of: 'amount' | 'tax') => lines.reduce((sum, it) => sum + it[of], 0n)

const ZONED = /\d[T ][^T]{0,20}(Z|[+-]\d{2}:?\d{2})$/
function dayStated(text: string | undefined): BusinessDate | undefined {
  const moment = text && ZONED.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? writtenDay((text ?? '').slice(0, 19)) : shanghaiDay(moment)
}

function party(taxId: string | undefined, name: string | undefined) {
  const id = taxId?.replace(/\s/g, '').toUpperCase()
  return { ...(id && { taxId: id }), ...(name !== undefined && { name }) }
}

function kindOf(root: Element, stated: string | undefined): InvoiceKind | undefined {
  return kindStated(labelOf(root) ?? stated ?? '')
}

/** 增值税专用发票 or 普通发票, however it is wrapped. */
export function kindStated(text: string): InvoiceKind | undefined {
  if (/专用发票|专票|^0?1$/.test(text)) return 'digitalSpecial'
  return /普通发票|普票|^0?2$/.test(text) ? 'digitalOrdinary' : undefined
}

/** `Header/InherentLabel/GeneralOrSpecialVAT/LabelName`, or its code. */
function labelOf(element: Element): string | undefined {
  if (element.name === 'generalorspecialvat') {
    const of = (name: string) => textOf(element.children.find((it) => it.name === name))
    return of('labelname') ?? of('labelcode')
  }
  for (const it of element.children) {
    const found = labelOf(it)
    if (found !== undefined) return found
  }
  return undefined
}

/** The number of the confirmation of a red letter has 20 digits too: only what is called 蓝字 is the blue one's. */
const BLUE = /蓝字[^\d]{0,20}(\d{20})(?!\d)/
/** Of a traditional one: 对应正数发票代码:4400191130号码:12345678. */
const BLUE_OF_PAPER = /(?:蓝字|正数)[^\d]{0,20}代码[^\d]{0,5}(\d{10}|\d{12})[^\d]{0,20}号码[^\d]{0,5}(\d{8})(?!\d)/
/** @param stated in fields of their own, where there are any */
export function blueNumber(
  stated: { readonly number?: string; readonly code?: string },
  remark: string,
  total: Fen,
): Pick<InvoiceRead, 'reverses'> {
  if (total >= 0n) return {}
  const figures = `${/^(?:\d{10}|\d{12})$/.test(stated.code ?? '') ? stated.code : ''}${stated.number ?? ''}`
  if (/^(?:\d{18}|\d{20})$/.test(figures)) return { reverses: figures }
  const paper = BLUE_OF_PAPER.exec(remark)
  const number = BLUE.exec(remark)?.[1] ?? (paper ? `${paper[1]}${paper[2]}` : undefined)
  return number === undefined ? {} : { reverses: number }
}
