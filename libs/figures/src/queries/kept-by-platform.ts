import { STORE, SUBJECT } from '../columns/store'
import type { Tables } from '../read-model/tables'

interface Answer<T> {
  /** The cut it was worked out at; it holds up to `upTo`. */
  readonly cut: number
  readonly its: Promise<T>
  /** Of the platform, where what is kept is bound by them: counted once, for each is a step through them all. */
  readonly contracts: number
}
interface Kept<T> {
  readonly asked: string
  /** Entries up to here have been looked at: what they touch is not kept. */
  upTo: number
  /** What was asked for last stands last. */
  readonly of: Map<number, Answer<T>>
}

/** What is kept grows with the contracts of a platform: of so many of them together, and not more. */
export interface ByContracts {
  readonly mostContracts: number
}

/**
 * What was worked out of each platform as it stands now, for as long as nothing is recorded about it: of thousands of platforms an
 * afternoon touches a few. Only for what a platform's own contracts and register say, at the head, and nothing else does.
 */
export class KeptByPlatform<T> {
  private readonly kept = new WeakMap<Tables, Kept<T>>()

  constructor(private readonly bound?: ByContracts) {}

  /**
   * Of these platforms, in their order, all as of the cut at which this is asked. `asked` names what the answers depend on beside:
   * the day. Whoever asks later, while these are worked out one after another, may know of entries that these leave out: what he
   * finds is not given here, and what is found here from then on is kept for nobody.
   */
  async of(
    tables: Tables,
    asked: string,
    platforms: readonly number[],
    work: (platform: number, cut: number) => Promise<T>,
  ): Promise<T[]> {
    const known = this.kept.get(tables)
    const cut = tables.sequence
    const kept: Kept<T> = known?.asked === asked ? known : { asked, upTo: cut, of: new Map<number, Answer<T>>() }
    this.kept.set(tables, kept)
    for (const touched of touchedSince(tables, kept.upTo)) kept.of.delete(touched)
    // What comes while they are worked out is looked at by whoever asks next.
    kept.upTo = cut
    const found: T[] = []
    for (const platform of platforms) {
      const before = kept.of.get(platform)
      const contracts = () => (this.bound ? tables.contractsOf(platform).length : 0)
      const answer = before && before.cut <= cut ? before : { cut, its: work(platform, cut), contracts: contracts() }
      if (answer === before || kept.upTo === cut) this.keep(kept, platform, answer)
      found.push(await answer.its)
    }
    return found
  }

  /** Of one platform, at a cut: kept where that is the head, worked out where it is earlier. */
  async at(tables: Tables, cut: number, platform: number, work: () => Promise<T>, asked = ''): Promise<T> {
    if (cut !== tables.sequence) return work()
    const [found] = await this.of(tables, asked, [platform], work)
    return found
  }

  private keep(kept: Kept<T>, platform: number, answer: Answer<T>): void {
    kept.of.delete(platform)
    kept.of.set(platform, answer)
    this.letGo(kept)
    answer.its.catch(() => kept.of.get(platform) === answer && kept.of.delete(platform))
  }

  /** What was not asked for the longest goes first; the last asked stays, however many contracts it has. */
  private letGo({ of }: Kept<T>): void {
    if (!this.bound) return
    let held = 0
    for (const [at, [platform, { contracts }]] of [...of].reverse().entries()) {
      held += contracts
      if (at > 0 && held > this.bound.mostContracts) of.delete(platform)
    }
  }
}

/** Numbers of the platforms of whose contracts or registers an entry came after a sequence. */
function* touchedSince(tables: Tables, sequence: number): Generator<number> {
  const { entries, contracts } = tables[STORE]
  for (let row = sequence; row < tables.sequence; row++) {
    const of = entries.get(row, 'subject')
    const kind = entries.get(row, 'subjectKind')
    if (kind === SUBJECT.contract) yield contracts.at(of).platform[of]
    else if (kind === SUBJECT.platform) yield of
  }
}
