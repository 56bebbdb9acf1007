import { dayOfNumber, formatAmount, nextTurn, type PartyId, turnIsOver } from '@pilot-ledger/kernel'
import type { Tables } from '../read-model/tables'
import type { FactName } from '../read-model/views'

/** A client by its identity: the name of its newest contract, all the names that it signed under, and how many contracts. */
interface KnownClient {
  readonly id: PartyId
  readonly name: string
  readonly names: readonly string[]
  readonly contracts: number
  readonly lastSignedOn: string
}
type Usual = Partial<Record<'contract' | 'invoice' | 'receipt', string>>

/** Fewer amounts than this say nothing of what is usual. */
const FEWEST = 5
/** The newest of a kind that tell what is usual. */
const MOST = 1_000
const USUAL_OF: Readonly<Partial<Record<FactName, keyof Usual>>> = {
  signed: 'contract',
  invoiced: 'invoice',
  received: 'receipt',
}
const PARTY = 'party:'

/**
 * What the forms of a platform are filled in from and held against, as the ledger stands now: its clients, the one signed with
 * last first, and the usual (median) amount of its contracts, invoices and receipts, where there are enough to have one.
 */
export async function knownOfPlatform(tables: Tables, platform: number) {
  const clients = new Map<number, KnownClient & { readonly day: number }>()
  for (const number of tables.contractsOf(platform)) {
    if (turnIsOver()) await nextTurn()
    const { stands, client, clientName: name, signedOn: day } = tables.contract(number)
    if (!stands) continue
    const known = clients.get(client)
    const newest = known === undefined || day >= known.day
    clients.set(client, {
      id: known?.id ?? partyOf(tables.keyText(client)),
      name: newest ? name : known.name,
      names: [...new Set([...(known?.names ?? []), name])],
      contracts: (known?.contracts ?? 0) + 1,
      day: newest ? day : known.day,
      lastSignedOn: newest ? dayOfNumber(day) : known.lastSignedOn,
    })
  }
  const last = [...clients.values()].sort((a, b) => b.day - a.day)
  return { clients: last.map(({ day: _, ...it }) => it), usual: await usualOf(tables, platform) }
}

async function usualOf(tables: Tables, platform: number): Promise<Usual> {
  const amounts = new Map<keyof Usual, number[]>()
  for (const { kind, fen } of tables.factsOf(platform, tables.sequence)) {
    if (turnIsOver()) await nextTurn()
    const of = USUAL_OF[kind]
    if (of === undefined) continue
    const its = amounts.get(of) ?? []
    amounts.set(of, its)
    if (its.length < MOST) its.push(fen)
  }
  const enough = [...amounts].filter(([, its]) => its.length >= FEWEST)
  return Object.fromEntries(enough.map(([of, its]) => [of, formatAmount(BigInt(median(its)))]))
}

/** The lower of the two in the middle: whole fen. */
const median = (its: number[]) => its.sort((a, b) => a - b)[Math.floor((its.length - 1) / 2)]

/** `party:uscc:9144…`, `party:foreign:DE:HRB1`: as `partyKey` writes it. */
function partyOf(key: string): PartyId {
  const [scheme, ...rest] = key.substring(PARTY.length).split(':')
  if (scheme === 'foreign') return { scheme, country: rest[0], value: rest.slice(1).join(':') }
  return { scheme: scheme as 'uscc' | 'person', value: rest.join(':') }
}
