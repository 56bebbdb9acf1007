import { type Bridge, bridgeOf, CELLS, isNothing, type Movement, minus, NOTHING, plus, type Span } from './bridge'

/** A movement with the cuts at which it holds: begins ≤ cut < ends. */
export interface TimedMovement {
  readonly movement: Movement
  readonly begins: number
  readonly ends: number
}

/** What one entry did to the bridge of a window. */
export interface Step {
  /** The entry. */
  readonly sequence: number
  readonly effect: Bridge
  /** By contract, where it moved something or is dated inside. */
  readonly contracts: ReadonlyMap<number, Bridge>
  /**
   * 追溯: it brings, ends or replaces an amount dated on or before the window's last day, or moves a cell otherwise (a later
   * signing voided, whose contract was invoiced before). An amendment dated later, which moves `currentAmount` alone, is later
   * business and no restatement.
   */
  readonly dated: boolean
  /** Dated, but each amount stands again as it was: the entries that stated them before. What else it changes, the entries say. */
  readonly again?: readonly number[]
}

/**
 * Why the bridge of a window is no longer what it was: the entries after `since` up to `until` that touched it, in their order,
 * each with its effect on every cell. The effects add up to the difference of the two bridges, because each is the difference
 * that its contracts' bridges made at that entry.
 */
export function stepsBetween(
  contracts: ReadonlyMap<number, readonly TimedMovement[]>,
  span: Span,
  since: number,
  until: number,
): Step[] {
  const steps = new Map<number, ReturnType<typeof noStep>>()
  for (const [contract, all] of contracts) {
    const timed = all.filter(({ movement }) => bears(movement, span))
    const sequences = movingBetween(timed, since, until)
    let before = sequences.length === 0 ? NOTHING : bridgeOf(holding(timed, since), span)
    for (const sequence of sequences) {
      const after = bridgeOf(holding(timed, sequence), span)
      const effect = minus(after, before)
      const { moved, again } = touched(timed, sequence, span)
      const moves = moved || movesBalances(effect)
      const dated = moves || again.length > 0
      before = after
      if (!dated && isNothing(effect)) continue
      const step = steps.get(sequence) ?? noStep()
      step.effect = plus(step.effect, effect)
      step.contracts.set(contract, effect)
      step.dated ||= dated
      step.moved ||= moves
      step.again.push(...again)
      steps.set(sequence, step)
    }
  }
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([sequence, { moved, again, ...step }]) => ({
      sequence,
      ...step,
      ...(moved || again.length === 0 ? {} : { again }),
    }))
}

const noStep = () => ({
  effect: NOTHING,
  contracts: new Map<number, Bridge>(),
  dated: false,
  moved: false,
  again: [] as number[],
})

/** Whether a movement can change a cell of the window: what is dated later does not, but for amendments of contracts signed in it. */
function bears({ kind, day, contractDay }: Movement, { from, to }: Span): boolean {
  return day <= to || kind === 'signed' || (kind === 'amended' && from <= contractDay && contractDay <= to)
}

export const holding = (timed: readonly TimedMovement[], cut: number): Movement[] =>
  timed.filter((it) => it.begins <= cut && cut < it.ends).map((it) => it.movement)

function movingBetween(timed: readonly TimedMovement[], since: number, until: number): number[] {
  const moving = new Set<number>()
  for (const { begins, ends } of timed) for (const it of [begins, ends]) if (since < it && it <= until) moving.add(it)
  return [...moving].sort((a, b) => a - b)
}

const movesBalances = (effect: Bridge) =>
  CELLS.some(({ column }, at) => column !== 'currentAmount' && effect[at] !== 0n)

/**
 * Whether amounts came, went or changed, and which entries' amounts stand again the same under another one. Rows that end and
 * begin again the same (a contract is told anew when its products change) touch nothing.
 */
function touched(timed: readonly TimedMovement[], sequence: number, { to }: Span) {
  const money = new Map<string, number>()
  const stated = new Map<string, number>()
  const count = (of: Map<string, number>, key: string, by: number) => of.set(key, (of.get(key) ?? 0) + by)
  const ended = new Set<number>()
  for (const { movement, begins, ends } of timed) {
    if ((begins !== sequence && ends !== sequence) || movement.day > to) continue
    const { kind, day, contractDay, fen, taxBasis, invoice, entry } = movement
    const key = [kind, day, contractDay, fen, taxBasis, invoice].join('|')
    const by = (begins === sequence ? 1 : 0) - (ends === sequence ? 1 : 0)
    count(money, key, by)
    count(stated, `${key}|${entry}`, by)
    if (by < 0) ended.add(entry)
  }
  const unbalanced = (of: Map<string, number>) => [...of.values()].some((it) => it !== 0)
  return { moved: unbalanced(money), again: unbalanced(stated) && !unbalanced(money) ? [...ended] : [] }
}
