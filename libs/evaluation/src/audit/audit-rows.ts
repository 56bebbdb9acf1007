import { evidenceFor, warningWords } from '@pilot-ledger/engagements'
import type { FactName, Question } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import {
  dayNumber,
  dayOfNumber,
  daysBetween,
  formatAmount,
  inTurns,
  mapInTurns,
  nextTurn,
  shanghaiDay,
  shanghaiDayNumber,
  turnIsOver,
} from '@pilot-ledger/kernel'
import type { AuditedFigure, AuditedRow } from './audited'
import { rowsOf } from './audited'
import { type ContractFile, ContractFiles, type FiledEntry } from './contract-files'
import { type ContractMoney, moneyByContract } from './contract-money'
import { Doubles } from './doubles'
import { type AuditQuestion, DOUBLE_KINDS, type DoubleKind, type WindowNote } from './questions'
import { SharedRegistrations } from './registrations'
import { insideWindow, relationOf } from './relation'
import { WarningsAtCut } from './warnings-at-cut'

export interface Double {
  readonly kind: DoubleKind
  readonly zh: string
  readonly en: string
  readonly indicator?: string
  readonly engagement?: string
  readonly contractNo?: string
  readonly signedOn?: string
  readonly platform?: string
  readonly by?: string
  readonly document?: string
  readonly shares?: string
  readonly totals?: readonly string[]
  readonly registrationNo?: string
  readonly round?: string
  /** There are others of its kind, which are not told. */
  readonly more?: true
}

/** Of ten thousand contracts alike each is told so many others: who looks at it sees what it is. */
const MOST_OTHERS = 20

/** What the auditor may see beside the platform's own, and what else he brings. */
export interface AuditContext {
  /** Whether the asker sees other platforms: a platform must not learn of another's contracts, not even that there is one alike. */
  readonly seesOthers: boolean
  /** Indicators that must not share an entry, by code; those of a scheme. */
  overlaps(a: AuditedFigure, b: AuditedFigure): boolean
  /** Other rounds in which the entry counted. */
  otherRounds(row: AuditedRow): readonly string[]
}

export type AnsweredRow = Awaited<ReturnType<typeof answeredRow>>

const PAGE = 20

/** Every row of the figures with its answers, in the order of the figures and their rows. All figures are of one platform and cut. */
export async function answeredRows(
  log: LogReading,
  figures: readonly AuditedFigure[],
  context: AuditContext,
): Promise<AnsweredRow[]> {
  const [first] = figures
  if (!first) return []
  const { tables, cut } = first.question
  const files = new ContractFiles(log, tables, cut)
  const doubles = await Doubles.at(log, first.question, files)
  const parts: Parts = {
    files,
    doubles,
    registrations: await SharedRegistrations.at(log, tables, cut, files),
    money: new Map(
      await mapInTurns(
        new Set(figures.map((it) => it.question)),
        async (it) => [it, await inTurns(moneyByContract(it))] as const,
      ),
    ),
    bySequence: new Map(),
    warnings: new WarningsAtCut(first.question, files, dayOfCut(first.question)),
    context,
  }
  const rows = rowsOf(figures)
  for (const { of, found } of rows) {
    if (Number(found.value) === 0) continue
    const same = parts.bySequence.get(found.sequence)
    if (same) same.push(of)
    else parts.bySequence.set(found.sequence, [of])
  }
  const answered: AnsweredRow[] = []
  for (let at = 0; at < rows.length; at += PAGE) {
    if (turnIsOver()) await nextTurn()
    answered.push(...(await Promise.all(rows.slice(at, at + PAGE).map((it) => answeredRow(it, parts)))))
  }
  return answered
}

/** The day number of the entry that the cut ends with. */
export function dayOfCut({ tables, cut }: Question): number {
  return cut === 0 ? 0 : shanghaiDayNumber(tables.recordedAt(cut))
}

interface Parts {
  readonly files: ContractFiles
  readonly doubles: Doubles
  readonly registrations: SharedRegistrations
  readonly money: ReadonlyMap<Question, ReadonlyMap<number, ContractMoney>>
  /** The figures in which an entry counts. */
  readonly bySequence: Map<number, AuditedFigure[]>
  readonly warnings: WarningsAtCut
  readonly context: AuditContext
}

async function answeredRow(row: AuditedRow, parts: Parts) {
  const { of, found, contract } = row
  const { question } = of
  const { tables } = question
  const file = contract === undefined ? undefined : await parts.files.of(contract)
  const strikes = of.strikes.filter((it) => it.row === found.row)
  const answers = {
    countedTwice: await doublesOf(row, parts),
    window: windowAnswer(row, file),
    related: contract === undefined ? undefined : relationOf(question, found.fact),
    money: contract === undefined ? undefined : moneyAnswer(parts.money.get(question)?.get(contract)),
    recorded: recordedAnswer(row, file, file?.entries.get(found.sequence)),
    warnings: contract === undefined ? [] : warningWords(await parts.warnings.of(contract)),
  }
  return {
    row: found.row,
    indicator: of.code,
    entryId: found.entryId,
    sequence: found.sequence,
    kind: found.kind,
    engagement: found.engagement,
    contractNo: found.contractNo,
    title: file?.terms?.title,
    client: file?.terms && {
      key: tables.keyText(tables.fact(found.fact).client).slice('party:'.length),
      name: file.terms.client.name,
    },
    serviceCategories: file?.terms?.serviceCategories,
    counts: found.counts,
    value: found.value,
    struck: strikes.length === 0 ? undefined : strikes.map(({ amount, reason }) => ({ amount, reason })),
    ...answers,
    /** 同一方案、统计期重叠的其他轮次, by number. */
    otherRounds: parts.context.otherRounds(row),
    asks: asksOf(answers),
  }
}

/** Which questions the row answers in a way that somebody should look at. */
function asksOf(answers: {
  readonly countedTwice: readonly Double[]
  readonly window: ReturnType<typeof windowAnswer>
  readonly related: object | undefined
  readonly money: ReturnType<typeof moneyAnswer> | undefined
  readonly recorded: ReturnType<typeof recordedAnswer>
  readonly warnings: readonly object[]
}): AuditQuestion[] {
  const { countedTwice, window, related, money, recorded, warnings } = answers
  const asks: [AuditQuestion, boolean][] = [
    ['countedTwice', countedTwice.length > 0],
    ['window', !window.inside || window.notes.length > 0],
    ['related', related !== undefined],
    ['receivedBehind', money?.behind !== undefined && money.behind !== '0.00'],
    ['recorded', recorded.late || recorded.pages === 0],
    ['warnings', warnings.length > 0],
  ]
  return asks.filter(([, looks]) => looks).map(([question]) => question)
}

function windowAnswer({ of, found }: AuditedRow, file: ContractFile | undefined) {
  const { question, figure } = of
  const fact = question.tables.fact(found.fact)
  const own = dayOfNumber(fact.day)
  const day = dayNumber(found.date)
  const notes: WindowNote[] = []
  if (figure.shape === 'flow' && !insideWindow(question, own)) notes.push('ownDayOutside')
  if (file?.terms && !insideWindow(question, file.terms.signedOn)) notes.push('signedOutside')
  if (file && file.completedOn === undefined) notes.push('notCompleted')
  else if (file?.completedOn && !insideWindow(question, file.completedOn)) notes.push('completedOutside')
  return {
    inside: figure.shape === 'stock' ? day <= question.to : question.inWindow(day),
    day: found.date,
    /** Which date put it there. */
    by: own === found.date ? (DAY_NAMES[fact.kind] ?? 'from') : 'signedOn',
    ownDay: own,
    signedOn: file?.terms?.signedOn,
    completedOn: file?.completedOn,
    notes,
  }
}

function moneyAnswer(money: ContractMoney | undefined) {
  if (!money) return undefined
  const yuan = (fen: number) => formatAmount(BigInt(fen))
  return {
    signed: money.counts ? yuan(money.signed) : undefined,
    taxBasis: money.taxBasis,
    invoiced: yuan(money.invoiced),
    received: yuan(money.received),
    /** Signed and not received; nothing for an advance. */
    behind: money.counts ? yuan(Math.max(0, money.signed - money.received)) : undefined,
  }
}

function recordedAnswer({ of, found }: AuditedRow, file: ContractFile | undefined, filed: FiledEntry | undefined) {
  const { tables } = of.question
  const recordedAt = filed?.first.recordedAt ?? tables.recordedAt(found.sequence)
  const happened = dayOfNumber(tables.fact(found.fact).day)
  const days = daysBetween(happened, shanghaiDay(recordedAt))
  const evidence = file ? evidenceFor(file.history, filed?.first.entryId) : []
  return {
    recordedAt: new Date(recordedAt).toISOString(),
    by: filed?.first.actor,
    days,
    late: days > LATE_DAYS,
    corrected: filed?.corrected && {
      at: new Date(filed.corrected.recordedAt).toISOString(),
      by: filed.corrected.actor,
      reason: filed.corrected.reason,
      sequence: filed.corrected.sequence,
    },
    evidence,
    pages: evidence.reduce((sum, it) => sum + it.pages, 0),
  }
}
const LATE_DAYS = 30

async function doublesOf(row: AuditedRow, { doubles, registrations, bySequence, context }: Parts): Promise<Double[]> {
  const { of, found, contract } = row
  const { tables } = of.question
  const own = of.question.platform
  const contractView = (it: number) => ({
    engagement: tables.contract(it).id,
    contractNo: tables.contract(it).contractNo,
  })
  const answers: Double[] = []
  if (Number(found.value) !== 0)
    for (const other of bySequence.get(found.sequence) ?? [])
      if (other !== of && context.overlaps(of, other))
        answers.push(doubleOf('overlappingIndicators', { indicator: other.code }))
  for (const round of context.otherRounds(row)) answers.push(doubleOf('otherRound', { round }))
  const shared = doubles.overShared(found.sequence)
  if (shared) {
    const { document, shares, totals } = shared
    answers.push(doubleOf('overSharedDocument', { document, shares, totals }))
  }
  if (contract === undefined) return answers
  const addSome = async <T>(them: AsyncIterable<T>, double: (it: T) => Double | undefined) => {
    const first = answers.length
    for await (const it of them) {
      if (turnIsOver()) await nextTurn()
      const told = double(it)
      if (told === undefined) continue
      if (answers.length - first === MOST_OTHERS) {
        answers.push({ ...(answers.pop() as Double), more: true })
        return
      }
      answers.push(told)
    }
  }
  const elsewhere = (it: number) => {
    const platform = tables.contract(it).platform
    return platform === own ? {} : { platform: tables.platformIds.text(platform) }
  }
  await addSome(doubles.sameDeal(contract), (it) =>
    doubleOf('sameDeal', { ...contractView(it.contract), signedOn: dayOfNumber(it.signedOn) }),
  )
  await addSome(registrations.of(contract), ({ contract: it, registrationNo }) =>
    tables.contract(it).platform === own || context.seesOthers
      ? doubleOf('sameRegistration', { ...contractView(it), registrationNo, ...elsewhere(it) })
      : undefined,
  )
  if (context.seesOthers)
    await addSome(doubles.elsewhere(contract, found.fact), ({ contract: it, by }) =>
      doubleOf('otherPlatform', { ...contractView(it), ...elsewhere(it), by }),
    )
  return answers
}

const doubleOf = (kind: DoubleKind, more: Omit<Double, 'kind' | 'zh' | 'en'>): Double => ({
  kind,
  ...DOUBLE_KINDS[kind],
  ...more,
})

const DAY_NAMES: { readonly [Kind in FactName]?: string } = {
  signed: 'signedOn',
  amended: 'amendedOn',
  product: 'signedOn',
  batchStarted: 'startedOn',
  batchCompleted: 'completedOn',
  batchReleased: 'releasedOn',
  accepted: 'acceptedOn',
  invoiced: 'issuedOn',
  reversed: 'reversedOn',
  received: 'receivedOn',
  refunded: 'refundedOn',
  approval: 'approvedOn',
}
