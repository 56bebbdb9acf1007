import { CONTRACT_STATES, type ContractState } from '@pilot-ledger/engagements'
import { addTo } from '@pilot-ledger/kernel'
import { blankRow, ColumnTable, type Row } from './column-table'
import { Dictionary } from './dictionary'
import { type FactRow, Facts } from './facts'
import { HashIndex, hashOfPair } from './hash-index'
import { NONE, OwnerChain } from './index-chain'
import { PageRoom, type ReadPage } from './pages'
import { RowTable } from './row-table'

export * from './fact-kinds'
export { BLANK_FACT, FACT_COLUMNS, type FactRow, OPEN, OPEN_DAY } from './facts'

/**
 * The scope of keys that mean the same whoever records them: a unit that applies and was named before, a platform that was
 * nominated. No platform has this number.
 */
export const ANYWHERE = 0x3ffffff

/** What an entry is about; `room`: a stream of another room, numbered here and counted there. */
export const SUBJECT = { platform: 0, contract: 1, room: 2 } as const
export type Subject = (typeof SUBJECT)[keyof typeof SUBJECT]

/** One row per entry of the log: row i is sequence i + 1. */
const ENTRY_COLUMNS = {
  subjectKind: 'u32',
  subject: 'u32',
  revision: 'u32',
  recordedAt: 'u53',
  type: 'u32',
  /** The row of the subject's entry before it, or NONE. */
  before: 'u32',
} as const

const STATES = Object.keys(CONTRACT_STATES) as ContractState[]
/** Where a contract stands, as its row holds it: 0 for one that is not signed, or voided. */
export const CONTRACT_STATE = {
  none: 0,
  ...(Object.fromEntries(STATES.map((it, i) => [it, i + 1])) as Readonly<Record<ContractState, number>>),
}
export const contractStateOf = (state: number): ContractState | undefined => STATES[state - 1]
export const CONTRACT_KIND = { single: 0, framework: 1, callOff: 2 } as const

/** A contract as it is now: for lists, search and warnings. */
const CONTRACT_COLUMNS = {
  state: 'u8',
  kind: 'u8',
  tax: 'u8',
  synthetic: 'u8',
  platform: 'u32',
  number: 'u32',
  title: 'u32',
  client: 'u32',
  clientName: 'u32',
  parent: 'u32',
  callOffs: 'u32',
  /** Of a framework that left the count: the call-off, of those that stand, that was recorded first. */
  leftBy: 'u32',
  signedOn: 'i32',
  completedOn: 'i32',
  lastActivityOn: 'i32',
  original: 'fen',
  current: 'fen',
  invoiced: 'fen',
  received: 'fen',
  /** Registered deal amount (W15), -1 while not registered. */
  deal: 'fen',
  evidence: 'u32',
  approvals: 'u32',
  /** The last of its papers: each names the one before it. */
  newestPaper: 'u32',
  /** Changes that wait for a second person. */
  proposals: 'u32',
  /** Bit n−1 is warning Wn, as far as the contract's own entries tell. */
  warnings: 'u32',
  categories: 'u32',
  products: 'u32',
  /** Sequence and revision of its last entry. */
  sequence: 'u32',
  revision: 'u32',
  /** Its newest fact: each names the one before it. */
  newestFact: 'u32',
  /** The platform's contract that came into the ledger before it, or NONE. */
  before: 'u32',
} as const
export type ContractRow = Row<typeof CONTRACT_COLUMNS>
/** A contract that is not signed. */
export const BLANK_CONTRACT: ContractRow = {
  ...blankRow(CONTRACT_COLUMNS),
  ...{ number: NONE, title: NONE, client: NONE, clientName: NONE, parent: NONE, leftBy: NONE, deal: -1 },
  ...{ categories: NONE, products: NONE, newestFact: NONE, newestPaper: NONE, before: NONE },
}

/** A paper that a contract's entries name. */
const PAPER_COLUMNS = {
  /** The name (a text) of the stream in which its upload by the contract's platform is recorded. */
  stream: 'u32',
  /** The contract's paper before it, or NONE. */
  before: 'u32',
} as const

const SCOPED_COLUMNS = {
  platform: 'u32',
  key: 'u32',
  /** Of a natural person 1, of a party with a credit code the region in it and 2, of anything else 0. */
  who: 'u32',
} as const
const NOBODY = 0
const A_PERSON = 1
const FIRST_REGION = 2

/** What is kept page by page: tables and dictionaries alike. */
export interface Stored {
  readonly name: string
  readonly length: number
  readonly pageCount: number
  /** Pages changed since they were last saved, in order. */
  readonly changedPages: readonly number[]
  encodePage(page: number): Buffer
  /** The page lies in the store as it is here. */
  saved(page: number): void
  /** Takes up what is stored, into an empty one. Throws where the pages are not of so many rows. */
  load(rows: number, read: ReadPage): void
}

/** Bytes of pages that are held beside the columns: of texts. */
const ROOM_FOR_PAGES = 32 * 2 ** 20

/** Both stay far below 2^26, so the pair is one exact number. */
const pairOf = (platform: number, key: number) => platform * 0x4000000 + key

/** Of a tagged key. Questions ask for it row by row, and must not read a text for each. */
function whoIs(key: string): number {
  if (key.startsWith('party:person:')) return A_PERSON
  const region = /^party:uscc:..(\d{6})/.exec(key)?.[1]
  return region === undefined ? NOBODY : FIRST_REGION + Number(region)
}

/** The key under which `Tables` keep their columns: who cannot name it cannot read them. */
export const STORE = Symbol('store')

/**
 * Everything the reporting side keeps: tables, dictionaries, and chains. Its columns are read
 * inside figures alone; others see `Tables`.
 */
export class Store {
  constructor(private readonly mostRowsAPage = Number.POSITIVE_INFINITY) {}

  private rowsAPage(rows: number): number {
    return Math.min(rows, this.mostRowsAPage)
  }

  readonly room = new PageRoom(ROOM_FOR_PAGES)
  readonly facts = new Facts(this.room, (rows) => this.rowsAPage(rows))
  readonly entries = new RowTable('entries', ENTRY_COLUMNS, this.rowsAPage(512), this.room)
  readonly contracts = new ColumnTable('contracts', CONTRACT_COLUMNS, this.rowsAPage(64))
  readonly papers = new ColumnTable('papers', PAPER_COLUMNS, 1024)
  readonly scopedPairs = new ColumnTable('scoped', SCOPED_COLUMNS, 1024)
  /** Platform ids. */
  readonly platformIds = new Dictionary('platformIds', this.room)
  /** Engagement ids, numbered as `contracts`. */
  readonly contractIds = new Dictionary('contractIds', this.room)
  readonly keys = new Dictionary('keys', this.room)
  readonly texts = new Dictionary('texts', this.room)
  /** Names of the streams of other rooms. */
  readonly roomStreams = new Dictionary('roomStreams', this.room)

  readonly entriesOfContract = new OwnerChain('entriesOfContract', (row) => this.entries.get(row, 'before'))
  readonly entriesOfPlatform = new OwnerChain('entriesOfPlatform', (row) => this.entries.get(row, 'before'))
  readonly entriesOfRoom = new OwnerChain('entriesOfRoom', (row) => this.entries.get(row, 'before'))
  readonly contractsOfPlatform = new OwnerChain('contractsOfPlatform', (row) => this.contracts.at(row).before[row])
  /** Rows of every register in the order of the log: few, and wanted by every question about relations and branches. */
  private readonly registerRows: number[] = []
  private readonly registers = new ColumnTable('registerRows', { row: 'u32' } as const, 1024)
  private readonly registersOf = new Map<number, number[]>()
  /** Of the rows of every register so many have been asked for: what was there once stays. */
  private registersThere = 0
  private readonly scopedNumbers = new HashIndex<number>(
    (number) => hashOfPair(this.scopedPairs.columns.platform[number], this.scopedPairs.columns.key[number]),
    (number, pair) => pairOf(this.scopedPairs.columns.platform[number], this.scopedPairs.columns.key[number]) === pair,
  )

  /** In this order, in which what is stored is taken up and compared. */
  get stored(): readonly Stored[] {
    const { facts, entries, contracts, papers, scopedPairs, platformIds, contractIds, keys, texts, roomStreams } = this
    const chains = [this.entriesOfContract, this.entriesOfPlatform, this.entriesOfRoom, this.contractsOfPlatform]
    const heads = chains.map((it) => it.heads)
    const dictionaries = [platformIds, contractIds, keys, texts, roomStreams].flatMap((it) => [it.hashes, it])
    return [...facts.stored, this.registers, entries, contracts, papers, scopedPairs, ...heads, ...dictionaries]
  }

  /** The sequence of the last entry taken in; 0 for none. */
  get sequence(): number {
    return this.entries.length
  }

  /** The number of a platform's key; a client counts per platform and over all of them. */
  scoped(platform: number, key: number): number {
    const known = this.findScoped(platform, key)
    if (known !== undefined) return known
    const number = this.scopedPairs.append({ platform, key, who: whoIs(this.keys.text(key)) })
    this.scopedNumbers.add(hashOfPair(platform, key), number)
    return number
  }

  findScoped(platform: number, key: number): number | undefined {
    return this.scopedNumbers.find(hashOfPair(platform, key), pairOf(platform, key))
  }

  keyOfScoped(scoped: number): number {
    return this.scopedPairs.columns.key[scoped]
  }

  /** A natural person is known by a reference of the platform's own. */
  isPerson(scoped: number): boolean {
    return this.scopedPairs.columns.who[scoped] === A_PERSON
  }

  /** Whether it is a party whose credit code says this region: six digits of GB/T 2260. */
  isOfRegion(scoped: number, region: number): boolean {
    return this.scopedPairs.columns.who[scoped] === FIRST_REGION + region
  }

  addFact(row: FactRow): number {
    const { facts, contracts } = this
    if (row.contract === NONE) {
      const at = facts.add(row)
      this.noteOfRegister(row.platform, at)
      return at
    }
    const { newestFact } = contracts.changing(row.contract)
    row.before = newestFact[row.contract]
    const at = facts.add(row)
    newestFact[row.contract] = at
    return at
  }

  /** Rows of a contract's facts, the newest first. */
  *factsOfContract(contract: number): Generator<number> {
    let row = this.contracts.at(contract).newestFact[contract]
    for (; row !== NONE; row = this.facts.detail(row, 'before')) yield row
  }

  /** What a contract's live entries name, the newest first: texts, see `PAPER_COLUMNS`. */
  *papersFrom(newest: number): Generator<number> {
    for (let row = newest; row !== NONE; row = this.papers.at(row).before[row]) yield this.papers.at(row).stream[row]
  }

  /** Whether a platform has uploaded every one of a contract's papers. */
  allUploaded(contract: number): boolean {
    const { newestPaper } = this.contracts.at(contract)
    for (const it of this.papersFrom(newestPaper[contract]))
      if (this.roomStreams.find(this.texts.text(it)) === undefined) return false
    return true
  }

  /** Rows of a platform's register, or of every one, in the order of the log. They are there for `facts.columnsOf` any platform. */
  registerRowsOf(platform: number | undefined): readonly number[] {
    const rows = platform === undefined ? this.registerRows : (this.registersOf.get(platform) ?? [])
    if (platform !== undefined) for (const row of rows) this.facts.at(row)
    // Counted when it is there: a page that cannot be read is asked for again.
    else for (; this.registersThere < rows.length; this.registersThere++) this.facts.at(rows[this.registersThere])
    return rows
  }

  private noteOfRegister(platform: number, row: number): void {
    this.registers.append({ row })
    this.registerRows.push(row)
    addTo(this.registersOf, platform, row)
  }

  /** What it has before it is filled in here. */
  addEntry(row: Row<typeof ENTRY_COLUMNS>): number {
    const chain = this.entriesOf(row.subjectKind)
    row.before = chain.newest(row.subject)
    const at = this.entries.append(row)
    chain.add(row.subject, at)
    return at + 1
  }

  /** The entries of one kind of subject, chained by subject. */
  entriesOf(subjectKind: number): OwnerChain {
    if (subjectKind === SUBJECT.contract) return this.entriesOfContract
    return subjectKind === SUBJECT.platform ? this.entriesOfPlatform : this.entriesOfRoom
  }

  addContract(row: ContractRow): number {
    const { contractsOfPlatform } = this
    const at = this.contracts.append({ ...row, before: contractsOfPlatform.newest(row.platform) })
    contractsOfPlatform.add(row.platform, at)
    return at
  }

  /** After loading stored pages: what is derived from them. */
  index(): void {
    this.scopedNumbers.fill(this.scopedPairs.length)
    this.facts.index()
    const { row } = this.registers.columns
    for (const it of row.subarray(0, this.registers.length)) {
      this.registerRows.push(it)
      addTo(this.registersOf, this.facts.platformOf(it), it)
    }
  }
}
