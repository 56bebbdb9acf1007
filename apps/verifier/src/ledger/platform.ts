import type { ContractType, RegisterContent, Said } from './contents'
import { formerNumber, type Party, sameNumber } from './identity'
import type { Contract, Ledger } from './ledger'
import type { Live } from './live'

/** Business days, both ends included. */
export interface Window {
  readonly from: string
  readonly to: string
}

const MEMBERS = {
  line: ['ProductionLineCommissioned', 'ProductionLineRetired'],
  centre: ['JointCentreEstablished', 'JointCentreDissolved'],
  equipment: ['EquipmentShared', 'EquipmentWithdrawn'],
  library: ['LibraryProjectAdded', 'LibraryProjectRemoved'],
  affiliation: ['AffiliationDeclared', 'AffiliationEnded'],
  branch: ['BranchDeclared', 'BranchEnded'],
} as const
export type MemberKind = keyof typeof MEMBERS

/** What belongs to a platform for a time: from its first day up to, and without, the day it ended. */
export interface Member {
  readonly index: number
  readonly key: string
  /** As written: `2024-11` where only the month is known. */
  readonly since: string
  readonly from: string
  end: string
  readonly party?: Party
  readonly headOffice?: Party
  /** Of an affiliation: as what. */
  readonly relation?: string
}
const NEVER = '9999'
export const firstDay = (date: string) => (date.length === 7 ? `${date}-01` : date)

/**
 * A platform in a window, by plain loops over what its entries say: no tables, no intervals. Slow and obvious on purpose; where
 * this and the ledger differ, one of them is wrong.
 */
export class Platform {
  readonly contracts: readonly Contract[]
  /** Without the frameworks that have call-offs: these count in their place, in every window. */
  readonly counted: readonly Contract[]
  readonly register: readonly Live<RegisterContent>[]
  private readonly byNumber = new Map<string, Contract[]>()
  private readonly membersOf = new Map<MemberKind, readonly Member[]>()

  constructor(
    ledger: Ledger,
    readonly id: string,
    readonly window: Window,
  ) {
    this.register = ledger.registers.get(id) ?? []
    this.contracts = ledger.contracts.filter((it) => it.signed.platform === id)
    for (const it of this.contracts) {
      const no = sameNumber(it.signed.contractNo)
      this.byNumber.set(no, [...(this.byNumber.get(no) ?? []), it])
    }
    const calledOff = new Set(
      this.contracts.flatMap(({ signed: { kind, parent } }) =>
        kind === 'callOff' && parent !== undefined ? [this.named(parent)] : [],
      ),
    )
    this.counted = this.contracts.filter((it) => it.signed.kind !== 'framework' || !calledOff.has(it))
  }

  inWindow = (day: string) => this.window.from <= day && day <= this.window.to
  upToEnd = (day: string) => day <= this.window.to
  signedIn = () => this.counted.filter((it) => this.inWindow(it.signed.signedOn))

  /** The contract that a call-off names. One signed under an odd number of before has it alone, and is found by it first. */
  private named(no: string): Contract | undefined {
    const alike = this.byNumber.get(sameNumber(no)) ?? []
    const under = (former: string) => alike.find((it) => formerNumber(it.signed.contractNo) === former)
    return under(formerNumber(no)) ?? under(sameNumber(no)) ?? alike[0]
  }

  /** What is said of contracts in entries of a type, with the contract of each. */
  said<Type extends ContractType>(
    type: Type,
    of: readonly Contract[] = this.contracts,
  ): readonly { readonly contract: Contract; readonly index: number; readonly data: Said<Type> }[] {
    return of.flatMap((contract) =>
      contract.live
        .filter((it) => it.type === type)
        .map(({ data, index }) => ({ contract, index, data: data as Said<Type> })),
    )
  }

  members(kind: MemberKind): readonly Member[] {
    const known = this.membersOf.get(kind)
    if (known) return known
    const [start, end] = MEMBERS[kind]
    const list: Member[] = []
    for (const { type, data, index } of this.register) {
      const its = data as {
        key: string
        from: string
        on: string
        party?: Party
        headOffice?: Party
        relation?: string
      }
      const { key, party, headOffice, relation } = its
      if (type === start)
        list.push({ index, key, since: its.from, from: firstDay(its.from), end: NEVER, party, headOffice, relation })
      const open = type === end ? list.findLast((it) => it.key === key && it.end === NEVER) : undefined
      if (open) open.end = its.on
    }
    this.membersOf.set(kind, list)
    return list
  }

  inForce = (kind: MemberKind, day: string) => this.members(kind).filter((it) => it.from <= day && day < it.end)

  /** One legal person once: a branch stands for its head office, as declared and in force on the day. */
  legal(party: string, day: string): string {
    return headOfficeOf(
      party,
      this.inForce('branch', day).map((it) => ({ ...it, branch: it.party?.key, of: it.headOffice?.key })),
    )
  }

  /** Whether the client was, on the day of signing, one with the host, a related party or a partner. */
  related({ signed }: Contract): boolean {
    const day = signed.signedOn
    const hosts = this.register.flatMap((it) => (it.type === 'PlatformRegistered' ? [it.data.host] : []))
    const named = [...this.inForce('affiliation', day), ...this.inForce('centre', day)].flatMap((it) => it.party ?? [])
    const related = [...hosts, ...named].map((party) => this.legal(party.key, day))
    return related.includes(this.legal(signed.client.key, day))
  }

  /** Members known only to a month that the window's first day cuts: they may lie in it, and are not counted. */
  onlyToTheMonth(kind: MemberKind): number {
    const { from } = this.window
    return this.members(kind).filter(
      ({ since }) => since.length === 7 && from.startsWith(since) && from > `${since}-01`,
    ).length
  }
}

interface Declared {
  readonly index: number
  readonly from: string
  readonly branch?: string
  readonly of?: string
}

/** Of several declarations the one that began last; of one day the one that stands longest in the log. A circle names nobody. */
export function headOfficeOf(party: string, declared: readonly Declared[]): string {
  const seen = new Set<string>()
  let person = party
  while (!seen.has(person)) {
    seen.add(person)
    const [branch] = declared
      .filter((it) => it.branch === person)
      .sort((a, b) => (a.from === b.from ? a.index - b.index : a.from < b.from ? 1 : -1))
    if (branch?.of === undefined) return person
    person = branch.of
  }
  return party
}
