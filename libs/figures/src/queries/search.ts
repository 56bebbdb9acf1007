import { nameKey, nextTurn, numberKey, turnIsOver } from '@pilot-ledger/kernel'
import { NONE } from '../columns/index-chain'
import { FACT, OPEN, STORE } from '../columns/store'
import type { Tables } from '../read-model/tables'

/** What can be found by a text, in the order in which it is offered where each is found equally well. */
export const FOUND_KINDS = ['contract', 'client', 'invoice', 'slip', 'batch', 'approval', 'product'] as const
export type FoundKind = (typeof FOUND_KINDS)[number]

/** One thing found; contracts, facts and parties by their numbers in `Tables`. */
export interface Found {
  /** As it stands on paper, or of a number its key. */
  readonly text: string
  readonly contract: number
  /** The fact that names it: of an invoice, a slip, a batch, an approval. */
  readonly fact?: number
  /** Of a client its party, and how many contracts it has. */
  readonly party?: number
  readonly contracts?: number
}
export interface FoundOfKind {
  readonly kind: FoundKind
  readonly found: readonly Found[]
  /** Whether there are more than are told. */
  readonly more: boolean
}

const MOST_OF_A_KIND = 6
const SHORTEST_OF_A_NUMBER = 3
/** Rows looked at between two looks at the clock. */
const ROWS_OF_A_STEP = 512

/**
 * Whatever the contracts of these platforms name, by a part of it: numbers however their dashes and spaces were typed, names
 * in any width and case. What is the whole of something comes before what begins it, and that before what is somewhere in
 * it; of equals the newest. Nothing of any other platform is told, nor counted.
 */
export async function search(tables: Tables, platforms: readonly number[], text: string): Promise<FoundOfKind[]> {
  const [words, number] = [nameKey(text), numberKey(text)]
  if (words === '' || number === '') return []
  const best = new Best()
  await searchContracts(tables, platforms, words, number, best)
  // Of fewer characters nearly every number has some.
  if (number.length >= SHORTEST_OF_A_NUMBER) await searchPapers(tables, platforms, number, best)
  return best.groups()
}

async function searchContracts(
  tables: Tables,
  platforms: readonly number[],
  words: string,
  number: string,
  best: Best,
): Promise<void> {
  const { contracts, texts, keys } = tables[STORE]
  // Many contracts have the same client and products: each of their texts is looked at once.
  const ofParties = new Map<number, number>()
  const ofName = once((it) => rankOf(nameKey(texts.text(it)), words))
  const ofParty = once((it) => rankOf(keys.text(it).slice('party:'.length).replace(/^\w+:/, ''), number))
  const ofProducts = once((it) =>
    texts
      .text(it)
      .split('、')
      .flatMap((name) => {
        const rank = rankOf(nameKey(name), words)
        return rank === undefined ? [] : [{ name, rank }]
      }),
  )
  let seen = 0
  for (const platform of platforms) {
    for (const it of tables[STORE].contractsOfPlatform.rows(platform)) {
      if (++seen % ROWS_OF_A_STEP === 0 && turnIsOver()) await nextTurn()
      const row = contracts.at(it)
      if (row.number[it] === NONE) continue
      const contractNo = texts.text(row.number[it])
      const byNumber = rankOf(numberKey(contractNo), number)
      const byTitle = byNumber === undefined ? rankOf(nameKey(texts.text(row.title[it])), words) : undefined
      if (byNumber !== undefined) best.add('contract', byNumber, { text: contractNo, contract: it })
      else if (byTitle !== undefined) best.add('contract', byTitle + 1, { text: contractNo, contract: it })
      const party = tables[STORE].keyOfScoped(row.client[it])
      ofParties.set(party, (ofParties.get(party) ?? 0) + 1)
      const byClient = least(ofName(row.clientName[it]), ofParty(party))
      if (byClient !== undefined)
        best.once('client', byClient, String(party), { text: texts.text(row.clientName[it]), contract: it, party })
      for (const { name, rank } of ofProducts(row.products[it]))
        best.once('product', rank, nameKey(name), { text: name, contract: it })
    }
  }
  best.told('client', (it) => ({ ...it, contracts: ofParties.get(it.party as number) }))
}

const KINDS_OF_KEYS: Readonly<Record<string, FoundKind>> = {
  invoice: 'invoice',
  slip: 'slip',
  batch: 'batch',
  approval: 'approval',
  certificate: 'approval',
}
const NAMING: ReadonlySet<number> = new Set([
  FACT.invoiced,
  FACT.reversed,
  FACT.received,
  FACT.batchStarted,
  FACT.approval,
])

async function searchPapers(tables: Tables, platforms: readonly number[], number: string, best: Best): Promise<void> {
  const store = tables[STORE]
  const named = new Map<number, { kind: FoundKind; text: string; rank: number }>()
  for (const key of store.keys.having(number)) {
    const [, tag, text] = /^(\w+):(?:[DT]:)?(.*)$/s.exec(store.keys.text(key)) ?? []
    const kind = KINDS_OF_KEYS[tag]
    const rank = kind && rankOf(text, number)
    if (rank !== undefined) named.set(key, { kind, text, rank })
  }
  if (named.size === 0) return
  let seen = 0
  for (const platform of platforms) {
    let { kind, to, contract, detail } = store.facts.columnsOf(platform)
    for (const row of store.facts.rowsOf(platform)) {
      if (++seen % ROWS_OF_A_STEP === 0 && turnIsOver()) {
        await nextTurn()
        // A column may have been made longer by another meanwhile.
        ;({ kind, to, contract, detail } = store.facts.columnsOf(platform))
      }
      if (to[row] !== OPEN || !NAMING.has(kind[row])) continue
      const it =
        named.get(store.facts.detail(row, 'named')) ??
        (kind[row] === FACT.approval ? named.get(store.keyOfScoped(detail[row])) : undefined)
      if (it) best.add(it.kind, it.rank, { text: it.text, contract: contract[row], fact: row })
    }
  }
}

/** 0: the whole of it, 1: its beginning, 2: somewhere in it. */
function rankOf(key: string, part: string): number | undefined {
  if (!key.includes(part)) return undefined
  return key === part ? 0 : key.startsWith(part) ? 1 : 2
}

const least = (a: number | undefined, b: number | undefined) => (a === undefined || (b !== undefined && b < a) ? b : a)

function once<Of>(look: (number: number) => Of): (number: number) => Of {
  const known = new Map<number, { readonly of: Of }>()
  return (number) => {
    let it = known.get(number)
    if (it === undefined) {
      it = { of: look(number) }
      known.set(number, it)
    }
    return it.of
  }
}

/** Of each kind the best few, however many there are. */
class Best {
  private readonly kinds = new Map<FoundKind, { found: { rank: number; it: Found }[]; more: boolean }>()
  private readonly named = new Set<string>()

  add(kind: FoundKind, rank: number, it: Found): void {
    let of = this.kinds.get(kind)
    if (of === undefined) {
      of = { found: [], more: false }
      this.kinds.set(kind, of)
    }
    const { found } = of
    const worse = found.findIndex(
      (other) => other.rank > rank || (other.rank === rank && other.it.contract < it.contract),
    )
    if (worse >= 0) found.splice(worse, 0, { rank, it })
    else found.push({ rank, it })
    if (found.length > MOST_OF_A_KIND) {
      found.pop()
      of.more = true
    }
  }

  /** What several contracts name is found once, by the newest of them. */
  once(kind: FoundKind, rank: number, key: string, it: Found): void {
    if (this.named.has(`${kind} ${key}`)) return
    this.named.add(`${kind} ${key}`)
    this.add(kind, rank, it)
  }

  /** What can be said of those found only when all has been looked through. */
  told(kind: FoundKind, says: (it: Found) => Found): void {
    for (const one of this.kinds.get(kind)?.found ?? []) one.it = says(one.it)
  }

  groups(): FoundOfKind[] {
    const order = (kind: FoundKind) =>
      (this.kinds.get(kind)?.found[0]?.rank ?? 0) * FOUND_KINDS.length + FOUND_KINDS.indexOf(kind)
    return [...this.kinds]
      .sort(([a], [b]) => order(a) - order(b))
      .map(([kind, { found, more }]) => ({ kind, found: found.map(({ it }) => it), more }))
  }
}
