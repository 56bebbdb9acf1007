import type { FigureDefinition } from '../catalogue/figure'
import { STORE } from '../columns/store'
import { type Bits, giveBack, mark, takeBits } from './bits'
import type { Sums } from './figure-value'
import type { Question } from './question'

/**
 * What is counted by a key over several platforms: the same client, product or partner once, whichever of them names it. A
 * natural person is known by a reference of the platform's own.
 */
export class Anywhere {
  private readonly seen: readonly (Bits | undefined)[]
  /** Of legal persons where branches are declared: the parties looked up, and whom they came to. */
  private readonly parties: readonly (Bits | undefined)[]
  private readonly persons: readonly Set<number>[]

  constructor(
    private readonly question: Question,
    figures: readonly FigureDefinition[],
    private readonly totals: Sums,
    private readonly only?: ReadonlySet<number>,
  ) {
    const { scopedPairs, keys } = question.tables[STORE]
    const byPerson = figures.map((it) => it.counted === 'party' && question.hasBranches)
    this.seen = figures.map((it, at) => (it.counted !== undefined && !byPerson[at] ? takeBits(keys.length) : undefined))
    this.parties = byPerson.map((it) => (it ? takeBits(scopedPairs.length) : undefined))
    this.persons = figures.map(() => new Set())
  }

  /** The first so many of these are keys (in `scoped`) that their platform names for the first time. */
  keys(at: number, found: Int32Array, count: number): void {
    const seen = this.seen[at]
    if (!seen) return
    const store = this.question.tables[STORE]
    let fresh = 0
    for (let i = 0; i < count; i++) if (store.isPerson(found[i]) || mark(seen, store.keyOfScoped(found[i]))) fresh++
    this.totals.counts[at] += fresh
  }

  /** The party (in `scoped`) of a row: one legal person once, whichever platform declares its branches. */
  party(at: number, party: number): void {
    const parties = this.parties[at]
    if (!parties || !mark(parties, party)) return
    const person = this.question.personAnywhere(party, this.only)
    if (this.persons[at].has(person)) return
    this.persons[at].add(person)
    this.totals.counts[at]++
  }

  end(): void {
    for (const it of [...this.seen, ...this.parties]) if (it) giveBack(it)
  }
}
