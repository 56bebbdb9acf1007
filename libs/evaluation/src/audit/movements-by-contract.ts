import {
  contribution,
  counts,
  type FactView,
  type FigureDefinition,
  Question,
  type Tables,
} from '@pilot-ledger/figures'
import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import { valueOfRows } from '../domain/counted'
import type { StreamsAtCut } from '../rounds/contract-terms'
import { filterJudge } from '../rounds/filters'
import { figureOfBasis, type Moved, type Movement, type Moving, onRows, shown } from './moving'

/** So many contracts are asked before other requests have their turn. */
const CONTRACTS_AT_ONCE = 50

/**
 * Why an indicator moved between two cuts, contract by contract: an entry moves the rows of its own contract and those whose
 * facts begin or end with it, an entry of the register may move any. What others contribute stays as it was, so that a
 * thousand entries are told in about a thousand small steps. Undefined for a figure whose rows lean on other contracts.
 */
export async function movedByContract(
  moving: Moving,
  since: number,
  until: number,
  streams: StreamsAtCut,
): Promise<Moved | undefined> {
  const { tables, window, platform, indicator } = moving
  const figure = figureOfBasis(tables, indicator)
  const rows = rowsByContract(tables, platform, since, until)
  const standing = new Standing(figure)
  let asked = 0
  let leans = false
  const ask = async (cut: number, contracts: Iterable<number | undefined>) => {
    const question = new OwnContract(tables, window, cut, platform)
    for (const contract of contracts) {
      standing.replace(
        contract,
        await contributionOf(moving, question, figure, contract, rows.get(contract) ?? [], streams),
      )
      if (++asked % CONTRACTS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    leans ||= question.leansOnContracts
  }
  await ask(since, rows.keys())
  const first = standing.value
  const movements: Movement[] = []
  for (const [sequence, contracts] of touched(moving, rows, since, until)) {
    if (leans) return undefined
    const before = standing.value
    await ask(sequence, contracts === 'all' ? rows.keys() : contracts)
    const effect = standing.value - before
    if (effect !== 0n) movements.push({ sequence, effect: shown(figure.measure, effect) })
  }
  if (leans) return undefined
  const { measure } = figure
  return { figure, since: shown(measure, first), until: shown(measure, standing.value), movements }
}

/** A question that notices when a row is judged by contracts other than its own. */
class OwnContract extends Question {
  leansOnContracts = false

  override firstServedInWindow(row: number): boolean {
    this.leansOnContracts = true
    return super.firstServedInWindow(row)
  }

  override hasCompletedBatch(product: number): boolean {
    this.leansOnContracts = true
    return super.hasCompletedBatch(product)
  }
}

/** Fen or pieces, or of a distinct count the keys. */
interface Contribution {
  readonly value: bigint
  readonly keys: readonly number[]
}

/** What all contracts contribute together. */
class Standing {
  private readonly of = new Map<number | undefined, Contribution>()
  private readonly keys = new Map<number, number>()
  private sum = 0n

  constructor(private readonly figure: FigureDefinition) {}

  get value(): bigint {
    return this.figure.measure === 'distinct' ? BigInt(this.keys.size) : this.sum
  }

  replace(contract: number | undefined, now: Contribution): void {
    const before = this.of.get(contract)
    this.of.set(contract, now)
    this.sum += now.value - (before?.value ?? 0n)
    for (const key of before?.keys ?? []) this.count(key, -1)
    for (const key of now.keys) this.count(key, 1)
  }

  private count(key: number, change: number): void {
    const count = (this.keys.get(key) ?? 0) + change
    if (count === 0) this.keys.delete(key)
    else this.keys.set(key, count)
  }
}

type ByContract = ReadonlyMap<number | undefined, readonly FactView[]>

/** Facts that hold at some cut in between, by contract; those of the register under none. */
function rowsByContract(tables: Tables, platform: number, since: number, until: number): ByContract {
  const found = new Map<number | undefined, FactView[]>()
  for (const it of tables.factsOf(platform)) {
    if (it.begins > until || it.ends <= since) continue
    const own = found.get(it.contract)
    if (own) own.push(it)
    else found.set(it.contract, [it])
  }
  return found
}

/** The entries in between, in order, each with the contracts that it may have moved. */
function touched(
  { tables, platform }: Moving,
  rows: ByContract,
  since: number,
  until: number,
): [number, ReadonlySet<number | undefined> | 'all'][] {
  const found = new Map<number, Set<number | undefined> | 'all'>()
  const add = (sequence: number, contract: number | undefined) => {
    if (sequence <= since || sequence > until) return
    const own = found.get(sequence)
    if (own === undefined) found.set(sequence, new Set([contract]))
    else if (own !== 'all') own.add(contract)
  }
  for (const sequence of tables.entriesBetween(platform, since, until)) {
    const contract = tables.contractAt(sequence)
    if (contract === undefined) found.set(sequence, 'all')
    else if (rows.has(contract)) add(sequence, contract)
  }
  for (const [contract, own] of rows)
    for (const { begins, ends } of own) {
      add(begins, contract)
      add(ends, contract)
    }
  return [...found].sort(([a], [b]) => a - b)
}

async function contributionOf(
  { scheme, struck, deductionsAt, tables }: Moving,
  question: OwnContract,
  figure: FigureDefinition,
  contract: number | undefined,
  all: readonly FactView[],
  streams: StreamsAtCut,
): Promise<Contribution> {
  const asked = all.map((it) => it.row).filter((row) => question.holds(row) && counts(question, figure, row))
  if (asked.length === 0) return NOTHING
  const judge = await filterJudge(question, scheme.filters, asked, streams)
  const left = asked.filter((row) => judge(row).length === 0)
  const engagement = contract === undefined ? undefined : tables.contract(contract).id
  const struckHere = struck ? await deductionsAt(question.cut, { engagement }) : []
  const valued = left.map((fact) => ({ fact, fen: BigInt(contribution(question, figure, fact)) }))
  const counted = (facts: readonly number[]): Contribution => {
    const keys = figure.measure === 'distinct' ? facts.map((it) => figure.countedKey?.(question, it) as number) : []
    return { value: BigInt(facts.length), keys }
  }
  if (struckHere.length === 0)
    return figure.measure === 'sum' ? { value: valued.reduce((sum, it) => sum + it.fen, 0n), keys: [] } : counted(left)
  const { events } = await (engagement === undefined
    ? streams.register(tables, tables.platformIds.text(question.platform as number), question.cut)
    : streams.contract(tables, engagement, question.cut))
  const named = valued.map(({ fact, fen }) => {
    const { kind, key, entry } = tables.fact(fact)
    // One signing or amendment names several products: each is a row of its own.
    const product = kind === 'product' ? ` ${tables.keyText(key)}` : ''
    return { fact, row: `${events.get(entry)?.id}${product}`, value: formatAmount(fen) }
  })
  const deductions = onRows(struckHere, named)
  if (figure.measure === 'sum') {
    const rows = named.map(({ row, value }) => ({ row, value }) as Parameters<typeof valueOfRows>[1][number])
    return { value: fenOf(valueOfRows('sum', rows, deductions) as string), keys: [] }
  }
  const out = new Set(deductions.map((it) => it.row))
  return counted(named.filter((it) => !out.has(it.row)).map((it) => it.fact))
}

const NOTHING: Contribution = { value: 0n, keys: [] }
