import { createHash } from 'node:crypto'
import { type PartyId, partyKey } from '@pilot-ledger/kernel'
import { COUNTED, type CountedUnit } from './journal'

/**
 * Account names: a word of ours, the platform's id, the id of what is meant. Never a name that somebody typed: beancount
 * takes only `[A-Z0-9-]`, and a colon or two spaces inside a name would make another account of it.
 */
export class Accounts {
  private readonly platform: string

  constructor(platformId: string) {
    this.platform = codeOf(platformId)
  }

  /** 合同额: what clients have committed to. Two trees, because amounts with and without tax are never added (H12). */
  orderbook = (taxBasis: TaxBasis, contract?: string) => this.name(`Assets:Orderbook-${TAX_WORD[taxBasis]}`, contract)
  commitments = (taxBasis: TaxBasis, contract: string) =>
    this.name(`Liabilities:Commitments-${TAX_WORD[taxBasis]}`, contract)
  /** 开票. Negative, as income is in double entry. */
  invoiced = (contract?: string) => this.name('Income:Invoiced', contract)
  /** 到账. */
  bank = (contract?: string) => this.name('Assets:Bank', contract)
  /** 已开票未到账; below zero: received in advance. */
  receivable = (contract?: string) => this.name('Assets:Receivable', contract)
  counted = (unit: CountedUnit, what?: string) => this.name(`Assets:${COUNTED[unit]}`, what)
  counterCount = (unit: CountedUnit) => this.name(`Equity:${COUNTED[unit]}`)

  private name(tree: string, what?: string): string {
    return what === undefined ? `${tree}:${this.platform}` : `${tree}:${this.platform}:${what}`
  }
}
type TaxBasis = 'inclusive' | 'exclusive'
const TAX_WORD = { inclusive: 'INCL', exclusive: 'EXCL' } as const

/** A UUID as a part of an account name. */
export function codeOf(id: string): string {
  return id.toUpperCase()
}

/** A party as a part of an account name: a credit code as it is; other identifiers are anybody's spelling, so a digest. */
export function codeOfParty(id: PartyId): string {
  return id.scheme === 'uscc' ? `USCC-${id.value}` : `${id.scheme.toUpperCase()}-${digest(partyKey(id))}`
}

/** Something known only by its name (a product, a variety, a line), by the key it is counted by. */
export function digest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16).toUpperCase()
}
