import { type BusinessDate, earliestDay, nameKey, numberKey, partyKey } from '@pilot-ledger/kernel'
import type { MembershipKind, PlatformState } from '@pilot-ledger/platforms'
import { type Accounts, codeOf, codeOfParty, digest } from './accounts'
import { LAST_DAY } from './control-totals'
import type { CountedUnit, Transaction } from './journal'
import { legalPersonOn } from './legal-person'
import type { LiveContract, LiveRegister } from './live-entries'
import { plainText } from './plain-text'
import { termsOf } from './postings'

/** One thing that counts: what, since (or until) when, known by which code, told by which entry. */
interface Piece {
  readonly unit: CountedUnit
  readonly code: string
  readonly day: BusinessDate
  readonly amount: bigint
  readonly entry: string
  readonly sequence: number
  readonly text: string
}

/** Kinds of which one partner, variety … counts once, however often it comes: the earliest stands for all. */
const DISTINCT: readonly CountedUnit[] = ['CLIENT', 'PRODUCT', 'VARIETY', 'CERTIFICATE', 'CENTRE']

/** Everything counted at the cut, each piece one transaction, in the order of days. */
export function countsOf(
  contracts: readonly { contract: LiveContract; suspended: boolean }[],
  register: LiveRegister,
  accounts: Accounts,
): Transaction[] {
  const pieces = [
    ...contracts.flatMap(({ contract, suspended }) => piecesOfContract(contract, suspended, register.state)),
    ...piecesOfRegister(register),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.sequence - b.sequence))
  const seen = new Set<string>()
  return pieces
    .filter(({ unit, code }) => {
      const known = seen.has(`${unit} ${code}`)
      seen.add(`${unit} ${code}`)
      return !(known && DISTINCT.includes(unit))
    })
    .map(({ unit, code, day, amount, entry, sequence, text }) => ({
      day,
      sequence,
      entry,
      text: plainText(text),
      postings: [
        { account: accounts.counted(unit, code), commodity: unit, amount },
        { account: accounts.counterCount(unit), commodity: unit, amount: -amount },
      ],
    }))
}

function piecesOfContract(contract: LiveContract, suspended: boolean, register: PlatformState): Piece[] {
  const terms = termsOf(contract)
  if (!terms) return []
  const code = codeOf(contract.id)
  return contract.entries.flatMap(({ entry, sequence, content }) => {
    const piece = (unit: CountedUnit, of: string, day: BusinessDate, what: string): Piece => ({
      unit,
      code: of,
      day,
      amount: 1n,
      entry,
      sequence,
      text: `${unit} ${what}`,
    })
    const product = (name: string, day: BusinessDate) => piece('PRODUCT', digest(nameKey(name)), day, name)
    switch (content.type) {
      case 'ContractSigned': {
        if (suspended) return []
        const client = legalPersonOn(register, terms.client.id, LAST_DAY)
        return [
          piece('PROJECT', code, terms.signedOn, terms.contractNo),
          piece('CLIENT', codeOfParty(client), terms.signedOn, terms.client.name),
          ...terms.products.map((it) => product(it, terms.signedOn)),
        ]
      }
      case 'ContractAmended':
        // What an amendment adds belongs to the contract as such: it counts since the contract was signed.
        return suspended ? [] : (content.data.productsAdded ?? []).map((it) => product(it, terms.signedOn))
      case 'BatchRun': {
        const { batchNo, startedOn, completedOn } = content.data
        const started = product(content.data.product, startedOn)
        return completedOn === undefined ? [started] : [started, piece('BATCH', code, completedOn, batchNo)]
      }
      case 'BatchReleased':
        return [piece('RELEASE', code, content.data.on, content.data.batchNo)]
      case 'DrugApprovalObtained': {
        const { variety, certificateNo, approvedOn } = content.data
        return [
          piece('VARIETY', digest(nameKey(variety)), approvedOn, variety),
          piece('CERTIFICATE', digest(numberKey(certificateNo)), approvedOn, certificateNo),
        ]
      }
      default:
        return []
    }
  })
}

const HELD: Partial<Record<MembershipKind, CountedUnit>> = {
  productionLine: 'LINE',
  sharedEquipment: 'EQUIPMENT',
  libraryProject: 'LIBRARY',
}

/** What is held counts from its first day to its last; a joint centre counts its partner, once, for having been established. */
function piecesOfRegister({ entries, state }: LiveRegister): Piece[] {
  const byStart = new Map(entries.map((it) => [it.content.data as unknown, it]))
  return state.memberships.flatMap(({ kind, start, ended }) => {
    const { entry = '', sequence = 0 } = byStart.get(start) ?? {}
    const since = { day: earliestDay(start.from), amount: 1n, entry, sequence }
    const text = `${start.key} ${start.title}`
    if (kind === 'jointCentre' && start.party) {
      return [
        {
          ...since,
          unit: 'CENTRE',
          code: digest(partyKey(legalPersonOn(state, start.party.id, LAST_DAY))),
          text: `CENTRE ${text}`,
        } as const,
      ]
    }
    const unit = HELD[kind]
    if (!unit) return []
    const held: Piece = { ...since, unit, code: digest(nameKey(start.key)), text: `${unit} ${text}` }
    return ended ? [held, { ...held, day: ended.on, amount: -1n }] : [held]
  })
}
