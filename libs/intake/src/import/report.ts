import { businessDayOf, type EngagementContent } from '@pilot-ledger/engagements'
import type { Position } from '@pilot-ledger/event-log'
import { oneOfEachKind, shortened, type WaitReason } from '@pilot-ledger/kernel'
import type { IntakeFault, IntakeNotice, IntakeUnit } from '../columns'
import type { ImportAsked, ImportMode, Listing } from './asked'
import { fieldOf } from './contents'
import type { WaitingRows } from './contract-judge'
import type { Known } from './decide-rows'
import { amountOf } from './order'
import type { Spool, SpooledRow } from './spool'
import type { KindTotal, Totals, TotalsApart } from './totals'

export const DEFAULT_LISTING: Listing = { rows: 500, rowsAfter: 0, faults: 2_000, notices: 500 }

/** Why not all of an import is recorded: others were faster with a contract, or what is decided has still to be written. */
export interface Stop {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly facts?: Readonly<Record<string, string>>
}

export interface RowReport {
  readonly n: number
  readonly sheet: string
  readonly row: number
  readonly kind: string
  readonly contract: string
  readonly contractNo: string
  /** `new`: would be recorded. `known`: is on the ledger. */
  readonly state: 'new' | 'recorded' | 'known' | 'refused'
  readonly knownAs?: Known
  /** What is new of it waits for a second person, or will. */
  readonly waits?: true
  /** The entries the row is: those that are new, or all that it says. */
  readonly entries: readonly { readonly type: string; readonly day?: string; readonly amount?: string }[]
}

/** In what the amounts of a sheet were read, and where that is said. */
export interface AmountUnit extends Pick<IntakeUnit, 'kind' | 'unit' | 'said' | 'found' | 'columns'> {
  readonly sheet: string
  readonly row?: number
  readonly column?: number
}
/** Sheets told; a workbook of more is none. */
const MOST_UNITS = 500

export interface ImportReport {
  /** Known from the file and the platform: the same for the same bytes. */
  readonly import: string
  readonly platform: string
  readonly mode: ImportMode
  readonly file: ImportAsked['file']
  /** `refused`: mode `all` and a fault, or a unit in doubt; nothing was recorded. `stopped`: not all of it was. */
  readonly verdict: 'previewed' | 'recorded' | 'refused' | 'stopped'
  readonly stop?: Stop
  readonly counts: {
    readonly rows: number
    readonly new: number
    readonly recorded: number
    readonly known: number
    readonly refused: number
    /** Rows or cells that could not be read, beside the rows counted here. */
    readonly unread: number
    readonly faults: number
    readonly notices: number
  }
  /** 待复核: of what is new, what one person may not record alone; the whole import is then one second person's to answer. */
  readonly waits?: {
    readonly contracts: number
    readonly rows: number
    readonly because: readonly WaitReason[]
    /** By kind of entry; in no figure until it is approved. */
    readonly totals: readonly KindTotal[]
  }
  /** What is new, by kind of entry, and does not wait: would be recorded, or was. */
  readonly totals: readonly KindTotal[]
  readonly amountUnits: readonly AmountUnit[]
  readonly rows: readonly RowReport[]
  readonly faults: readonly ImportFault[]
  readonly notices: readonly IntakeNotice[]
  /** Where the log stands: for `waitFor` of a question that should see it. */
  readonly position?: Position
}

export interface ImportFault extends IntakeFault {
  readonly rule?: string
}

export function reportOf(
  spool: Spool,
  { platform, mode, file, listing }: ImportAsked,
  importId: string,
  {
    stop,
    totals,
    units,
    unitInDoubt,
    waiting,
    position,
  }: Pick<ImportReport, 'stop' | 'position'> & {
    readonly totals: TotalsApart
    readonly units: readonly IntakeUnit[]
    readonly unitInDoubt: boolean
    readonly waiting: ReadonlyMap<string, WaitingRows>
  },
): ImportReport {
  const { rows, rowsAfter, faults, notices } = { ...DEFAULT_LISTING, ...listing }
  const states = spool.counts()
  const unread = spool.countRemarks('fault')
  const refused = states.refused
  const counts = {
    rows: Object.values(states).reduce((sum, it) => sum + it, 0),
    new: states.new,
    recorded: states.recorded,
    known: states.known,
    refused,
    unread,
    faults: unread + refused,
    notices: spool.countRemarks('notice'),
  }
  return {
    import: importId,
    platform,
    mode,
    file,
    verdict: verdictOf(mode, counts.faults, stop, unitInDoubt),
    ...(stop && { stop }),
    counts,
    ...waitsOf(waiting, totals.waiting),
    totals: totals.recorded.told(),
    amountUnits: units.slice(0, MOST_UNITS).map(unitReport),
    rows: spool.rows(rowsAfter, rows).map((it) => rowReport(it, waiting)),
    faults: faultsOf(spool, faults),
    notices: spool.inOrder(spool.remarks<IntakeNotice>('notice', notices)),
    ...(position !== undefined && { position }),
  }
}

function unitReport({ kind, place, unit, said, found, columns }: IntakeUnit): AmountUnit {
  const { sheet = '', ...at } = place
  return { sheet, kind, unit, said, ...at, ...(found !== undefined && { found }), columns }
}

function verdictOf(
  mode: ImportMode,
  faults: number,
  stop: Stop | undefined,
  unitInDoubt: boolean,
): ImportReport['verdict'] {
  if (mode === 'preview') return 'previewed'
  if (stop) return 'stopped'
  return (mode === 'all' && faults > 0) || unitInDoubt ? 'refused' : 'recorded'
}

function waitsOf(waiting: ReadonlyMap<string, WaitingRows>, totals: Totals): Pick<ImportReport, 'waits'> {
  if (waiting.size === 0) return {}
  const all = [...waiting.values()]
  const rows = all.reduce((sum, it) => sum + it.rows.length, 0)
  const because = oneOfEachKind(all.flatMap((it) => it.because))
  return { waits: { contracts: waiting.size, rows, because, totals: totals.told() } }
}

function rowReport(
  { n, place, kind, contract, contractNo, state, contents, outcome }: SpooledRow,
  waiting: ReadonlyMap<string, WaitingRows>,
): RowReport {
  const said = outcome?.is === 'new' ? outcome.contents : contents
  return {
    n,
    sheet: place.sheet ?? '',
    row: place.row ?? 0,
    kind,
    contract,
    contractNo,
    state,
    ...((state === 'new' || state === 'recorded') && waiting.has(contract) && { waits: true }),
    ...(state === 'known' && outcome?.is === 'known' && { knownAs: outcome.as }),
    entries: said.map(entryReport),
  }
}

function entryReport(content: EngagementContent) {
  const [day, amount] = [businessDayOf(content), amountOf(content)]
  return { type: content.type, ...(day !== undefined && { day }), ...(amount !== undefined && { amount }) }
}

/** What could not be read and what is refused, by sheet and row as far as the list goes. */
function faultsOf(spool: Spool, limit: number): readonly ImportFault[] {
  const unread = spool.remarks<ImportFault>('fault', limit)
  const refused = spool.refused(limit - unread.length).flatMap(refusalFault)
  return spool.inOrder([...unread, ...refused])
}

function refusalFault({ place, columns, contents, outcome }: SpooledRow): ImportFault[] {
  if (outcome?.is !== 'refused') return []
  const { refusal, type } = outcome
  const field = refusal.pointer === '' ? undefined : fieldOf(type, refusal.pointer)
  const found = valueAt(contents.find((it) => it.type === type)?.data, refusal.pointer)
  const column = field === undefined ? undefined : columns[field]
  return [
    {
      is: 'fault',
      place: { ...place, ...(column !== undefined && { column }) },
      ...(field !== undefined && { field }),
      ...(found !== undefined && { found }),
      code: refusal.code,
      ...(refusal.rule !== undefined && { rule: refusal.rule }),
      zh: refusal.zh,
      en: refusal.en,
      ...(refusal.facts && { facts: refusal.facts }),
    },
  ]
}

function valueAt(data: unknown, pointer: string): string | undefined {
  let value = data
  for (const step of pointer.split('/').slice(1)) value = (value as Record<string, unknown> | undefined)?.[step]
  return typeof value === 'string' ? shortened(value, 80) : undefined
}
