import type { BusinessDate } from '@pilot-ledger/kernel'

/**
 * How a bank writes its list of movements, kept with the account so that next month's file is read the same way. A column is
 * named by its heading as printed, or by its letter (`C`).
 */
export interface ColumnMap {
  /** The sheet of a workbook; absent: the first. */
  readonly sheet?: string
  /** The row with the headings, 1 for the first; absent: found as the first row that has all headings named here. */
  readonly headingRow?: number
  readonly day: string
  /** One column with signs, and whose sign is plus: money that came (`credit`) or that went (`debit`). */
  readonly amount?: string
  readonly plusMeans?: 'credit' | 'debit'
  /** Of an amount without signs: the column that says which way, and the words by which it says that money came. */
  readonly direction?: string
  readonly creditWords?: readonly string[]
  /** Two columns instead: 收入/贷方 and 支出/借方. */
  readonly credit?: string
  readonly debit?: string
  readonly balance?: string
  readonly counterparty?: string
  readonly counterpartyAccount?: string
  /** The bank's own number of the movement: 交易流水号, 回单号. */
  readonly reference?: string
  readonly purpose?: string
}

/** 银行账户 of a platform. Yuan only: a total never mixes currencies (H1). */
export interface BankAccount {
  /** As printed by the bank; compared by its number key. */
  readonly account: string
  readonly bank: string
  readonly holder: string
  readonly currency: 'CNY'
  readonly columnMap?: ColumnMap
  /** 开户 and 销户: no statement is asked for of the days before and after. */
  readonly openedOn?: BusinessDate
  readonly closedOn?: BusinessDate
}
