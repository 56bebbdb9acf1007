import type { Question, TaxBasis } from '@pilot-ledger/figures'
import type { Steps } from '@pilot-ledger/kernel'

/** Fen, as of the cut: what stands signed, and what was invoiced and received up to the window's last day. */
export interface ContractMoney {
  signed: number
  invoiced: number
  received: number
  /** Whether the contract's amount counts: a framework beside its call-offs has none of its own (H11). */
  counts: boolean
  /** Of the amount signed. */
  taxBasis?: TaxBasis
}

/** The money of every contract of the question's platform, in one pass. */
export function* moneyByContract(question: Question): Steps<ReadonlyMap<number, ContractMoney>> {
  const found = new Map<number, ContractMoney>()
  const of = (number: number) => {
    const known = found.get(number)
    if (known) return known
    const fresh: ContractMoney = { signed: 0, invoiced: 0, received: 0, counts: false }
    found.set(number, fresh)
    return fresh
  }
  yield* question.eachOwnRow((row) => {
    const { kind, contract, taxBasis, fen, day } = question.tables.fact(row)
    if (contract === undefined) return
    switch (kind) {
      case 'signed':
        of(contract).counts = true
        of(contract).taxBasis = taxBasis
        of(contract).signed += fen
        break
      case 'amended':
        of(contract).signed += fen
        break
      case 'invoiced':
      case 'reversed':
        if (day <= question.to) of(contract).invoiced += fen
        break
      case 'received':
      case 'refunded':
        if (day <= question.to) of(contract).received += fen
        break
    }
  })
  return found
}
