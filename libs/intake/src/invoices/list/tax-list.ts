import { type BusinessDate, type Fen, writtenDay } from '@pilot-ledger/kernel'
import type { SheetCell, SheetRow } from '../../spreadsheets'
import { fenStated, rateStated } from '../reading/amounts'
import { plainText } from '../reading/elements'
import { judged, notRead } from '../reading/findings'
import type { Finding, InvoiceKind, InvoiceLine, InvoiceRead } from '../reading/invoice-read'
import { blueNumber, kindStated, untaxed } from '../reading/xml-invoice'
import type { SaidInvoice } from '../said-invoice'
import { type ListColumn, type ListHead, listHead } from './list-head'

/** A table begins within so many rows, or its sheet has none. */
const LATEST_HEAD = 30

/**
 * 全量发票查询导出: one line an invoice (发票基础信息), and one line of goods each (信息汇总表), from which the former are checked or, where
 * they are all there is, added up. What stands in two tables, exports of overlapping months, or twice in one is said twice and never
 * added up: whoever compares them finds one invoice.
 */
export async function saidByTaxList(rows: AsyncIterable<SheetRow>): Promise<readonly SaidInvoice[]> {
  const invoices = new Map<string, Line[]>()
  const goods = new Map<string, Line[]>()
  const others: SaidInvoice[] = []
  let [sheet, head]: [string | undefined, ListHead | undefined] = [undefined, undefined]
  let table = 0
  for await (const row of rows) {
    if (row.sheet !== sheet) [sheet, head] = [row.sheet, undefined]
    const begins: ListHead | undefined = head || row.row <= LATEST_HEAD ? listHead(row) : undefined
    if (begins) [head, table] = [begins, table + 1]
    if (begins || !head) continue
    const line = lineOf(row, head, table)
    if (!line) continue
    if (!line.key) others.push({ place: line.place, findings: [NO_NUMBER], ofList: true })
    else add(head.goods === undefined ? invoices : goods, line.key, line)
  }
  const stated = [...invoices].flatMap(([key, lines]) => {
    const [its = []] = byTable(goods.get(key) ?? [])
    return lines.map((it) => saidOf([it], its))
  })
  const alone = [...goods].filter(([key]) => !invoices.has(key)).flatMap(([, lines]) => byTable(lines))
  return [...stated, ...alone.map((its) => saidOf(its, its)), ...others]
}

function byTable(lines: readonly Line[]): readonly (readonly Line[])[] {
  const tables = new Map<number, Line[]>()
  for (const it of lines) {
    const its = tables.get(it.table)
    if (its) its.push(it)
    else tables.set(it.table, [it])
  }
  return [...tables.values()]
}

function add(to: Map<string, Line[]>, key: string, line: Line): void {
  const lines = to.get(key)
  if (lines) lines.push(line)
  else to.set(key, [line])
}

interface Line {
  readonly key?: string
  readonly table: number
  readonly place: { readonly sheet: string; readonly row: number }
  readonly head: ListHead
  says(column: ListColumn): string | undefined
  cell(column: ListColumn): SheetCell | undefined
}

function lineOf({ sheet, row, cells }: SheetRow, head: ListHead, table: number): Line | undefined {
  const cell = (column: ListColumn) => cells.find((it) => it.column === head[column])
  const says = (column: ListColumn) => {
    const it = cell(column)
    return plainText(it?.kind === 'number' ? (it.decimal ?? it.text) : (it?.text ?? ''))
  }
  const number = says('number') ?? says('paperNumber')
  // 合计 at the foot, and lines of blanks.
  if (number === undefined && says('sellerId') === undefined && says('sellerName') === undefined) return undefined
  const code = says('number') === undefined ? says('code') : undefined
  const key = number === undefined ? undefined : `${code ?? ''} ${number}`
  return { table, place: { sheet, row }, head, says, cell, ...(key !== undefined && { key }) }
}

function saidOf(lines: readonly Line[], goods: readonly Line[]): SaidInvoice {
  const [line] = lines
  const { head, place } = line
  const columns = columnsOf(head)
  const about = { place, columns, ofList: true } as const
  const state = line.says('state') ?? ''
  if (/作废/.test(state)) return { ...about, findings: [isVoid(line.says('number') ?? line.says('paperNumber'))] }
  const read = readOf(lines, goods)
  if ('code' in read && 'is' in read) return { ...about, findings: [read] }
  const invoice = read as InvoiceRead
  return {
    ...about,
    read: invoice,
    findings: [...judged(invoice), ...signFindings(invoice, line)],
    ...(/红冲/.test(state) && invoice.total > 0n && { reversed: /部分/.test(state) ? 'part' : 'whole' }),
  }
}

function readOf(lines: readonly Line[], goods: readonly Line[]): InvoiceRead | Finding {
  const [line] = lines
  const number = line.says('number') ?? line.says('paperNumber') ?? ''
  const code = line.says('number') === undefined ? line.says('code') : undefined
  if (!(code === undefined ? /^\d{20}$/ : /^\d{8}$/).test(number))
    return notRead(
      'invoice-number-format',
      '发票号码不是 20 位（传统发票 8 位）数字，可能已被表格软件改写',
      'an invoice number has 20 digits (a traditional one 8); a spreadsheet program may have changed it',
      number,
    )
  const issuedOn = dayOf(line)
  if (issuedOn === undefined)
    return notRead('issue-day-missing', '没有可读的开票日期', 'no day of issue can be read', line.says('day'))
  const sums = { withoutTax: sumOf(lines, 'withoutTax'), tax: sumOf(lines, 'tax'), total: sumOf(lines, 'total') }
  const { withoutTax, tax, total } = sums
  if (withoutTax === undefined || tax === undefined || total === undefined)
    return notRead(
      'amount-unreadable',
      '金额、税额或价税合计无法读取',
      'the amount, its tax or the total cannot be read',
    )
  const kind = kindIn(line.says('kind'), code)
  const remark = line.says('remark') ?? ''
  return {
    number,
    ...(code !== undefined && { code }),
    ...(kind && { kind }),
    seller: partyOf(line, 'sellerId', 'sellerName'),
    buyer: partyOf(line, 'buyerId', 'buyerName'),
    lines: goods.flatMap(goodsOf),
    withoutTax,
    tax,
    total,
    issuedOn,
    remark,
    ...blueNumber({}, remark, total),
  }
}

function goodsOf(line: Line): readonly InvoiceLine[] {
  const [amount, tax, rate] = [fenStated(line.says('withoutTax')), taxOf(line), rateIn(line)]
  if (amount === undefined || tax === undefined) return []
  return [{ name: line.says('goods') ?? '', amount, tax, ...(rate !== undefined && { rate }) }]
}

const rateIn = (line: Line) => rateStated(line.says('rate'))
const taxOf = (line: Line) => fenStated(untaxed(line.says('tax')))

function sumOf(lines: readonly Line[], column: 'withoutTax' | 'tax' | 'total'): Fen | undefined {
  let sum = 0n
  for (const line of lines) {
    const fen = column === 'tax' ? taxOf(line) : fenStated(line.says(column))
    if (fen === undefined) return undefined
    sum += fen
  }
  return sum
}

function dayOf(line: Line): BusinessDate | undefined {
  return line.cell('day')?.day ?? writtenDay((line.says('day') ?? '').slice(0, 19))
}

function partyOf(line: Line, id: ListColumn, name: ListColumn) {
  const [taxId, called] = [line.says(id), line.says(name)]
  return { ...(taxId !== undefined && { taxId: taxId.toUpperCase() }), ...(called !== undefined && { name: called }) }
}

/** 数电发票（增值税专用发票）, 纸质发票（普通发票） … */
function kindIn(text: string | undefined, code: string | undefined): InvoiceKind | undefined {
  const kind = kindStated(text ?? '')
  if (code === undefined || text === undefined || kind === undefined) return kind
  if (/电子/.test(text)) return 'other'
  return kind === 'digitalSpecial' ? 'paperSpecial' : 'paperOrdinary'
}

/** 是否正数发票 says once more whether it is a red letter. */
function signFindings({ total }: InvoiceRead, line: Line): readonly Finding[] {
  const positive = line.says('positive')
  if (positive === undefined || (positive === '是') === total > 0n) return []
  return [
    notRead(
      'sign-differs',
      `「是否正数发票」为「${positive}」，与价税合计的正负不符`,
      `whether it is positive (${positive}) and its total do not agree`,
    ),
  ]
}

/** Where faults of a row's fields are shown. */
function columnsOf(head: ListHead): Readonly<Record<string, number>> {
  const places = {
    invoiceNo: head.number ?? head.paperNumber,
    invoiceCode: head.code,
    share: head.total,
    total: head.total,
    tax: head.tax,
    on: head.day,
    invoiceKind: head.kind,
  }
  return Object.fromEntries(Object.entries(places).filter(([, at]) => at !== undefined)) as Record<string, number>
}

const NO_NUMBER = notRead('invoice-number-missing', '此行没有发票号码', 'the row names no invoice')

const isVoid = (number: string | undefined): Finding => ({
  is: 'notice',
  code: 'invoice-void',
  zh: `发票 ${number ?? ''} 已作废，不登记；台账如已登记，请作废该记录`,
  en: `invoice ${number ?? ''} is void and left out; where it is on the ledger, void that entry`,
  facts: { invoice: number ?? '' },
})
