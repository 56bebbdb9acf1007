import { toHex, utf8 } from '../crypto/bytes'
import { sha256 } from '../crypto/sha2'
import { canonical } from '../json/canonical'
import type { Json } from '../json/json'
import type { Contract, Ledger } from './ledger'
import { Platform, type Window } from './platform'
import { yuan } from './value'

/** 从签订到回款: what a column opened with, what moved it by kind, and what it closed with; of each tax basis where it has two. */
interface Column {
  readonly name: string
  readonly taxBasis: 'inclusive' | 'exclusive'
  readonly opening: bigint
  readonly movements: readonly (readonly [kind: string, fen: bigint])[]
  readonly closing: bigint
}

/** A dated amount of one contract, with its sign. */
interface Moved {
  readonly day: string
  readonly fen: bigint
}
const sum = (list: readonly Moved[]) => list.reduce((total, it) => total + it.fen, 0n)
const positive = (fen: bigint) => (fen > 0n ? fen : 0n)

/** What moved on a contract, by kind. */
interface Movements {
  readonly signed: readonly Moved[]
  readonly amended: readonly Moved[]
  readonly invoiced: readonly Moved[]
  readonly reversed: readonly Moved[]
  readonly received: readonly Moved[]
  readonly refunded: readonly Moved[]
  readonly taxBasis: Column['taxBasis']
  readonly signedOn: string
}
const nothing: readonly Moved[] = []
const NONE = {
  signed: nothing,
  amended: nothing,
  invoiced: nothing,
  reversed: nothing,
  received: nothing,
  refunded: nothing,
}

function movementsOf(platform: Platform, contract: Contract): Movements {
  const { signedOn, amount, taxBasis } = contract.signed
  const of = [contract]
  // A framework with call-offs has no amount of its own: they count in its place.
  const isCounted = platform.counted.includes(contract)
  const amendments = isCounted ? platform.said('ContractAmended', of) : []
  return {
    taxBasis,
    signedOn,
    signed: isCounted ? [{ day: signedOn, fen: amount }] : nothing,
    amended: amendments.map(({ data }) => ({ day: data.amendedOn, fen: data.delta })),
    invoiced: platform.said('InvoiceIssued', of).map(({ data }) => ({ day: data.issuedOn, fen: data.share })),
    reversed: platform.said('InvoiceReversed', of).map(({ data }) => ({ day: data.on, fen: -data.amount })),
    received: platform.said('PaymentReceived', of).map(({ data }) => ({ day: data.receivedOn, fen: data.share })),
    refunded: platform.said('PaymentRefunded', of).map(({ data }) => ({ day: data.on, fen: -data.amount })),
  }
}

/** The columns of one contract over the days of a window. */
function columnsOf(moves: Movements, { from, to }: Window): readonly Column[] {
  const { signed, amended, invoiced, reversed, received, refunded, taxBasis, signedOn } = moves
  const before = (list: readonly Moved[]) => sum(list.filter((it) => it.day < from))
  const within = (list: readonly Moved[]) => sum(list.filter((it) => from <= it.day && it.day <= to))
  const upToEnd = (list: readonly Moved[]) => sum(list.filter((it) => it.day <= to))
  const after = (list: readonly Moved[]) => sum(list.filter((it) => it.day > to))
  const flow = (
    name: string,
    taxBasis: Column['taxBasis'],
    kinds: readonly (readonly [kind: string, list: readonly Moved[]])[],
  ): Column => {
    const all = kinds.flatMap(([, list]) => list)
    const movements = kinds.map(([kind, list]) => [kind, within(list)] as const)
    return { name, taxBasis, opening: before(all), movements, closing: upToEnd(all) }
  }
  const negative = (list: readonly Moved[]) => list.map((it) => ({ day: it.day, fen: -it.fen }))

  const owed = [...invoiced, ...reversed, ...negative([...received, ...refunded])]
  const [owedBefore, owedAtEnd] = [before(owed), upToEnd(owed)]
  const inWindow = [
    ['invoiced', within(invoiced)],
    ['reversed', within(reversed)],
    ['received', -within(received)],
    ['refunded', -within(refunded)],
  ] as const
  const moved = inWindow.reduce((total, [, fen]) => total + fen, 0n)
  const [outstandingBefore, outstandingAtEnd] = [positive(owedBefore), positive(owedAtEnd)]
  const [advancesBefore, advancesAtEnd] = [positive(-owedBefore), positive(-owedAtEnd)]

  // Invoices include tax: only from an amount that does can they be taken off.
  const ofPriced = (list: readonly Moved[]) => (signed.length > 0 && taxBasis === 'inclusive' ? list : nothing)
  const of = (basis: Column['taxBasis'], list: readonly Moved[]) => (taxBasis === basis ? list : nothing)
  const signedInWindow = from <= signedOn && signedOn <= to
  const current = (basis: Column['taxBasis']): Column => {
    const its = (list: readonly Moved[]) => (signedInWindow ? of(basis, list) : nothing)
    return {
      name: 'currentAmount',
      taxBasis: basis,
      opening: 0n,
      movements: [
        ['signed', sum(its(signed))],
        ['amended', upToEnd(its(amended))],
        ['amendedAfter', after(its(amended))],
      ],
      closing: sum(its([...signed, ...amended])),
    }
  }
  const contractAmount = (basis: Column['taxBasis']) =>
    flow('contractAmount', basis, [
      ['signed', of(basis, signed)],
      ['amended', of(basis, amended)],
    ])
  return [
    contractAmount('inclusive'),
    contractAmount('exclusive'),
    flow('invoiced', 'inclusive', [
      ['invoiced', invoiced],
      ['reversed', reversed],
    ]),
    flow('received', 'inclusive', [
      ['received', received],
      ['refunded', refunded],
    ]),
    {
      name: 'outstanding',
      taxBasis: 'inclusive',
      opening: outstandingBefore,
      movements: [...inWindow, ['reclassified', outstandingAtEnd - outstandingBefore - moved]],
      closing: outstandingAtEnd,
    },
    {
      name: 'advances',
      taxBasis: 'inclusive',
      opening: advancesBefore,
      movements: [['reclassified', advancesAtEnd - advancesBefore]],
      closing: advancesAtEnd,
    },
    flow('notYetInvoiced', 'inclusive', [
      ['signed', ofPriced(signed)],
      ['amended', ofPriced(amended)],
      ['invoiced', ofPriced(negative(invoiced))],
      ['reversed', ofPriced(negative(reversed))],
    ]),
    current('inclusive'),
    current('exclusive'),
  ]
}

const added = (a: Column, b: Column): Column => ({
  ...a,
  opening: a.opening + b.opening,
  movements: a.movements.map(([kind, fen], i) => [kind, fen + b.movements[i][1]] as const),
  closing: a.closing + b.closing,
})

const shownAs = ({ name, taxBasis, opening, movements, closing }: Column) => ({
  column: name,
  taxBasis,
  opening: yuan(opening),
  movements: movements.map(([kind, fen]) => ({ kind, value: yuan(fen) })),
  closing: yuan(closing),
})
export type ShownColumn = ReturnType<typeof shownAs>

const TWO_BASES = ['contractAmount', 'currentAmount']

/** Every amount of a contract that is not zero, by the name of its cell. */
function cellsOf(columns: readonly Column[]): Readonly<Record<string, string>> {
  const cells: Record<string, string> = {}
  for (const { name, taxBasis, opening, movements, closing } of columns) {
    const column = TWO_BASES.includes(name) ? `${name}.${taxBasis}` : name
    for (const [part, fen] of [['opening', opening], ...movements, ['closing', closing]] as const)
      if (fen !== 0n) cells[`${column}.${part}`] = yuan(fen)
  }
  return cells
}

/** What a period's close says of a platform: the columns in total, each contract that has any, and one hash over all. */
export interface PeriodTotals {
  readonly totals: readonly ShownColumn[]
  readonly contracts: readonly { readonly engagement: string; readonly cells: Readonly<Record<string, string>> }[]
  readonly totalsHash: string
}

const PREFIX = 'engagement-'

export function periodTotals(ledger: Ledger, id: string, { from, to }: Window, definition: number): PeriodTotals {
  const platform = new Platform(ledger, id, { from, to })
  const columns = platform.contracts.map((it) => columnsOf(movementsOf(platform, it), { from, to }))
  const contracts = columns
    .map((its, i) => ({ engagement: platform.contracts[i].stream.slice(PREFIX.length), cells: cellsOf(its) }))
    .filter(({ cells }) => Object.keys(cells).length > 0)
    .sort((a, b) => (a.engagement < b.engagement ? -1 : 1))
  const none = columnsOf({ ...NONE, taxBasis: 'inclusive', signedOn: from }, { from, to })
  const totals = columns.reduce((all, its) => all.map((one, i) => added(one, its[i])), none).map(shownAs)
  const stated = { definition, platform: id, from, to, totals, contracts }
  return { totals, contracts, totalsHash: toHex(sha256(utf8(canonical(stated as unknown as Json)))) }
}
