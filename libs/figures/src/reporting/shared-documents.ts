import { type InvoiceIssued, invoiceKeyText, type PaymentReceived } from '@pilot-ledger/engagements'
import {
  type BusinessDate,
  type Fen,
  fenOf,
  formatAmount,
  isNoReference,
  nameKey,
  numberKey,
} from '@pilot-ledger/kernel'
import { KeptByPlatform } from '../queries/kept-by-platform'
import { type Tables } from '../read-model/tables'
import { entryAt } from './entry-view'
import type { LogReading } from './tokens'

type Shared = InvoiceIssued['data'] | PaymentReceived['data']
type Entry = Awaited<ReturnType<typeof entryAt>>

const ENTRIES_AT_ONCE = 200

export interface SharedDocument {
  readonly kind: 'invoice' | 'receipt'
  /** As `invoiceKeyText` writes it, or the bank reference. */
  readonly document: string
  readonly totals: Set<Fen>
  shares: Fen
  /** The days its shares are dated: one, where the contracts agree. */
  readonly days: Set<BusinessDate>
  /** Of a slip who paid, as the contracts have it, by name key. */
  readonly payers: Map<string, string>
  readonly entries: Entry[]
}

/**
 * 一票多合同、一款多合同: an invoice or a bank slip may be shared over several contracts, and no contract sees the others'
 * shares (DOMAIN: the writing side checks one contract, the reading side reports). Those of a platform whose shares, as of a
 * cut, add up to more than the document, or on whose total the contracts do not agree.
 */
export function overSharedDocuments(log: LogReading, tables: Tables, platform: number, cut: number) {
  return NOW.at(tables, cut, platform, () => overSharedAt(log, tables, platform, cut))
}

/** What stands now, of each platform until something is recorded about it. */
const NOW = new KeptByPlatform<Awaited<ReturnType<typeof overSharedAt>>>()

async function overSharedAt(log: LogReading, tables: Tables, platform: number, cut: number) {
  // No share alone is more than its document (`share-over-total`): only what several entries name needs to be read.
  const documents = await documentsOf(log, tables, severalTimesNamed(sharesAt(tables, platform, cut)))
  return documents.filter(isDoubtful).map(({ kind, document, totals, shares, entries }) => ({
    kind,
    document,
    shares: formatAmount(shares),
    totals: [...totals].map(formatAmount),
    entries,
  }))
}

/** Every invoice and bank slip of a platform with what its contracts say of it, as of a cut, in the order of its first share. */
export const sharedDocuments = (log: LogReading, tables: Tables, platform: number, cut: number) =>
  documentsOf(log, tables, sharesAt(tables, platform, cut))

async function documentsOf(log: LogReading, tables: Tables, shares: readonly Share[]): Promise<SharedDocument[]> {
  const documents = new Map<string, SharedDocument>()
  let read = 0
  for (const { entry: sequence } of shares) {
    // The embedded log answers at once: without a pause nobody else would be served before the last entry is read.
    if (++read % ENTRIES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    const entry = await entryAt(log, tables, sequence)
    const data = contentOf(entry) as unknown as Shared
    const isInvoice = 'invoice' in data
    const name = isInvoice ? invoiceKeyText(data.invoice) : data.bankReference
    // A word for nothing is no number: what says so is a document of its own.
    const key = isInvoice ? name : `slip ${isNoReference(name) ? `of ${sequence}` : numberKey(name)}`
    const document = documents.get(key) ?? {
      kind: isInvoice ? ('invoice' as const) : ('receipt' as const),
      document: name,
      totals: new Set<Fen>(),
      shares: 0n,
      days: new Set<BusinessDate>(),
      payers: new Map<string, string>(),
      entries: [],
    }
    documents.set(key, document)
    document.shares += fenOf(data.share)
    document.totals.add(fenOf(data.total))
    document.days.add(isInvoice ? data.issuedOn : data.receivedOn)
    if (!isInvoice) document.payers.set(nameKey(data.payer.name), data.payer.name)
    document.entries.push(entry)
  }
  return [...documents.values()]
}

function isDoubtful({ totals, shares }: SharedDocument): boolean {
  return totals.size > 1 || [...totals].some((it) => shares > it)
}

/** A share that stands at a cut: the sequence of its entry, and the number of its document; a slip may have none. */
interface Share {
  readonly entry: number
  readonly named: number | undefined
}

/** In the order of their entries. */
function sharesAt(tables: Tables, platform: number, cut: number): Share[] {
  const shares = [...tables.factsOf(platform, cut)].filter(({ kind }) => kind === 'invoiced' || kind === 'received')
  return shares.map(({ entry, named }) => ({ entry, named })).sort((a, b) => a.entry - b.entry)
}

function severalTimesNamed(shares: readonly Share[]): readonly Share[] {
  const times = new Map<number, number>()
  for (const { named } of shares) if (named !== undefined) times.set(named, (times.get(named) ?? 0) + 1)
  return shares.filter(({ named }) => named !== undefined && (times.get(named) as number) > 1)
}

function contentOf({ type, data }: Entry): Entry['data'] {
  return type === 'EntryCorrected' ? (data.content as { data: Entry['data'] }).data : data
}
