import { Inject, Injectable } from '@nestjs/common'
import {
  type ContractState,
  type EngagementContent,
  engagementRules,
  engagementStream,
  NOT_UPLOADED,
  stateOfContract,
  WARNING_NUMBERS,
  type WarningNo,
  warningWords,
} from '@pilot-ledger/engagements'
import { makeCursor, orRefuse, RefusalException, readCursor } from '@pilot-ledger/http'
import {
  dayNumber,
  dayOfNumber,
  type History,
  inTurns,
  nameKey,
  nextTurn,
  numberKey,
  proposalViews,
  refuse,
  shanghaiDay,
  shortened,
  turnIsOver,
  type Window,
} from '@pilot-ledger/kernel'
import { contentsAt, historyAt, sequenceOf } from '@pilot-ledger/recording'
import { NONE } from '../columns/index-chain'
import { CONTRACT_KIND, CONTRACT_STATE, type ContractRow, contractStateOf, STORE, TAX } from '../columns/store'
import { KeptByPlatform } from '../queries/kept-by-platform'
import { type Neighbours, neighboursNow, WarningSight } from '../queries/warnings'
import { type Tables } from '../read-model/tables'
import { cutView, resolveCut } from './cut'
import { entryView } from './entry-view'
import { FiguresService, yuan } from './figures.service'
import type { EngagementQuery, EngagementsQuery, WarningsQuery } from './queries'
import { type SortedPlace, sortedPage } from './sorted-contracts'
import { CLOCK, EVENT_LOG, type LogReading } from './tokens'

const KINDS = ['single', 'framework', 'callOff'] as const
const PAGE = 50
/** Of whose neighbours are kept: some 250 bytes each. */
const MOST_CONTRACTS = 20_000

/** Contracts for reading: lists with their warnings, one contract as of any moment, its entries. */
@Injectable()
export class EngagementsService {
  private readonly doubts = new KeptByPlatform<ReadonlyMap<WarningNo, number>>()
  private readonly neighbours = new KeptByPlatform<Neighbours>({ mostContracts: MOST_CONTRACTS })

  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
    @Inject(CLOCK) private readonly clock: () => number,
  ) {}

  /** Contracts in the order they first came into the ledger, or the other way round, filtered; the newest state of each. */
  async list(query: EngagementsQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const { cursor, waitFor: _waitFor, limit: _limit, ...requested } = query
    const matches = this.matcher(tables, query)
    // Numbered within the platform asked for: a cursor must not tell how many contracts the others have.
    const candidates = contractsRequested(tables, query.platform)
    const limit = Number(query.limit ?? PAGE)
    const sight = this.sight(tables, query)
    const warning = query.warning === undefined ? undefined : (Number(query.warning.slice(1)) as WarningNo)
    const bears = async (it: number, number: WarningNo) => {
      await sight.prepare(it)
      return sight.of(it).includes(number)
    }
    const keeps = (it: number) => matches(it) && (warning === undefined || bears(it, warning))
    const { found, next } = await (query.sort === undefined
      ? inOrder(
          candidates,
          query.order === 'newest',
          readCursor<{ at: number }>({ ...requested }, cursor),
          limit,
          keeps,
        )
      : inSort(tables, candidates, query.sort, readCursor<SortedPlace>({ ...requested }, cursor), limit, keeps))
    const engagements = []
    for (const it of found) {
      await sight.prepare(it)
      engagements.push({ ...listRow(tables, it, sight.of(it)), ...(await this.paper(tables, it)) })
    }
    return {
      asOf: cutView(tables, tables.sequence),
      engagements,
      next: next && makeCursor({ ...requested }, next),
    }
  }

  /** Whether any contract was ever recorded. */
  async any(): Promise<boolean> {
    return (await this.figures.ready(undefined)).contractIds.length > 0
  }

  /** 疑点: each warning with the number of contracts that bear it; those of one platform, or all. */
  async warnings(query: WarningsQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const only = query.platform === undefined ? undefined : this.figures.platformNumber(tables, query.platform)
    const platforms = only === undefined ? Array.from({ length: tables.platformIds.length }, (_, i) => i) : [only]
    const sight = this.sight(tables, {})
    const day = shanghaiDay(this.clock())
    const contracts = new Map<WarningNo, number>()
    const add = (number: WarningNo, count: number) => contracts.set(number, (contracts.get(number) ?? 0) + count)
    const doubts = await this.doubts.of(tables, day, platforms, (it) => doubtsOf(tables, it, sight))
    for (const [number, count] of doubts.flatMap((it) => [...it])) add(number, count)
    for (const it of platforms.flatMap((of) => tables.contractsOf(of))) {
      if (turnIsOver()) await nextTurn()
      if (sight.isNotUploaded(it)) add(NOT_UPLOADED, 1)
    }
    const warnings = WARNING_NUMBERS.map((it) => ({ ...warningWords([it])[0], contracts: contracts.get(it) ?? 0 }))
    return { asOf: cutView(tables, tables.sequence), warnings }
  }

  async one(id: string, query: EngagementQuery) {
    const { tables, events, history, cut, number } = await this.at(id, query)
    const { state, live } = history
    const warnings = cut === tables.sequence ? this.sight(tables, {}).of(number) : undefined
    return {
      id,
      asOf: cutView(tables, cut),
      revision: events.length - 1,
      state: stateOfContract(state) ?? unsigned(history),
      ...state.terms,
      currentAmount: yuan(state.amount),
      invoiced: yuan(state.netInvoiced),
      received: yuan(state.netReceived),
      outstanding: yuan(state.netInvoiced - state.netReceived),
      batches: [...state.batches.values()],
      invoices: [...state.invoices].map(([key, it]) => ({
        key,
        share: yuan(it.share),
        left: yuan(it.share - it.reversed),
        issuedOn: it.issuedOn,
      })),
      payments: [...state.payments.values()].map((it) => ({
        bankReference: it.bankReference,
        share: yuan(it.share),
        left: yuan(it.share - it.refunded),
        receivedOn: it.receivedOn,
      })),
      approvals: contentsOf(live, 'DrugApprovalObtained'),
      evidence: contentsOf(live, 'EvidenceAttached'),
      proposals: proposalViews(history),
      // Warnings depend on other contracts as they stand now, so an earlier cut does not show them.
      warnings: warnings && warningWords(warnings),
    }
  }

  async entries(id: string, query: EngagementQuery) {
    const { tables, events, history, cut } = await this.at(id, query)
    const live = new Set(history.live.map((it) => it.id))
    return {
      engagement: id,
      asOf: cutView(tables, cut),
      entries: events.map((event) => ({
        ...entryView(event, sequenceOf(event)),
        live: live.has(event.id),
        supersededBy: history.superseded.get(event.id),
      })),
    }
  }

  /** What 合同清单 has of a contract that no figure needs: from its own entries, for the rows of one page. */
  private async paper(tables: Tables, at: number) {
    const stream = engagementStream(tables.contractIds.text(at))
    const contents = await contentsAt<EngagementContent>(this.log, stream, tables.sequence)
    const signed = contents.find((it) => it.type === 'ContractSigned')?.data
    const registered = contents.filter((it) => it.type === 'TechContractRegistered')
    // A file that proves several entries is bound once, and has its pages once.
    const pages = new Map(
      contents.flatMap((it) => (it.type === 'EvidenceAttached' ? [[it.data.sha256, it.data.pages] as const] : [])),
    )
    return {
      parent: signed?.parent,
      technologyContractType: signed?.technologyContractType,
      endsOn: signed?.endsOn,
      registrationNo: registered.map((it) => it.data.registrationNo).join('、') || undefined,
      evidencePages: [...pages.values()].reduce((sum, it) => sum + it, 0),
    }
  }

  private async at(id: string, query: EngagementQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const number = tables.contractIds.find(id)
    const cut = orRefuse(resolveCut(tables, query.asOf, this.clock()))
    const { events, history } = await historyAt(this.log, engagementStream(id), engagementRules, cut)
    if (number === undefined || events.length === 0) {
      throw new RefusalException([
        refuse('unknown-engagement', {
          zh: '没有此合同',
          en: 'there is no such contract',
          facts: { id: shortened(id, 64) },
        }),
      ])
    }
    return { tables, number, cut, events, history }
  }

  private sight(tables: Tables, query: { from?: string; to?: string }): WarningSight {
    const window: Window | undefined = query.from && query.to ? { from: query.from, to: query.to } : undefined
    const kept = async (platform: number) => {
      const [neighbours] = await this.neighbours.of(tables, '', [platform], (it) => inTurns(neighboursNow(tables, it)))
      return neighbours
    }
    return new WarningSight(tables, dayNumber(shanghaiDay(this.clock())), window, kept)
  }

  private matcher(tables: Tables, query: EngagementsQuery): (contract: number) => boolean {
    const { contracts } = tables[STORE]
    const platform = query.platform === undefined ? undefined : this.figures.platformNumber(tables, query.platform)
    const client = query.client === undefined ? undefined : (tables[STORE].keys.find(`party:${query.client}`) ?? NONE)
    const state = query.state === undefined ? undefined : numberOfState(query.state)
    const from = query.from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(query.from)
    const to = query.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(query.to)
    const words = query.text === undefined ? '' : nameKey(query.text)
    const number = numberKey(words)
    return (it) => {
      const columns = contracts.at(it)
      return (
        columns.number[it] !== NONE &&
        (platform === undefined || columns.platform[it] === platform) &&
        (client === undefined || tables[STORE].keyOfScoped(columns.client[it]) === client) &&
        (state === undefined || columns.state[it] === state) &&
        columns.signedOn[it] >= from &&
        columns.signedOn[it] <= to &&
        (words === '' ||
          numberKey(tables[STORE].texts.text(columns.number[it])).includes(number) ||
          searched(tables, it).some((text) => nameKey(text).includes(words)))
      )
    }
  }
}

/** How many contracts of a platform bear each warning but W19. */
async function doubtsOf(
  tables: Tables,
  platform: number,
  sight: WarningSight,
): Promise<ReadonlyMap<WarningNo, number>> {
  const counts = new Map<WarningNo, number>()
  for (const it of tables.contractsOf(platform)) {
    if (turnIsOver()) await nextTurn()
    if (tables[STORE].contracts.at(it).number[it] === NONE) continue
    await sight.prepare(it)
    for (const number of sight.doubtsOf(it)) counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return counts
}

type Keeps = (contract: number) => boolean | Promise<boolean>

/** A page in the order in which they came into the ledger, or the other way round, and where the next one begins. */
async function inOrder(
  candidates: readonly number[],
  newest: boolean,
  begin: { readonly at: number } | undefined,
  limit: number,
  keeps: Keeps,
) {
  const found: number[] = []
  // From the end by their place from the beginning: contracts signed meanwhile move no page.
  const step = newest ? -1 : 1
  for (let at = begin?.at ?? (newest ? candidates.length - 1 : 0); at >= 0 && at < candidates.length; at += step) {
    if (turnIsOver()) await nextTurn()
    const kept = keeps(candidates[at])
    if (kept === false || !(await kept)) continue
    if (found.length === limit) return { found, next: { at } }
    found.push(candidates[at])
  }
  return { found, next: undefined }
}

/** A page in the order asked for, and where it ends. */
async function inSort(
  tables: Tables,
  candidates: readonly number[],
  sort: string,
  after: SortedPlace | undefined,
  most: number,
  keeps: Keeps,
) {
  const places = await sortedPage(tables, candidates, sort, { after, most }, keeps)
  return {
    found: places.flatMap(({ at }, i) => (i < most ? [candidates[at]] : [])),
    next: places.length > most ? { ...places[most - 1] } : undefined,
  }
}

/** What the search looks through as words; a number is found however its dashes and spaces were typed. */
function searched(tables: Tables, at: number): string[] {
  const { title, clientName, products } = tables[STORE].contracts.at(at)
  return [title, clientName, products].map((column) => tables[STORE].texts.text(column[at]))
}

function listRow(tables: Tables, at: number, warnings: readonly WarningNo[]) {
  const it = tables[STORE].contracts.row(at)
  const { texts, keys } = tables[STORE]
  return {
    id: tables.contractIds.text(at),
    platform: tables.platformIds.text(it.platform),
    contractNo: texts.text(it.number),
    title: texts.text(it.title),
    client: {
      key: keys.text(tables[STORE].keyOfScoped(it.client)).slice('party:'.length),
      name: texts.text(it.clientName),
    },
    kind: KINDS[it.kind],
    serviceCategories: texts.text(it.categories),
    products: texts.text(it.products),
    state: contractStateOf(it.state) ?? ('voided' as const),
    signedOn: dayOfNumber(it.signedOn),
    amount: yuan(it.original),
    currentAmount: yuan(it.current),
    taxBasis: it.tax === TAX.exclusive ? ('exclusive' as const) : ('inclusive' as const),
    invoiced: yuan(it.invoiced),
    received: yuan(it.received),
    outstanding: yuan(it.invoiced - it.received),
    evidence: it.evidence,
    synthetic: it.synthetic === 1,
    counted: it.state !== CONTRACT_STATE.none && !leftCount(it),
    leftBy: leftCount(it) && it.leftBy !== NONE ? leftBy(tables, it.leftBy) : undefined,
    revision: it.revision,
    sequence: it.sequence,
    warnings: warnings.map((it) => `W${it}`),
  }
}

/** 待复核: nothing was signed under the number yet; 已作废 once something was. */
const unsigned = ({ superseded }: Pick<History<unknown, EngagementContent>, 'superseded'>) =>
  superseded.size === 0 ? ('waiting' as const) : ('voided' as const)

function contentsOf(live: readonly { id: string; content: EngagementContent }[], type: EngagementContent['type']) {
  return live.filter((it) => it.content.type === type).map((it) => ({ entry: it.id, ...it.content.data }))
}

/** H11: a framework counts in no window while call-offs lean on it. */
function leftCount({ kind, callOffs }: ContractRow): boolean {
  return kind === CONTRACT_KIND.framework && callOffs > 0
}

/** The call-off by which a framework left the count. */
function leftBy(tables: Tables, callOff: number) {
  const { number, signedOn } = tables[STORE].contracts.at(callOff)
  return {
    id: tables.contractIds.text(callOff),
    contractNo: tables[STORE].texts.text(number[callOff]),
    signedOn: dayOfNumber(signedOn[callOff]),
  }
}

/** Numbers of the contracts of one platform, or of all, in the order they first came into the ledger. */
export function contractsRequested(tables: Tables, platform: string | undefined): readonly number[] {
  if (platform === undefined) return Array.from({ length: tables[STORE].contracts.length }, (_, i) => i)
  const number = tables.platformIds.find(platform)
  return number === undefined ? [] : tables.contractsOf(number)
}

/** Of a state as it is asked for; what is voided stands in none. */
const numberOfState = (state: string): number =>
  state in CONTRACT_STATE ? CONTRACT_STATE[state as ContractState] : CONTRACT_STATE.none
