import { FACT, NONE, type Question, TAX, type Tables } from '@pilot-ledger/figures'
import { type Movement, type MovementKind } from '../domain/bridge'
import type { TimedMovement } from '../domain/closing-variance'

const KIND = new Map<number, MovementKind>([
  [FACT.signed, 'signed'],
  [FACT.amended, 'amended'],
  [FACT.invoiced, 'invoiced'],
  [FACT.reversed, 'reversed'],
  [FACT.received, 'received'],
  [FACT.refunded, 'refunded'],
])

/** A contract's movements, with a fact row that tells whose contract it is. */
export interface ContractMovements {
  readonly contract: number
  readonly row: number
  readonly movements: Movement[]
}

/** By contract of one platform, what holds at a cut: whenever it is dated, the window is the bridge's business. */
export function movementsAt(tables: Tables, platform: number, cut: number): Map<number, ContractMovements> {
  const found = new Map<number, ContractMovements>()
  const { contract, from, to } = tables.facts.columns
  const own = tables.factsOfPlatform
  for (let row = own.newest(platform); row !== NONE; row = own.before(row)) {
    if (from[row] > cut || cut >= to[row]) continue
    const movement = movementAt(tables, row)
    if (!movement) continue
    const known = found.get(contract[row])
    if (known) known.movements.push(movement)
    else found.set(contract[row], { contract: contract[row], row, movements: [movement] })
  }
  return found
}

/** The same of a question's one platform, at its cut. */
export const movementsOf = ({ tables, platform, cut }: Question) => movementsAt(tables, platform as number, cut)

/** By contract of one platform, what held at any cut from `since` on. */
export function timedMovementsOf(tables: Tables, platform: number, since: number): Map<number, TimedMovement[]> {
  const found = new Map<number, TimedMovement[]>()
  const { contract, from, to } = tables.facts.columns
  const own = tables.factsOfPlatform
  for (let row = own.newest(platform); row !== NONE; row = own.before(row)) {
    if (to[row] <= since) continue
    const movement = movementAt(tables, row)
    if (!movement) continue
    const timed = { movement, begins: from[row], ends: to[row] }
    const known = found.get(contract[row])
    if (known) known.push(timed)
    else found.set(contract[row], [timed])
  }
  return found
}

function movementAt(tables: Tables, row: number): Movement | undefined {
  const { kind, date, contractDate, amount, tax, detail, entry } = tables.facts.columns
  const known = KIND.get(kind[row])
  if (known === undefined) return undefined
  return {
    kind: known,
    day: date[row],
    contractDay: contractDate[row],
    fen: BigInt(amount[row]),
    taxBasis: tax[row] === TAX.exclusive ? 'exclusive' : 'inclusive',
    invoice: detail[row],
    entry: entry[row],
  }
}
