import { type EngagementContent, invoiceFigures } from '@pilot-ledger/engagements'
import { formatAmount, numberKey } from '@pilot-ledger/kernel'
import { fieldOf } from './contents'
import type { ImportRow, ImportRows } from './import-rows'
import { placeText } from './refusals'

type Paper = Extract<EngagementContent, { type: 'InvoiceIssued' | 'PaymentReceived' }>
/** Rows of one paper that are compared: more share none in earnest, and all would be held at once. */
const MOST_SHARING = 500
const FIRST_SIZE = 1_024
/** Numbers kept of each paper, and of each row the one after it. */
const PARTS = 5
const [FIRST, LAST, TOTAL, DAY, SHARES] = [0, 1, 2, 3, 4]

/**
 * Invoices and bank slips that several rows of a file share, mostly for several contracts: whether they say the same total and
 * day, and whether their shares come to more than the whole. Numbers only while rows are read; the rows of what looks wrong
 * are read again at the end.
 */
export class SharedPapers {
  private readonly slots = new Map<number, number>()
  private papers = new Float64Array(FIRST_SIZE * PARTS)
  private next = new Float64Array(FIRST_SIZE)
  private readonly suspect = new Set<number>()

  look(n: number, contents: readonly EngagementContent[]): void {
    const paper = contents[0]
    if (!isPaper(paper)) return
    const key = hashOf(keyOf(paper))
    const { total: whole, share: part } = paper.data
    const total = fen(whole)
    const share = part === whole ? total : fen(part)
    const on = dayOf(paper)
    const day = Number(on.slice(0, 4) + on.slice(5, 7) + on.slice(8))
    let slot = this.slots.get(key)
    if (slot === undefined) {
      slot = this.slots.size
      this.slots.set(key, slot)
      this.papers = roomFor(this.papers, (slot + 1) * PARTS)
      this.papers.set([n, n, total, day, share], slot * PARTS)
      if (share > total) this.suspect.add(slot)
      return
    }
    const at = slot * PARTS
    this.next = roomFor(this.next, n + 1)
    this.next[this.papers[at + LAST]] = n
    this.papers[at + LAST] = n
    this.papers[at + SHARES] += share
    const { papers } = this
    if (papers[at + TOTAL] !== total || papers[at + DAY] !== day || papers[at + SHARES] > papers[at + TOTAL])
      this.suspect.add(slot)
  }

  /** Once it is known what became of the rows: what is refused, or said twice, shares nothing. */
  tell(imported: ImportRows): void {
    for (const slot of this.suspect) {
      const rows = this.rowsOf(slot, imported)
      if (rows.length < 2) continue
      this.tellDiffering(rows, imported)
      this.tellShares(rows, imported)
    }
  }

  private rowsOf(slot: number, imported: ImportRows): readonly Sharing[] {
    const found: Sharing[] = []
    const last = this.papers[slot * PARTS + LAST]
    for (let n = this.papers[slot * PARTS + FIRST]; n !== 0; n = n === last ? 0 : this.next[n]) {
      const [row] = imported.rows(n - 1, 1)
      const paper = row.contents[0]
      if (!isPaper(paper) || row.state === 'refused') continue
      if (row.outcome?.is === 'known' && row.outcome.as === 'repeated') continue
      if (found.length === 0 || keyOf(found[0].paper) === keyOf(paper)) found.push({ row, paper })
      // A word that stands for a number (现金) would be one paper of the whole file.
      if (found.length === MOST_SHARING) break
    }
    return found
  }

  private tellDiffering(rows: readonly Sharing[], imported: ImportRows): void {
    const [first] = rows
    const other = rows.find((it) => differs(it.paper, first.paper))
    if (!other) return
    for (const it of rows) {
      const against = it === first ? other : differs(it.paper, first.paper) ? first : undefined
      if (!against) continue
      const amount = it.paper.data.total !== against.paper.data.total
      const [here, there] = amount
        ? [it.paper.data.total, against.paper.data.total]
        : [dayOf(it.paper), dayOf(against.paper)]
      const [word, english] = amount ? ['总额', 'total'] : ['日期', 'day']
      const pointer = amount ? '/total' : it.paper.type === 'InvoiceIssued' ? '/issuedOn' : '/receivedOn'
      imported.remark('notice', {
        ...placed(it, pointer, here),
        code: 'paper-differs',
        zh: `同一${NAMES[it.paper.type].zh}的${word}不同：此处为 ${here}，${placeText(against.row.place, 'zh')}为 ${there}，请核对`,
        en: `the ${english} of one ${NAMES[it.paper.type].en} differs: ${here} here, ${there} in ${placeText(against.row.place, 'en')}`,
        facts: { here, there, sheet: against.row.place.sheet ?? '', row: String(against.row.place.row ?? '') },
      })
    }
  }

  private tellShares(rows: readonly Sharing[], imported: ImportRows): void {
    const shares = rows.reduce((sum, { paper }) => sum + BigInt(paper.data.share.replace('.', '')), 0n)
    for (const it of rows) {
      const { total, share } = it.paper.data
      if (shares <= BigInt(total.replace('.', ''))) continue
      const other = (it === rows[0] ? rows[1] : rows[0]).row.place
      const sum = formatAmount(shares)
      imported.remark('notice', {
        ...placed(it, '/share', share),
        code: 'shares-over-total',
        zh: `同一${NAMES[it.paper.type].zh}在本文件 ${rows.length} 行的份额之和 ${sum} 超过其总额 ${total}（另见${placeText(other, 'zh')}），请核对`,
        en: `the shares of one ${NAMES[it.paper.type].en} in ${rows.length} rows come to ${sum}, more than its total ${total} (see ${placeText(other, 'en')})`,
        facts: {
          shares: sum,
          total,
          rows: String(rows.length),
          sheet: other.sheet ?? '',
          row: String(other.row ?? ''),
        },
      })
    }
  }
}

interface Sharing {
  readonly row: ImportRow
  readonly paper: Paper
}
const NAMES = {
  InvoiceIssued: { zh: '发票', en: 'invoice' },
  PaymentReceived: { zh: '回单', en: 'bank slip' },
}

const isPaper = (it: EngagementContent): it is Paper => it.type === 'InvoiceIssued' || it.type === 'PaymentReceived'
const dayOf = (it: Paper) => (it.type === 'InvoiceIssued' ? it.data.issuedOn : it.data.receivedOn)
const differs = (a: Paper, b: Paper) => a.data.total !== b.data.total || dayOf(a) !== dayOf(b)
const fen = (amount: string) => Number(amount.replace('.', ''))
/** Most are written as they are kept. */
const AS_KEPT = /^[0-9A-Z-]+$/
function keyOf(it: Paper): string {
  if (it.type === 'InvoiceIssued') return `i ${invoiceFigures(it.data.invoice)}`
  const no = it.data.bankReference
  return `p ${AS_KEPT.test(no) ? no : numberKey(no)}`
}

function placed({ row, paper }: Sharing, pointer: string, found: string) {
  const field = fieldOf(paper.type, pointer) as string
  const column = row.columns[field]
  return { is: 'notice', place: { ...row.place, ...(column !== undefined && { column }) }, field, found }
}

/** 53 bits: two papers of one number are looked at again when their rows are read. */
function hashOf(text: string): number {
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff)
}

function roomFor(numbers: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  if (size < numbers.length) return numbers
  const more = new Float64Array(Math.max(size + 1, numbers.length * 2))
  more.set(numbers)
  return more
}
