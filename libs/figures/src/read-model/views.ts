import { NONE } from '../columns/index-chain'
import { CONTRACT_STATE, FACT, OPEN, type Store, TAX } from '../columns/store'

export type FactName = keyof typeof FACT
export type TaxBasis = 'inclusive' | 'exclusive'

const FACT_NAMES = new Map(Object.entries(FACT).map(([name, number]) => [number as number, name as FactName]))
const TAX_BASES = new Map<number, TaxBasis>([
  [TAX.inclusive, 'inclusive'],
  [TAX.exclusive, 'exclusive'],
])

/**
 * A fact, field by field. Contracts, platforms and parties are named by their numbers in this process, which are good for
 * asking further and are never stored; days are day numbers.
 */
const FACT_FIELDS = {
  /** Its own number. */
  row: (_: Store, at: number) => at,
  kind: ({ facts }: Store, at: number) => FACT_NAMES.get(facts.at(at).kind[at]) as FactName,
  taxBasis: ({ facts }: Store, at: number) => TAX_BASES.get(facts.at(at).tax[at]),
  platform: ({ facts }: Store, at: number) => facts.platformOf(at),
  /** Undefined for a fact of a register. */
  contract: ({ facts }: Store, at: number) => orNothing(facts.at(at).contract[at]),
  /** The contract's client, as a party of its platform. */
  client: ({ facts }: Store, at: number) => facts.detail(at, 'client'),
  /** What is counted: product, variety, partner, membership. */
  key: ({ facts }: Store, at: number) => facts.at(at).key[at],
  /** Of an invoice or a reversal its number. */
  detail: ({ facts }: Store, at: number) => facts.at(at).detail[at],
  /** The number of the paper that says it: of an invoice, a bank slip, a batch record, an approval. */
  named: ({ facts }: Store, at: number) => orNothing(facts.detail(at, 'named')),
  day: ({ facts }: Store, at: number) => facts.at(at).date[at],
  /** Of the contract's signing. */
  contractDay: ({ facts }: Store, at: number) => facts.at(at).contractDate[at],
  /** The first day on which a fact of a register is no longer in force. */
  until: ({ facts }: Store, at: number) => facts.at(at).until[at],
  fen: ({ facts }: Store, at: number) => facts.at(at).amount[at],
  categories: ({ facts, texts }: Store, at: number) => textAt(texts, facts.detail(at, 'categories')),
  /** Sequence of the entry that says it. */
  entry: ({ facts }: Store, at: number) => facts.detail(at, 'entry'),
  /** The first cut at which it holds. */
  begins: ({ facts }: Store, at: number) => facts.at(at).from[at],
  /** The first cut at which it no longer does; later than every cut while it stands. */
  ends: ({ facts }: Store, at: number) => {
    const end = facts.at(at).to[at]
    return end === OPEN ? Number.POSITIVE_INFINITY : end
  },
}

/** A contract as it stands now. */
const CONTRACT_FIELDS = {
  id: ({ contractIds }: Store, at: number) => contractIds.text(at),
  platform: ({ contracts }: Store, at: number) => contracts.at(at).platform[at],
  contractNo: ({ contracts, texts }: Store, at: number) => textAt(texts, contracts.at(at).number[at]),
  client: ({ contracts }: Store, at: number) => contracts.at(at).client[at],
  clientName: ({ contracts, texts }: Store, at: number) => textAt(texts, contracts.at(at).clientName[at]),
  /** As one text. */
  products: ({ contracts, texts }: Store, at: number) => textAt(texts, contracts.at(at).products[at]),
  /** Day number. */
  signedOn: ({ contracts }: Store, at: number) => contracts.at(at).signedOn[at],
  synthetic: ({ contracts }: Store, at: number) => contracts.at(at).synthetic[at] === 1,
  /** Of a call-off its framework. */
  parent: ({ contracts }: Store, at: number) => orNothing(contracts.at(at).parent[at]),
  /** Whether something was signed under its number and not voided. */
  stands: ({ contracts }: Store, at: number) => contracts.at(at).state[at] !== CONTRACT_STATE.none,
  /** Whether anything was ever signed under its number: a contract that waits for a second person has none yet. */
  wasSigned: ({ contracts }: Store, at: number) => contracts.at(at).number[at] !== NONE,
  /** How many changes wait for a second person. */
  proposals: ({ contracts }: Store, at: number) => contracts.at(at).proposals[at],
}

const orNothing = (number: number) => (number === NONE ? undefined : number)
const textAt = (texts: Store['texts'], number: number) => (number === NONE ? '' : texts.text(number))

type View<Fields extends Readonly<Record<string, (store: Store, at: number) => unknown>>> = {
  readonly [Name in keyof Fields]: ReturnType<Fields[Name]>
}

/** A row as others see it: each field is read when it is looked at, nothing is copied. */
function viewOf<Fields extends Readonly<Record<string, (store: Store, at: number) => unknown>>>(fields: Fields) {
  class Viewed {
    constructor(
      readonly store: Store,
      readonly at: number,
    ) {}
  }
  for (const [name, read] of Object.entries(fields))
    Object.defineProperty(Viewed.prototype, name, {
      get(this: Viewed) {
        return read(this.store, this.at)
      },
    })
  return Viewed as unknown as new (
    store: Store,
    at: number,
  ) => View<Fields>
}

export const FactView = viewOf(FACT_FIELDS)
export type FactView = View<typeof FACT_FIELDS>
export const ContractView = viewOf(CONTRACT_FIELDS)
export type ContractView = View<typeof CONTRACT_FIELDS>
