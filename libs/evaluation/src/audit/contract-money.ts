import { FACT, type Question } from '@pilot-ledger/figures'
import type { TaxBasis } from '../domain/counted'
import { TAX_NAMES } from '../rounds/names'

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
export function moneyByContract(question: Question): ReadonlyMap<number, ContractMoney> {
  const { kind, contract, amount, date, tax } = question.tables.facts.columns
  const found = new Map<number, ContractMoney>()
  const of = (number: number) => {
    const known = found.get(number)
    if (known) return known
    const fresh: ContractMoney = { signed: 0, invoiced: 0, received: 0, counts: false }
    found.set(number, fresh)
    return fresh
  }
  question.eachRow((row) => {
    switch (kind[row]) {
      case FACT.signed:
        of(contract[row]).counts = true
        of(contract[row]).taxBasis = TAX_NAMES.get(tax[row])
        of(contract[row]).signed += amount[row]
        break
      case FACT.amended:
        of(contract[row]).signed += amount[row]
        break
      case FACT.invoiced:
      case FACT.reversed:
        if (date[row] <= question.to) of(contract[row]).invoiced += amount[row]
        break
      case FACT.received:
      case FACT.refunded:
        if (date[row] <= question.to) of(contract[row]).received += amount[row]
        break
    }
  })
  return found
}
