import { invoiceFigures } from '@pilot-ledger/engagements'
import { type Fen, formatAmount, shortened } from '@pilot-ledger/kernel'
import type { IntakeFault, IntakeItem, IntakeNotice, IntakeRecord, Paper } from '../columns'
import type { KnownContract } from './matching/known-contracts'
import type { Match, Share } from './matching/matcher'
import { plainText } from './reading/elements'
import { type Finding, type InvoiceRead, isRed, keyOf, rateOf } from './reading/invoice-read'
import { recordedValues } from './recorded-values'
import type { SaidInvoice } from './said-invoice'

/** Whoever lays invoices to contracts, in the order of their days, blue before red. */
export interface Matching {
  match(read: InvoiceRead): Match
  /** Whether a contract has this file among its papers already. */
  hasPaper(contractNo: string, sha256: string): boolean
  /** Contracts on which the ledger has the invoice, or the red letter, of these figures. */
  recorded(figures: string): readonly KnownContract[]
}

/**
 * What came as rows of the list of invoices, for the same preview as every import: nothing here is recorded by itself. The same
 * invoice in several files (XML beside OFD and PDF) is one; where two say different things, neither is proposed. Pure.
 */
export function proposalsOf(said: readonly SaidInvoice[], matching: Matching): readonly IntakeItem[] {
  const byNumber = grouped(said)
  const inTurn = [...byNumber.values()].sort(([a], [b]) => byDay(a, b))
  // What its copies contradict takes no room of a contract, nor may a red letter lean on it.
  const matches = new Map(
    inTurn.map(([it, ...copies]) => [it, sound(it) && agree(it, copies) ? matching.match(it.read) : undefined]),
  )
  const papers = (it: Read, contractNo: string) =>
    papersOf(it, said, byNumber).map((paper) => ({
      ...paper,
      isAttached: matching.hasPaper(contractNo, paper.sha256),
    }))
  const reds = new Set(inTurn.flatMap(([it]) => it.read.reverses ?? []))
  const recorded = (it: SaidInvoice) => recordedPicture(it, byNumber, matching)
  return said.flatMap((it) => [...itemsOf(it, { byNumber, matches, reds, papers, recorded })])
}

type Read = SaidInvoice & { readonly read: InvoiceRead }
const isRead = (it: SaidInvoice): it is Read => it.read !== undefined
const figuresOf = (read: InvoiceRead) => invoiceFigures(keyOf(read))
const sound = ({ findings }: SaidInvoice) => !findings.some((it) => it.is === 'fault')

/** By number: the one that says most first. */
function grouped(said: readonly SaidInvoice[]): ReadonlyMap<string, readonly Read[]> {
  const groups = new Map<string, Read[]>()
  for (const it of said) {
    if (!isRead(it)) continue
    const figures = figuresOf(it.read)
    groups.set(figures, [...(groups.get(figures) ?? []), it])
  }
  for (const its of groups.values()) its.sort((a, b) => weight(b) - weight(a))
  return groups
}

const weight = ({ read, file }: Read) =>
  (file?.kind === 'xml' ? 1 : 0) +
  (read.lines.length > 0 ? 2 : 0) +
  (read.buyer.name ? 4 : 0) +
  (read.seller.name ? 4 : 0)

function byDay(a: Read, b: Read): number {
  if (a.read.issuedOn !== b.read.issuedOn) return a.read.issuedOn < b.read.issuedOn ? -1 : 1
  return Number(isRed(a.read)) - Number(isRed(b.read))
}

interface Proposing {
  readonly byNumber: ReadonlyMap<string, readonly Read[]>
  readonly matches: ReadonlyMap<Read, Match | undefined>
  readonly reds: ReadonlySet<string>
  papers(it: Read, contractNo: string): readonly Paper[]
  /** Of the picture of an invoice that the ledger has: that, and the picture as its paper. */
  recorded(it: SaidInvoice): readonly IntakeItem[]
}

function* itemsOf(it: SaidInvoice, { byNumber, matches, reds, papers, recorded }: Proposing): Generator<IntakeItem> {
  if (!isRead(it)) {
    const standing = recorded(it)
    if (standing.length > 0) return yield* standing
    return yield* it.findings.map((finding) => itemOf(it, besideOther(it, finding, byNumber)))
  }
  yield* it.findings.map((finding) => itemOf(it, finding))
  const group = byNumber.get(figuresOf(it.read)) ?? []
  const differing = group.find((its) => its !== it && differ(its.read, it.read))
  if (differing) {
    yield itemOf(it, copiesDiffer(differing, it))
    return
  }
  if (group[0] !== it) {
    yield itemOf(it, sameAgain(group[0]))
    return
  }
  const match = matches.get(it)
  if (!match) return
  // Of a list of all the tax service knows: what others sold is left out, and said.
  for (const finding of match.findings)
    yield itemOf(it, it.ofList && finding.code === 'seller-not-host' ? asNotice(finding) : finding)
  if (it.reversed && match.shares.length > 0 && !reds.has(figuresOf(it.read)))
    yield itemOf(it, reversedElsewhere(it.reversed))
  for (const share of match.shares) yield recordOf(it, share, match.blue, papers(it, share.contractNo))
}

const asNotice = (finding: Finding): Finding => ({
  ...finding,
  is: 'notice',
  zh: `${finding.zh}，不登记`,
  en: `${finding.en}; left out`,
})

function itemOf(
  { place, columns }: SaidInvoice,
  { is, code, zh, en, found, facts }: Finding,
): IntakeFault | IntakeNotice {
  const column = code === 'invoice-number-format' ? columns?.invoiceNo : undefined
  return {
    is,
    place: { ...place, ...(column !== undefined && { column }) },
    code,
    zh,
    en,
    ...(found !== undefined && { found }),
    ...(facts && { facts }),
  } as IntakeFault | IntakeNotice
}

/** XML, OFD and PDF of one invoice, and no more than an entry's row can bring. */
const MOST_PAPERS = 5
const LONGEST_NAME = 200

/** The files that say the invoice, and the pictures whose names bear its number; each once. */
function papersOf(
  it: Read,
  said: readonly SaidInvoice[],
  byNumber: Proposing['byNumber'],
): readonly Omit<Paper, 'isAttached'>[] {
  if (!it.file) return []
  const group: readonly SaidInvoice[] = byNumber.get(figuresOf(it.read)) ?? []
  const pictures = said.filter(({ file, read }) => !read && file?.kind === 'pdf' && file.name.includes(it.read.number))
  const files = new Map<string, Omit<Paper, 'isAttached'>>()
  for (const { file } of [...group, ...pictures]) {
    const paper = file?.paper
    if (!paper || files.has(file.sha256) || files.size === MOST_PAPERS) continue
    files.set(file.sha256, { ...paperOf(file), ...paper })
  }
  return [...files.values()]
}

const paperOf = ({ sha256, name, bytes }: NonNullable<SaidInvoice['file']>) => ({
  sha256,
  size: bytes,
  fileName: plainText(shortened(name, LONGEST_NAME)) ?? sha256,
})

/** The picture of an invoice whose data came too: its number stands in the file's name. */
function besideOther(it: SaidInvoice, finding: Finding, byNumber: ReadonlyMap<string, readonly Read[]>): Finding {
  const [other] = isPicture(it) ? figuresInName(it).flatMap((figures) => byNumber.get(figures) ?? []) : []
  return other ? sameAgain(other) : finding
}

const isPicture = ({ findings }: SaidInvoice) => findings.some((it) => it.code === 'pdf-without-xml')

/** Numbers of invoices in the name of a file. */
export const figuresInName = ({ file }: Pick<SaidInvoice, 'file'>): readonly string[] =>
  [...(file?.name ?? '').matchAll(/(?<!\d)\d{20}(?!\d)/g)].map(([it]) => it)

/**
 * The picture of an invoice that the ledger has already, which came by itself: what stands there is the row, so that nothing new is
 * said of it but its paper. One number alone tells which; of two none is guessed.
 */
function recordedPicture(
  it: SaidInvoice,
  byNumber: ReadonlyMap<string, readonly Read[]>,
  matching: Matching,
): readonly IntakeItem[] {
  const { file, place } = it
  const [figures, ...others] = new Set(figuresInName(it))
  if (!file?.paper || !isPicture(it) || figures === undefined || others.length > 0 || byNumber.has(figures)) return []
  const { paper } = file
  const rows = matching.recorded(figures).map((contract): IntakeRecord => {
    const isAttached = matching.hasPaper(contract.contractNo, file.sha256)
    const papers = [{ ...paperOf(file), ...paper, isAttached }]
    return { is: 'record', kind: 'invoice', place, values: recordedValues(contract, figures), columns: {}, papers }
  })
  return rows.length === 0 ? [] : [itemOf(it, pictureOfRecorded(figures)), ...rows]
}

const agree = ({ read }: Read, copies: readonly Read[]) => !copies.some((it) => differ(it.read, read))

function differ(one: InvoiceRead, other: InvoiceRead): boolean {
  if (one.total !== other.total || one.tax !== other.tax || one.issuedOn !== other.issuedOn) return true
  const both = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b
  return both(one.buyer.taxId, other.buyer.taxId) || both(one.seller.taxId, other.seller.taxId)
}

function recordOf(
  { read, place, columns = {} }: Read,
  { contractNo, share }: Share,
  blue: Match['blue'],
  papers: readonly Paper[],
): IntakeRecord {
  const { number, code, kind, issuedOn, tax, total, reverses } = read
  const rate = rateOf(read)
  const own = { contractNo, invoiceNo: number, ...(code !== undefined && { invoiceCode: code }), on: issuedOn }
  const values = isRed(read)
    ? { ...own, movement: 'reversed', ...originalOf(blue, reverses), share: formatAmount(share) }
    : {
        ...own,
        movement: 'issued',
        share: formatAmount(share),
        total: formatAmount(total),
        tax: formatAmount(tax),
        ...(kind && { invoiceKind: kind }),
        ...(rate !== undefined && { taxRate: rate }),
      }
  const record = {
    is: 'record',
    kind: 'invoice',
    place: { sheet: place.sheet, row: place.row },
    values,
    columns,
  } as const
  return papers.length === 0 ? record : { ...record, papers }
}

const originalOf = (blue: Match['blue'], reverses = '') => ({
  originalNo: blue?.number ?? reverses,
  ...(blue?.kind === 'traditional' && { originalCode: blue.code }),
})

const placeOf = ({ place }: SaidInvoice) => `${place.sheet}${place.row > 1 ? ` ${place.row}` : ''}`

const sameAgain = (other: SaidInvoice): Finding => ({
  is: 'notice',
  code: 'same-invoice-again',
  zh: `与「${placeOf(other)}」为同一张发票，不另登记`,
  en: `the invoice of ${placeOf(other)} once more; it is one entry`,
  facts: { other: placeOf(other) },
})

function copiesDiffer(other: Read, { read }: Read): Finding {
  const facts = { here: amountAndDay(read), there: amountAndDay(other.read), other: placeOf(other) }
  return {
    is: 'fault',
    code: 'copies-differ',
    zh: `与「${facts.other}」号码相同，内容不同：此处 ${facts.here}，该处 ${facts.there}`,
    en: `${facts.other} has the same number and says otherwise: ${facts.here} here, ${facts.there} there`,
    facts,
  }
}

const amountAndDay = ({ total, tax, issuedOn }: InvoiceRead) => `${issuedOn} ${yuan(total)} (${yuan(tax)})`
const yuan = (fen: Fen) => formatAmount(fen)

const pictureOfRecorded = (figures: string): Finding => ({
  is: 'notice',
  code: 'picture-of-recorded',
  zh: `按文件名，是台账已登记的发票 ${figures} 的版式文件，作其佐证材料`,
  en: `by its name the picture of invoice ${figures}, which is on the ledger; it becomes its paper`,
  facts: { invoice: figures },
})

const reversedElsewhere = (how: 'whole' | 'part'): Finding => ({
  is: 'notice',
  code: 'reversed-elsewhere',
  zh: `税务状态为${how === 'whole' ? '全额' : '部分'}红冲，而红字发票不在本文件中：请一并导入`,
  en: `the tax service says it was reversed in ${how}, and the red letter is not in this file; import that too`,
  facts: { how },
})
