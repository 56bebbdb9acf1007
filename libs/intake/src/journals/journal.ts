import { type BusinessDate, formatAmount } from '@pilot-ledger/kernel'

/** What is counted rides along beside the money, each kind a commodity of its own, so that no tool ever adds two of them. */
export const COUNTED = {
  PROJECT: 'Projects',
  CLIENT: 'Clients',
  PRODUCT: 'Products',
  BATCH: 'Batches',
  RELEASE: 'Releases',
  VARIETY: 'Varieties',
  CERTIFICATE: 'Certificates',
  CENTRE: 'JointCentres',
  LINE: 'ProductionLines',
  EQUIPMENT: 'SharedEquipment',
  LIBRARY: 'LibraryProjects',
} as const
export type CountedUnit = keyof typeof COUNTED
export type Commodity = 'CNY' | CountedUnit

/** One leg. `amount`: fen for CNY, pieces for all others. */
export interface Posting {
  readonly account: string
  readonly commodity: Commodity
  readonly amount: bigint
}

/** One entry of the log, or one start or end in the register, in double entry: its legs add up to nothing. */
export interface Transaction {
  readonly day: BusinessDate
  readonly sequence: number
  readonly entry: string
  /** Plain text (see `plainText`). */
  readonly text: string
  readonly postings: readonly Posting[]
}

/** What an account and everything under it must hold when the day is over. */
export interface ControlTotal extends Posting {
  readonly day: BusinessDate
}

/** 日记账: everything live at a cut of one platform, and what it must come to. */
export interface Journal {
  readonly platform: { readonly id: string; readonly name: string; readonly synthetic: boolean }
  readonly asOf: { readonly sequence: number; readonly recordedAt: string | null }
  readonly ledger: string | null
  readonly lastEntry: string | null
  /** In the order of their days, then of the log. */
  readonly transactions: readonly Transaction[]
  /** In the order of their days. */
  readonly controls: readonly ControlTotal[]
  /** Frameworks whose call-offs count in their place: account codes (H11). */
  readonly suspended: readonly string[]
}

/** 911680000n fen as `9116800.00`, pieces as they are. */
export function amountText({ amount, commodity }: Posting): string {
  return commodity === 'CNY' ? formatAmount(amount) : String(amount)
}

/** Every account that is posted to or controlled, and each above it up to the platform's, in order. */
export function accountsOf(journal: Journal): string[] {
  const accounts = new Set<string>()
  for (const { postings } of journal.transactions) for (const it of postings) accounts.add(it.account)
  for (const it of journal.controls) accounts.add(it.account)
  for (const account of [...accounts]) {
    const parts = account.split(':')
    for (let length = 2; length < parts.length; length++) accounts.add(parts.slice(0, length).join(':'))
  }
  return [...accounts].sort()
}
