import {
  decideContent,
  type EngagementContent,
  type EngagementHistory,
  engagementRules,
} from '@pilot-ledger/engagements'
import { type BusinessDate, isRefusal, nameKey, type Party, type Refusal } from '@pilot-ledger/kernel'
import type { SheetPlace } from '../spreadsheets'
import { contradictionsOf } from './contradictions'
import { asStated, type Difference, differenceOf, identityOf, ownNumber } from './identity'
import { orderKey } from './order'
import type { Past } from './past'
import {
  leansOnRefused,
  listTooLong,
  maybeUnread,
  notOnTheLedger,
  partyUnnamed,
  recordedOtherwise,
  rowsDisagree,
} from './refusals'
import { LikeSlips, notOnTheEntry, type RowRemark, recordedWithoutNumber } from './remarks-of-rows'
import type { Row } from './row'

export type { Row }
/** Why a row says nothing new: it stands on the ledger, waits for a second person, or stood there did before it was corrected or voided, or an earlier row says it. */
export type Known = (typeof KNOWN_AS)[number]
export const KNOWN_AS = ['recorded', 'corrected', 'voided', 'repeated', 'waiting'] as const
export type Outcome =
  /** What of the row is new, in the form in which it is recorded. */
  | { readonly is: 'new'; readonly contents: readonly EngagementContent[] }
  | { readonly is: 'known'; readonly as: Known; readonly other?: SheetPlace }
  | { readonly is: 'refused'; readonly refusal: Refusal; readonly type: EngagementContent['type'] }

export interface Surroundings {
  readonly today: BusinessDate
  /** Rows whose signing leans on what is not there: an unknown framework. */
  readonly unknownFrameworks?: ReadonlyMap<number, Refusal>
  /** Some rows of the file could not be read at all. */
  readonly someUnread?: boolean
}

export interface Decision {
  readonly outcomes: ReadonlyMap<number, Outcome>
  /** The rows that are new, in the order in which they are recorded, each with what of it is new. */
  readonly order: readonly Accepted[]
  /** What is to be said of rows that are not refused. */
  readonly remarks?: ReadonlyMap<number, RowRemark>
}
export type Accepted = Pick<Row, 'n' | 'contents'>

/** Against rows that only work backwards, a bound: a clerk who tries again does not try for ever either. */
const MOST_ROUNDS = 16

/**
 * Judges the rows of one contract as the doors would, one after the other in the order a clerk means; a row that is refused is
 * tried again after the others, as a clerk would who has just recorded what was missing. Rows that contradict each other are
 * all refused, whichever stands first. Pure.
 */
export function decideRows(past: Past, rows: readonly Row[], surroundings: Surroundings): Decision {
  const { refused: contradicting, early } = contradictionsOf(past, rows)
  const judge = new Judge(past, surroundings)
  const outcomes = new Map<number, Outcome>()
  const order: Accepted[] = []
  let waiting = sorted(rows, early)
  for (let round = 0; round < MOST_ROUNDS && waiting.length > 0; round++) {
    const refused: Row[] = []
    for (const row of waiting) {
      const contradiction = contradicting.get(row.n)
      const outcome: Outcome = contradiction ? { is: 'refused', ...contradiction } : judge.row(row)
      outcomes.set(row.n, outcome)
      if (outcome.is === 'new') order.push({ n: row.n, contents: outcome.contents })
      if (outcome.is === 'refused') refused.push(row)
    }
    if (refused.length === waiting.length) break
    waiting = refused
  }
  explain(waiting, outcomes, surroundings.someUnread ?? false)
  return { outcomes, order, remarks: judge.remarks }
}

function sorted(rows: readonly Row[], early: ReadonlyMap<number, number>): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: orderKey(row.contents[0]), n: early.get(row.n) ?? row.n }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.n - b.n))
  return keyed.map((it) => it.row)
}

/** What holds so far: the ledger and the rows judged before. */
class Judge {
  private history: EngagementHistory
  private readonly fresh = new Map<string, { readonly content: EngagementContent; readonly place: SheetPlace }>()
  readonly remarks = new Map<number, RowRemark>()
  private readonly slips: LikeSlips
  private live: Past['live']
  private gone: Past['gone']

  constructor(
    private readonly past: Past,
    private readonly surroundings: Surroundings,
  ) {
    this.history = past.history
    this.slips = new LikeSlips(past.history.live.map((it) => it.content))
    this.live = past.live
    this.gone = past.gone
  }

  row({ n, place, contents }: Row): Outcome {
    const before = this.history
    const news: EngagementContent[] = []
    let known: Outcome | undefined
    for (const given of contents) {
      const outcome = this.content(n, given, news)
      if (isRefusal(outcome)) {
        this.history = before
        return { is: 'refused', refusal: outcome, type: given.type }
      }
      if (outcome) known ??= outcome
    }
    if (news.length === 0) return known as Outcome
    for (const content of news) {
      // Signed anew: what the number stood for before it was voided is another contract's past.
      if (content.type === 'ContractSigned') {
        this.live = new Map()
        this.gone = new Map()
      }
      this.fresh.set(identityOf(content), { content, place })
      const like = this.slips.remark(content)
      if (like) this.remarks.set(n, like)
      this.slips.add(content, place)
    }
    return { is: 'new', contents: news }
  }

  /** The refusal, what knows it already, or undefined where it is new and now part of the history. */
  private content(n: number, given: EngagementContent, news: EngagementContent[]): Refusal | Outcome | undefined {
    const known = this.known(n, given)
    if (known) {
      const pointer = ownNumber(given)
      if (pointer !== undefined && !isRefusal(known)) this.remarks.set(n, recordedWithoutNumber(given, pointer))
      return known
    }
    const content = withKnownParty(given, this.history, this.surroundings.today)
    if (isRefusal(content)) return content
    const unknownFramework = content.type === 'ContractSigned' ? this.surroundings.unknownFrameworks?.get(n) : undefined
    const refusal =
      statedInPart(content) ??
      listFault(content) ??
      unknownFramework ??
      orNothing(decideContent(this.history, content, this.surroundings.today))
    if (refusal) return refusal
    news.push(content)
    this.history = { ...this.history, state: engagementRules.evolve(this.history.state, content) }
    return undefined
  }

  private known(n: number, content: EngagementContent): Refusal | Outcome | undefined {
    const identity = identityOf(content)
    const row = this.fresh.get(identity)
    if (row) {
      const difference = differenceOf(row.content, content)
      return difference ? rowsDisagree(difference, row.place) : { is: 'known', as: 'repeated', other: row.place }
    }
    const waiting = this.past.waits.get(identity)
    if (waiting && differenceOf(waiting, asStated(content, waiting).content) === undefined)
      return { is: 'known', as: 'waiting' }
    const live = this.live.get(identity)
    const stated = asStated(content, live)
    const difference: Difference | undefined = live && differenceOf(live, stated.content)
    if (live && !difference) {
      if (stated.unstated.length > 0) this.remarks.set(n, notOnTheEntry(content, stated.unstated))
      return { is: 'known', as: 'recorded' }
    }
    const gone = this.gone
      .get(identity)
      ?.find((it) => differenceOf(it.content, asStated(content, it.content, live).content) === undefined)
    if (gone) return { is: 'known', as: gone.since }
    return difference && recordedOtherwise(difference)
  }
}

const orNothing = (decided: unknown) => (isRefusal(decided) ? decided : undefined)

/** A row of the ledger's own list names a contract, and says too little of it to sign one. */
const statedInPart = ({ type, data }: EngagementContent): Refusal | undefined =>
  type === 'ContractSigned' && data.kind === undefined ? notOnTheLedger(data.contractNo) : undefined

/** Most items of a list, as at the doors. */
const MOST_ITEMS = 200
function listFault({ data }: EngagementContent): Refusal | undefined {
  const its = data as Readonly<Record<string, unknown>>
  for (const field in its) {
    const value = its[field]
    if (Array.isArray(value) && value.length > MOST_ITEMS) return listTooLong(field)
  }
  return undefined
}

/** A payer or holder without an identity is the contract's client where it has its name, and otherwise nobody we know. */
function withKnownParty(
  content: EngagementContent,
  history: EngagementHistory,
  today: BusinessDate,
): EngagementContent | Refusal {
  const role = content.type === 'PaymentReceived' ? 'payer' : content.type === 'DrugApprovalObtained' ? 'holder' : ''
  if (role === '') return content
  const party = (content.data as Readonly<Record<string, unknown>>)[role] as Partial<Party> & { readonly name: string }
  if (party.id !== undefined) return content
  const client = history.state.terms?.client
  // Whose contract is not signed: refused as any other entry of it would be.
  if (client === undefined) return decideContent(history, ANY_ENTRY(today), today) as Refusal
  if (nameKey(client.name) !== nameKey(party.name)) return partyUnnamed(role, party.name)
  return { ...content, data: { ...content.data, [role]: { id: client.id, name: party.name } } } as EngagementContent
}
const ANY_ENTRY = (on: BusinessDate): EngagementContent => ({ type: 'ContractCompleted', data: { on } })

/** For rows that stay refused: whether another refused row is why. */
function explain(refused: readonly Row[], outcomes: Map<number, Outcome>, someUnread: boolean): void {
  const providers = new Map<string, Row>()
  for (const row of refused)
    for (const content of row.contents)
      for (const provided of [identityOf(content), content.type])
        if (!providers.has(provided)) providers.set(provided, row)
  for (const row of refused) {
    const outcome = outcomes.get(row.n)
    if (outcome?.is !== 'refused') continue
    const missing = missingOf(outcome.refusal, row.contents.find((it) => it.type === outcome.type) as EngagementContent)
    if (missing === undefined) continue
    const provider = providers.get(missing)
    const why =
      provider && provider !== row
        ? leansOnRefused(outcome.refusal, provider.place)
        : someUnread
          ? maybeUnread(outcome.refusal)
          : undefined
    if (why) outcomes.set(row.n, { ...outcome, refusal: why })
  }
}

/** What would have had to be there, as an identity or as a type of entry. */
function missingOf({ code }: Refusal, content: EngagementContent): string | undefined {
  switch (code) {
    case 'unknown-contract':
      return 'signed'
    case 'unknown-invoice':
    case 'unknown-payment':
    case 'unknown-batch':
      return leansOn(content)
    case 'previous-amount-not-current':
    case 'invoiced-over-contract':
    case 'approval-for-foreign-product':
      return 'ContractAmended'
    default:
      return undefined
  }
}

function leansOn(content: EngagementContent): string | undefined {
  switch (content.type) {
    case 'InvoiceReversed':
      return identityOf({ type: 'InvoiceIssued', data: { invoice: content.data.invoice } } as EngagementContent)
    case 'PaymentRefunded':
      return identityOf({
        type: 'PaymentReceived',
        data: { bankReference: content.data.bankReference },
      } as EngagementContent)
    case 'BatchReleased':
    case 'BatchRejected':
      return identityOf({ type: 'BatchRun', data: content.data } as unknown as EngagementContent)
    default:
      return undefined
  }
}
