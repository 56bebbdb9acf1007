import { canonical } from '../json/canonical'
import type { Json } from '../json/json'
import { Failure } from '../verdict/failure'
import { Fields } from './fields'
import { type Entry, placeOf } from './live'
import type { Window } from './platform'

/** 结账: a period of a platform as it was proposed by one person and closed by another. */
export interface Close extends Window {
  readonly period: string
  /** How many entries of the ledger its totals are made of. */
  readonly sequence: number
  readonly definition: number
  readonly totals: Json
  readonly contractCount: number
  readonly totalsHash: string
  /** The totals of each contract, where there are not very many. */
  readonly contracts?: Json
  readonly proposedBy: string
  readonly proposedAt: Entry
  /** Who closed it, and by which entry. */
  readonly approvedBy?: string
  readonly closedAt?: Entry
  readonly reopenedAt?: Entry
}

type Open = { -readonly [Name in keyof Close]: Close[Name] }
type Step = (closes: Open[], said: Fields, entry: Entry) => void
/** What a proposal and its close say alike. */
const TERMS = ['period', 'from', 'to', 'sequence', 'definition', 'totals', 'contractCount', 'totalsHash', 'proposedBy']

const STEPS: Readonly<Record<string, Step>> = {
  CloseProposed: (closes, said, entry) => {
    const close: Open = {
      period: said.text('period'),
      from: said.day('from'),
      to: said.day('to'),
      sequence: said.whole('sequence'),
      definition: said.whole('definition'),
      totals: said.json('totals'),
      contractCount: said.whole('contractCount'),
      totalsHash: said.text('totalsHash'),
      proposedBy: said.text('proposedBy'),
      proposedAt: entry,
    }
    if (said.has('contracts')) close.contracts = said.json('contracts')
    // What it is made of was there already.
    if (close.sequence > entry.index) throw new Failure('close-of-later-entries', placeOf(entry))
    closes.push(close)
  },
  PeriodClosed: (closes, said, entry) => {
    const close = newest(closes, said, entry)
    for (const term of TERMS)
      if (canonical(said.json(term)) !== canonical(close.proposedAt.data[term] ?? null))
        throw new Failure('close-not-as-proposed', placeOf(entry), { term })
    close.approvedBy = said.text('approvedBy')
    close.closedAt = entry
    if (close.approvedBy === close.proposedBy)
      throw new Failure('one-person', placeOf(entry), { person: close.proposedBy })
  },
  PeriodReopened: (closes, said, entry) => {
    if (said.text('approvedBy') === said.text('proposedBy'))
      throw new Failure('one-person', placeOf(entry), { person: said.text('proposedBy') })
    newest(closes, said, entry).reopenedAt = entry
  },
  CloseRejected: () => undefined,
  ReopeningProposed: () => undefined,
  ReopeningRejected: () => undefined,
  RestatementApproved: () => undefined,
}

function newest(closes: readonly Open[], said: Fields, entry: Entry): Open {
  const close = closes.findLast((it) => it.period === said.text('period'))
  if (!close) throw new Failure('close-not-as-proposed', placeOf(entry), { term: 'period' })
  return close
}

/** The closes that the entries of a platform's closing stream tell, in the order of their proposals. */
export function closesIn(entries: readonly Entry[], platform: string): readonly Close[] {
  const closes: Open[] = []
  for (const entry of entries) {
    if (entry.stream !== `closing-${platform}`) continue
    const { type, version, data } = entry
    if (!Object.hasOwn(STEPS, type)) throw new Failure('entry-unknown', placeOf(entry), { type })
    if (version !== 1) throw new Failure('entry-newer', placeOf(entry), { type, version })
    STEPS[type](closes, new Fields(data, placeOf(entry)), entry)
  }
  return closes
}
