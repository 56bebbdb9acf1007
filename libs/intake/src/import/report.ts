import { businessDayOf, type EngagementContent } from '@pilot-ledger/engagements'
import {
  day,
  eachRefusal,
  listOf,
  mapOf,
  maybe,
  money,
  named,
  oneOf,
  oneOfEachKind,
  type Refusal,
  type ShapeOf,
  shape,
  shortened,
  text,
  WAIT_REASON,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { INTAKE_NOTICE, type IntakeNotice, type IntakeUnit, REMARK_FIELDS } from '../columns'
import { fieldOf } from './contents'
import type { WaitingRows } from './contract-judge'
import { KNOWN_AS } from './decide-rows'
import { IMPORT_MODES, IMPORTED_FILE, type ImportMode, type ImportRequest, type Listing } from './import-request'
import { type ImportRow, type ImportRows, ROW_STATES } from './import-rows'
import { amountOf } from './order'
import { KIND_TOTALS, type Totals, type TotalsApart } from './totals'

export const DEFAULT_LISTING: Listing = { rows: 500, rowsAfter: 0, faults: 2_000, notices: 500 }

/** Why not all of an import is recorded: others were faster with a contract, or what is decided has still to be written. */
const STOP = shape({ code: text, zh: text, en: text, facts: maybe(mapOf(text)) })
export type Stop = ShapeOf<typeof STOP>

const ROW = named('ImportedRow', {
  n: whole,
  sheet: text,
  row: whole,
  kind: text,
  contract: text,
  contractNo: text,
  /** `new`: would be recorded. `known`: is on the ledger. */
  state: oneOf(...ROW_STATES),
  knownAs: maybe(oneOf(...KNOWN_AS)),
  /** What is new of it waits for a second person, or will. */
  waits: maybe(yesNo),
  /** The entries the row is: those that are new, or all that it says. */
  entries: listOf(shape({ type: text, day: maybe(day), amount: maybe(money) })),
})
export type RowReport = ShapeOf<typeof ROW>

/** In what the amounts of a sheet were read, and where that is said. */
const AMOUNT_UNIT = shape({
  sheet: text,
  kind: text,
  unit: oneOf('元', '万元'),
  said: oneOf('heading', 'line', 'nowhere', 'format'),
  row: maybe(whole),
  column: maybe(whole),
  found: maybe(text),
  columns: listOf(text),
})
/** Sheets told; a workbook of more is none. */
const MOST_UNITS = 500

const FAULT = named('ImportFault', { is: oneOf('fault'), rule: maybe(text), ...REMARK_FIELDS })
export type ImportFault = ShapeOf<typeof FAULT>

/** What an import answers: the whole of it in counts, of the lists as much as was asked for. */
export const IMPORT_REPORT = named('ImportReport', {
  /** Known from the file and the platform: the same for the same bytes. */
  import: text,
  platform: text,
  mode: oneOf(...IMPORT_MODES),
  file: IMPORTED_FILE,
  /** `refused`: mode `all` and a fault, or a unit in doubt; nothing was recorded. `stopped`: not all of it was. */
  verdict: oneOf('previewed', 'recorded', 'refused', 'stopped'),
  stop: maybe(STOP),
  counts: shape({
    rows: whole,
    new: whole,
    recorded: whole,
    known: whole,
    refused: whole,
    /** Rows or cells that could not be read, beside the rows counted here. */
    unread: whole,
    faults: whole,
    notices: whole,
  }),
  /** 待复核: of what is new, what one person may not record alone; the whole import is then one second person's to answer. */
  waits: maybe(
    shape({
      contracts: whole,
      rows: whole,
      because: listOf(WAIT_REASON),
      /** By kind of entry; in no figure until it is approved. */
      totals: KIND_TOTALS,
    }),
  ),
  /** What is new, by kind of entry, and does not wait: would be recorded, or was. */
  totals: KIND_TOTALS,
  amountUnits: listOf(AMOUNT_UNIT),
  rows: listOf(ROW),
  faults: listOf(FAULT),
  notices: listOf(INTAKE_NOTICE),
  /** Where the log stands: for `waitFor` of a question that should see it. */
  position: maybe(text),
})
export type ImportReport = ShapeOf<typeof IMPORT_REPORT>

export function reportOf(
  imported: ImportRows,
  { platform, mode, file, listing }: ImportRequest,
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
  const states = imported.counts()
  const unread = imported.countRemarks('fault')
  const refused = states.refused
  const counts = {
    rows: Object.values(states).reduce((sum, it) => sum + it, 0),
    new: states.new,
    recorded: states.recorded,
    known: states.known,
    refused,
    unread,
    faults: unread + refused,
    notices: imported.countRemarks('notice'),
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
    totals: totals.recorded.list(),
    amountUnits: units.slice(0, MOST_UNITS).map(unitReport),
    rows: imported.rows(rowsAfter, rows).map((it) => rowReport(it, waiting)),
    faults: faultsOf(imported, faults),
    notices: imported.inOrder(imported.remarks<IntakeNotice>('notice', notices)),
    ...(position !== undefined && { position }),
  }
}

function unitReport({ kind, place, unit, said: stated, found, columns }: IntakeUnit): ShapeOf<typeof AMOUNT_UNIT> {
  const { sheet = '', ...at } = place
  return { sheet, kind, unit, said: stated, ...at, ...(found !== undefined && { found }), columns }
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
  return { waits: { contracts: waiting.size, rows, because, totals: totals.list() } }
}

function rowReport(
  { n, place, kind, contract, contractNo, state, contents, outcome }: ImportRow,
  waiting: ReadonlyMap<string, WaitingRows>,
): RowReport {
  const stated = outcome?.is === 'new' ? outcome.contents : contents
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
    entries: stated.map(entryReport),
  }
}

function entryReport(content: EngagementContent) {
  const [day, amount] = [businessDayOf(content), amountOf(content)]
  return { type: content.type, ...(day !== undefined && { day }), ...(amount !== undefined && { amount }) }
}

/** What could not be read and what is refused, by sheet and row as far as the list goes. */
function faultsOf(imported: ImportRows, limit: number): readonly ImportFault[] {
  const unread = imported.remarks<ImportFault>('fault', limit)
  const refused = imported.refused(limit - unread.length).flatMap(refusalFault)
  return imported.inOrder([...unread, ...refused])
}

function refusalFault({ place, columns, contents, outcome }: ImportRow): ImportFault[] {
  if (outcome?.is !== 'refused') return []
  const { refusal: first, type } = outcome
  return eachRefusal(first).map((refusal) => faultOf({ place, columns, contents }, refusal, type))
}

function faultOf(
  { place, columns, contents }: Pick<ImportRow, 'place' | 'columns' | 'contents'>,
  refusal: Refusal,
  type: EngagementContent['type'],
): ImportFault {
  const field = refusal.pointer === '' ? undefined : fieldOf(type, refusal.pointer)
  const found = valueAt(contents.find((it) => it.type === type)?.data, refusal.pointer)
  const column = field === undefined ? undefined : columns[field]
  return {
    is: 'fault',
    place: { ...place, ...(column !== undefined && { column }) },
    ...(field !== undefined && { field }),
    ...(found !== undefined && { found }),
    code: refusal.code,
    ...(refusal.rule !== undefined && { rule: refusal.rule }),
    zh: refusal.zh,
    en: refusal.en,
    ...(refusal.facts && { facts: refusal.facts }),
  }
}

function valueAt(data: unknown, pointer: string): string | undefined {
  let value = data
  for (const step of pointer.split('/').slice(1)) value = (value as Record<string, unknown> | undefined)?.[step]
  return typeof value === 'string' ? shortened(value, 80) : undefined
}
