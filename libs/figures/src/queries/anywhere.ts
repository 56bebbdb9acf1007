import type { FigureDefinition } from '../catalogue/figure'
import { STORE } from '../columns/store'
import { type Bits, Counted, giveBack, mark, takeBits, unmark } from './bits'
import type { Sums } from './figure-value'
import type { Question } from './question'

/**
 * What is counted by a key over several platforms: the same client, product or partner once, whichever of them names it. A
 * natural person is known by a reference of the platform's own. How many platforms name each is known, so that what one of
 * them named can be taken out again (`leaving`).
 */
export class Anywhere {
  /** Whether parties are the legal persons behind them, for branches are declared. */
  readonly byPerson: boolean
  /** What comes now is no longer named by its platform. */
  leaving = false
  private readonly named: readonly (Counted | undefined)[]
  /** Of legal persons: the parties looked up, and how many came to each. */
  private readonly parties: readonly (Bits | undefined)[]
  private readonly persons: readonly Map<number, number>[]

  constructor(
    private readonly question: Question,
    figures: readonly FigureDefinition[],
    private readonly totals: Sums,
    private readonly only?: ReadonlySet<number>,
  ) {
    const { scopedPairs, keys } = question.tables[STORE]
    this.byPerson = question.hasBranches
    const byPerson = figures.map((it) => it.counted === 'party' && this.byPerson)
    this.named = figures.map((it, at) =>
      it.counted !== undefined && !byPerson[at] ? new Counted(keys.length) : undefined,
    )
    this.parties = byPerson.map((it) => (it ? takeBits(scopedPairs.length) : undefined))
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
    const named = this.named[at]
    if (!named) return
    const store = this.question.tables[STORE]
    const { leaving } = this
    let moved = 0
    for (let i = 0; i < count; i++) {
      const key = store.keyOfScoped(found[i])
      if (store.isPerson(found[i]) || (leaving ? named.remove(key) : named.add(key))) moved++
    }
    this.totals.counts[at] += leaving ? -moved : moved
  }

  /** The party (in `scoped`) of a row: one legal person once, whichever platform declares its branches. */
  party(at: number, party: number): void {
    const parties = this.parties[at]
    if (!parties || !(this.leaving ? unmark(parties, party) : mark(parties, party))) return
    const persons = this.persons[at]
    const person = this.question.personAnywhere(party, this.only)
    const came = (persons.get(person) ?? 0) + (this.leaving ? -1 : 1)
    if (came === 0) persons.delete(person)
    else persons.set(person, came)
    if (this.leaving ? came === 0 : came === 1) this.totals.counts[at] += this.leaving ? -1 : 1
  }

  end(): void {
    for (const it of this.named) it?.end()
    for (const it of this.parties) if (it) giveBack(it)
  }
}
