import type { FactView, Question, Tables } from '@pilot-ledger/figures'
import { addTo, type Steps } from '@pilot-ledger/kernel'
import { type Movement, type MovementKind } from '../domain/bridge'
import type { TimedMovement } from '../domain/closing-variance'

const KINDS: ReadonlySet<string> = new Set<MovementKind>([
  'signed',
  'amended',
  'invoiced',
  'reversed',
  'received',
  'refunded',
])

/** A contract's movements, with a fact row that tells whose contract it is. */
export interface ContractMovements {
  readonly contract: number
  readonly row: number
  readonly movements: Movement[]
}

/** By contract of one platform, what holds at a cut: whenever it is dated, the window is the bridge's business. */
export function* movementsAt(tables: Tables, platform: number, cut: number): Steps<Map<number, ContractMovements>> {
  const found = new Map<number, ContractMovements>()
  for (const fact of tables.factsOf(platform, cut)) {
    yield
    const { contract } = fact
    const movement = movementOf(fact)
    if (!movement || contract === undefined) continue
    const known = found.get(contract)
    if (known) known.movements.push(movement)
    else found.set(contract, { contract, row: fact.row, movements: [movement] })
  }
  return found
}

/** The same of a question's one platform, at its cut. */
export const movementsOf = ({ tables, platform, cut }: Question) => movementsAt(tables, platform as number, cut)

/** By contract of one platform, what held at any cut from `since` on. */
export function* timedMovementsOf(
  tables: Tables,
  platform: number,
  since: number,
): Steps<Map<number, TimedMovement[]>> {
  const found = new Map<number, TimedMovement[]>()
  for (const fact of tables.factsOf(platform)) {
    yield
    const { contract, begins, ends } = fact
    const movement = ends > since ? movementOf(fact) : undefined
    if (!movement || contract === undefined) continue
    addTo(found, contract, { movement, begins, ends })
  }
  return found
}

function movementOf(fact: FactView): Movement | undefined {
  if (!KINDS.has(fact.kind)) return undefined
  return {
    kind: fact.kind as MovementKind,
    day: fact.day,
    contractDay: fact.contractDay,
    fen: BigInt(fact.fen),
    taxBasis: fact.taxBasis ?? 'inclusive',
    invoice: fact.detail,
    entry: fact.entry,
  }
}
