import type { FigureDefinition } from '../catalogue/figure'
import { STORE } from '../columns/store'
import { type Bits, Counted, giveBack, has, mark, takeBits, unmark } from './bits'
import type { Sums } from './figure-value'
import type { Question } from './question'
import { sharedKeysOf } from './shared-keys'

/** How it is to be counted. */
export interface Counting {
  /** These platforms alone. */
  readonly only?: ReadonlySet<number>
  /** What a platform named can be taken out again (`leaving`): how many name each is counted. */
  readonly kept?: boolean
}

/**
 * What is counted by a key over several platforms: the same client, product or partner once, whichever of them names it. A
 * natural person is known by a reference of the platform's own.
 */
export class Anywhere {
  /** Whether parties are the legal persons behind them, for branches are declared. */
  readonly byPerson: boolean
  /** What comes now is no longer named by its platform. */
  leaving = false
  /** Of figures that count by a key: how many platforms named each, where that is kept, or else which shared ones were. */
  private readonly named: readonly (Counted | undefined)[]
  private readonly seen: readonly (Bits | undefined)[]
  /** Where nothing is taken out again: the keys that have to be looked at. */
  private readonly shared: Bits
  /** Of legal persons: the parties looked up, and how many came to each. */
  private readonly parties: readonly (Bits | undefined)[]
  private readonly persons: readonly Map<number, number>[]

  constructor(
    private readonly question: Question,
    figures: readonly FigureDefinition[],
    private readonly totals: Sums,
    private readonly counting: Counting = {},
  ) {
    const { scopedPairs, keys } = question.tables[STORE]
    this.byPerson = question.hasBranches
    const of = <Of>(wanted: (byPerson: boolean) => boolean, make: () => Of) =>
      figures.map(({ counted }) =>
        counted !== undefined && wanted(counted === 'party' && this.byPerson) ? make() : undefined,
      )
    const byKey = (byPerson: boolean) => !byPerson
    this.named = of(
      (it) => byKey(it) && counting.kept === true,
      () => new Counted(keys.length),
    )
    this.seen = of(
      (it) => byKey(it) && !counting.kept,
      () => takeBits(keys.length),
    )
    this.parties = of(
      (it) => it,
      () => takeBits(scopedPairs.length),
    )
    this.shared = sharedKeysOf(question.tables)
    this.persons = figures.map(() => new Map())
  }

  /** Whether all numbers of now can be told apart. */
  get hasRoom(): boolean {
    const { scopedPairs, keys } = this.question.tables[STORE]
    const namesFit = this.named.every((it) => !it || it.hasRoomFor(keys.length))
    return namesFit && this.parties.every((it) => !it || scopedPairs.length <= 8 * it.length)
  }

  /** The first so many of these are keys (in `scoped`) that their platform names for the first time, or no longer. */
  keys(at: number, found: Int32Array, count: number): void {
    const [named, seen] = [this.named[at], this.seen[at]]
    if (named) this.totals.counts[at] += this.moved(named, found, count)
    else if (seen) this.totals.counts[at] += this.firstNamed(seen, found, count)
  }

  private moved(named: Counted, found: Int32Array, count: number): number {
    const store = this.question.tables[STORE]
    const { leaving } = this
    let moved = 0
    for (let i = 0; i < count; i++) {
      const key = store.keyOfScoped(found[i])
      if (store.isPerson(found[i]) || (leaving ? named.remove(key) : named.add(key))) moved++
    }
    return leaving ? -moved : moved
  }

  private firstNamed(seen: Bits, found: Int32Array, count: number): number {
    const { shared } = this
    const store = this.question.tables[STORE]
    const { key: keys } = store.scopedPairs.columns
    let first = 0
    for (let i = 0; i < count; i++) {
      const key = keys[found[i]]
      if (!has(shared, key) || store.isPerson(found[i]) || mark(seen, key)) first++
    }
    return first
  }

  /** The party (in `scoped`) of a row: one legal person once, whichever platform declares its branches. */
  party(at: number, party: number): void {
    const parties = this.parties[at]
    if (!parties || !(this.leaving ? unmark(parties, party) : mark(parties, party))) return
    const persons = this.persons[at]
    const person = this.question.personAnywhere(party, this.counting.only)
    const came = (persons.get(person) ?? 0) + (this.leaving ? -1 : 1)
    if (came === 0) persons.delete(person)
    else persons.set(person, came)
    if (this.leaving ? came === 0 : came === 1) this.totals.counts[at] += this.leaving ? -1 : 1
  }

  end(): void {
    for (const it of this.named) it?.end()
    for (const it of [...this.seen, ...this.parties]) if (it) giveBack(it)
  }
}
