import { type EngagementContent, invoiceFigures } from '@pilot-ledger/engagements'
import { formatAmount, nextTurn, numberKey, turnIsOver } from '@pilot-ledger/kernel'
import { fieldOf } from './contents'
import type { ImportRow, ImportRows, Statement } from './import-rows'
import { placeText } from './refusals'

type Paper = Extract<EngagementContent, { type: 'InvoiceIssued' | 'PaymentReceived' }>
/** Rows of one paper that are compared: more share none in earnest, and all would be held at once. */
const MOST_SHARING = 500
/** A paper by its first row, suspect where totals or days differ or shares come to more than the whole; and the rows after that. */
const TABLES = `
  CREATE TABLE paper (key TEXT PRIMARY KEY, first INTEGER NOT NULL, total INTEGER NOT NULL, day TEXT NOT NULL,
    shares INTEGER NOT NULL, suspect INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
  CREATE INDEX suspected ON paper (first) WHERE suspect;
  CREATE TABLE sharing (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) STRICT, WITHOUT ROWID`
const ADD = `INSERT INTO paper (key, first, total, day, shares) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET shares = shares + excluded.shares, suspect = suspect OR total <> excluded.total
    OR day <> excluded.day OR shares + excluded.shares > total RETURNING first`

/**
 * Invoices and bank slips that several rows of a file share, mostly for several contracts: whether they say the same total and
 * day, and whether their shares come to more than the whole. The rows of what looks wrong are read again at the end.
 */
export class SharedPapers {
  private readonly add: Statement
  private readonly addSharing: Statement
  private readonly suspects: Statement
  private readonly sharingOf: Statement

  constructor({ database }: Pick<ImportRows, 'database'>) {
    database.exec(TABLES)
    this.add = database.prepare(ADD)
    this.addSharing = database.prepare('INSERT INTO sharing VALUES (?, ?)')
    this.suspects = database.prepare('SELECT key, first FROM paper WHERE suspect ORDER BY first')
    this.sharingOf = database.prepare('SELECT n FROM sharing WHERE key = ? ORDER BY n')
  }

  look(n: number, contents: readonly EngagementContent[]): void {
    const paper = contents[0]
    if (!isPaper(paper)) return
    const { total, share } = paper.data
    const key = keyOf(paper)
    const { first } = this.add.get(key, n, fen(total), dayOf(paper), fen(share)) as { first: number }
    if (first !== n) this.addSharing.run(key, n)
  }

  /** Once it is known what became of the rows: what is refused, or said twice, shares nothing. */
  async tell(imported: ImportRows): Promise<void> {
    for (const { key, first } of this.suspects.all() as { key: string; first: number }[]) {
      if (turnIsOver()) await nextTurn()
      const rest = (this.sharingOf.all(key) as { n: number }[]).map((it) => it.n)
      const rows = this.sharing([first, ...rest], imported)
      if (rows.length < 2) continue
      this.tellDiffering(rows, imported)
      this.tellShares(rows, imported)
    }
  }

  private sharing(numbers: readonly number[], imported: ImportRows): readonly Sharing[] {
    const found: Sharing[] = []
    for (const n of numbers) {
      const [row] = imported.rows(n - 1, 1)
      const paper = row.contents[0]
      if (!isPaper(paper) || row.state === 'refused') continue
      if (row.outcome?.is === 'known' && row.outcome.as === 'repeated') continue
      found.push({ row, paper })
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
