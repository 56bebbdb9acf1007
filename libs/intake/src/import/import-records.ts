import { createHash } from 'node:crypto'
import type { EngagementContent } from '@pilot-ledger/engagements'
import { contractIdOf } from '@pilot-ledger/engagements/recording'
import { VersionConflict } from '@pilot-ledger/event-log'
import { problemOf } from '@pilot-ledger/http'
import { nextTurn, type Refusal, turnIsOver } from '@pilot-ledger/kernel'
import { type MovedStep, NotYetCompleted, notStorable, type Recorder } from '@pilot-ledger/recording'
import type { IntakeFault, IntakeItem, IntakeRecord, IntakeUnit } from '../columns'
import { ClosedRows } from './closed-rows'
import { contentsOf } from './contents'
import { ContractImport } from './contract-import'
import type { KnownFrameworks, SecondRequested } from './contract-judge'
import type { ImportRequest } from './import-request'
import { ImportRows } from './import-rows'
import { type ImportReport, reportOf, type Stop } from './report'
import { type KeepPapers, RowPapers } from './row-papers'
import { SharedPapers } from './shared-papers'
import { totalsOf } from './totals'

/** Contracts judged or recorded at once: the log puts what comes together into one sync. */
const AT_ONCE = 128
/** Rows between two words about progress. */
const TELL_EVERY = 1_000
/** An import that others overtake this often in a row gives up. */
const MOST_TRIES = 16

/**
 * The preview and the real import, one function: rows are laid by contract, judged in the order a clerk means against the log as
 * it is, and recorded, all of them or none. What is on the ledger already is recognised by what it is about, not by the request:
 * the same file again, or a file that overlaps, records nothing twice. `keepPapers` absent: an entry names the file that came with it,
 * and nothing keeps it.
 */
export async function importRecords(
  source: AsyncIterable<IntakeItem>,
  request: ImportRequest,
  recorder: Recorder,
  frameworks: KnownFrameworks,
  second?: SecondRequested,
  keepPapers?: KeepPapers,
): Promise<ImportReport> {
  const imported = new ImportRows()
  try {
    const importId = importIdOf(request)
    // What was decided before this one stands, though its process may have died in the middle.
    await recorder.plans.complete()
    const closed = await ClosedRows.of(recorder, request.platform)
    const units: IntakeUnit[] = []
    const papers = new SharedPapers(imported)
    const files = keepPapers && new RowPapers(keepPapers)
    const unitInDoubt = await read(source, imported, [closed, papers, ...(files ? [files] : [])], recorder, {
      ...request,
      onUnit: (it) => units.push(it),
    })
    const someUnread = imported.countRemarks('fault') > 0
    const contracts = new ContractImport(recorder, frameworks, imported, { ...request, importId, someUnread, second })
    const stop = await work(imported, contracts, recorder, request, unitInDoubt, files)
    await closed.tell(imported)
    await papers.tell(imported)
    await contracts.tell()
    const totals = await totalsOf(imported, contracts.recorded, (contract) => contracts.waiting.has(contract))
    return reportOf(imported, request, importId, {
      stop,
      totals,
      units,
      unitInDoubt,
      waiting: contracts.waiting,
      position: await recorder.position(),
    })
  } finally {
    imported.close()
  }
}

/** One import is one file for one platform: the same bytes have the same id for ever. */
export function importIdOf({ platform, file, chosen }: Pick<ImportRequest, 'platform' | 'file' | 'chosen'>): string {
  const about = chosen === undefined ? '' : `\n${chosen}`
  return createHash('sha256').update(`${platform}\n${file.sha256}${about}`).digest('hex').slice(0, 32)
}

interface Looker {
  look(n: number, contents: readonly EngagementContent[], record: IntakeRecord): void
}

/** Whether the unit of amounts was put in doubt after rows of its table had been read. */
async function read(
  source: AsyncIterable<IntakeItem>,
  imported: ImportRows,
  lookers: readonly Looker[],
  recorder: Recorder,
  { platform, onProgress, onUnit }: ImportRequest & { onUnit(it: IntakeUnit): void },
): Promise<boolean> {
  // A number is written in every row of its contract.
  const contracts = new Map<string, string>()
  let n = 0
  let unitInDoubt = false
  for await (const item of source) {
    imported.sheet(item.place.sheet ?? '')
    const unfit = item.is === 'record' && notStorable([{ type: item.kind, data: item.values }])
    if (item.is === 'unit') onUnit(item)
    else if (unfit) imported.remark('fault', faultAt(item, unfit))
    else if (item.is !== 'record') {
      imported.remark(item.is, item)
      unitInDoubt ||= item.is === 'fault' && item.facts?.late !== undefined
    } else {
      n++
      const contents = contentsOf(item, platform)
      const no = String(item.values.contractNo ?? '')
      const contract = contracts.get(no) ?? (await contractIdOf(recorder, platform, no))
      contracts.set(no, contract)
      // A call-off waits for what may be its framework.
      const wave = item.values.contractKind === 'callOff' ? 1 : 0
      imported.add(item, n, contract, wave, contents)
      for (const it of lookers) it.look(n, contents, item)
      if (n % TELL_EVERY === 0) onProgress?.({ phase: 'reading', done: n })
    }
    if (turnIsOver()) await nextTurn()
  }
  onProgress?.({ phase: 'reading', done: n, of: n })
  return unitInDoubt
}

/** What the log itself would refuse is refused before a contract is named by it. */
function faultAt({ place, columns }: IntakeRecord, { code, zh, en, pointer, facts }: Refusal): IntakeFault {
  const field = pointer.split('/')[1]
  const column = columns[field]
  return { is: 'fault', place: { ...place, ...(column !== undefined && { column }) }, field, code, zh, en, facts }
}

async function work(
  imported: ImportRows,
  contracts: ContractImport,
  recorder: Recorder,
  request: ImportRequest,
  unitInDoubt: boolean,
  files: RowPapers | undefined,
): Promise<Stop | undefined> {
  const { mode } = request
  const check = () => each(imported, request, (contract) => contracts.check(contract))
  // A row may be wrong by 10,000 times that looks good: there are no good rows to be told from others.
  const mayRecord = () =>
    mode !== 'preview' &&
    !unitInDoubt &&
    (mode === 'good' || imported.counts().refused + imported.countRemarks('fault') === 0)
  await check()
  if (mode === 'preview' || !mayRecord()) return undefined
  for (let tries = 1; ; tries++) {
    await files?.keep(imported)
    try {
      const { moved } = await recorder.recordTogether(contracts.decided(contractsOf(imported, request)))
      await contracts.settleRecorded(() => contractsOf(imported, {}), moved)
      return overtakenIn(moved)
    } catch (error) {
      if (error instanceof NotYetCompleted) return unfinished(error)
      // Another wrote to one of its contracts since it was judged: nothing is recorded, and all is judged again.
      if (!(error instanceof VersionConflict) || tries === MOST_TRIES) throw error
    }
    contracts.begin()
    await check()
    if (!mayRecord()) return undefined
  }
}

/** Every contract, frameworks before their call-offs, with word about how far it is. */
function* contractsOf(imported: ImportRows, { onProgress }: Pick<ImportRequest, 'onProgress'>): Generator<string> {
  const of = rowsIn(imported)
  let [done, noted] = [0, 0]
  for (const wave of [0, 1]) {
    for (const { contract, rows } of imported.contracts(wave)) {
      yield contract
      done += rows
      if (done - noted < TELL_EVERY) continue
      noted = done
      onProgress?.({ phase: 'recording', done, of })
    }
  }
  onProgress?.({ phase: 'recording', done: of, of })
}

const rowsIn = (imported: ImportRows) => Object.values(imported.counts()).reduce((sum, it) => sum + it, 0)

/** Each contract once, several at a time, frameworks before their call-offs. The first that fails lets none begin after it. */
async function each(
  imported: ImportRows,
  { onProgress }: ImportRequest,
  handle: (contract: string) => Promise<unknown>,
): Promise<void> {
  const of = rowsIn(imported)
  let [done, noted] = [0, 0]
  for (const wave of [0, 1]) {
    const next = imported.contracts(wave)
    const caller = async () => {
      for (const { contract, rows } of next) {
        await handle(contract)
        done += rows
        if (done - noted >= TELL_EVERY) {
          noted = done
          onProgress?.({ phase: 'checking', done, of })
        }
        if (turnIsOver()) await nextTurn()
      }
    }
    await allEnded(Array.from({ length: AT_ONCE }, caller), next)
  }
  onProgress?.({ phase: 'checking', done: of, of })
}

/** Waits for all, also when one fails: what is under way is recorded or not before anybody says which. */
async function allEnded(callers: readonly Promise<void>[], rest: Iterator<unknown>): Promise<void> {
  const noMore = (error: unknown) => {
    while (!rest.next().done);
    return { error }
  }
  const failure = (await Promise.all(callers.map((it) => it.catch(noMore)))).find((it) => it !== undefined)
  if (failure) throw failure.error
}

/** All of it stands but what others had made impossible in the moments since it was decided. */
function overtakenIn(moved: readonly MovedStep[]): Stop | undefined {
  const refused = moved.filter((it) => it.refusal)
  const [refusal] = refused.flatMap((it) => it.refusal ?? [])
  if (!refusal) return undefined
  const contracts = new Set(refused.map((it) => it.stream)).size
  return {
    code: 'overtaken',
    zh: `核对之后台账有变，${contracts} 份合同未登记：${refusal.zh}`,
    en: `the ledger moved after the check, ${contracts} contracts are not recorded: ${refusal.en}`,
    facts: { because: refusal.code, contracts: String(contracts) },
  }
}

/** The log failed after all was decided: it comes to its end without anybody. */
function unfinished({ cause }: NotYetCompleted): Stop {
  const problem = problemOf(cause)
  if (!problem) throw cause
  return {
    code: 'decided',
    zh: `已整体登记在案，其余部分在账本恢复后自动写入，无需重传（${problem.title}）`,
    en: `all of it is decided; what is missing follows by itself once the log serves again (${problem.titleEn})`,
    facts: { because: problem.code },
  }
}
