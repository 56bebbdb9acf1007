import type { SheetCell, SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { nameKey, type Refusal, shortened } from '@pilot-ledger/kernel'
import type { BankAccount } from '../definitions/reconciliation'
import { isYuan } from './currency-words'
import { wayOf } from './direction-words'
import { namesBalanceSide, namesCurrency, namesOwnAccount, namesParty, namesPurpose, type Side } from './heading-words'
import type { Beside, Field } from './line-in-row'
import { cellFault, rowFault } from './row-fault'
import { numberIn, plain } from './statement-cells'
import { accountIn, areLabels, fitsAccount } from './statement-head'

export type Own = Pick<BankAccount, 'account' | 'holder'>
type Parties = { readonly [It in Side]: { name?: number; account?: number } }

/**
 * What the columns say that no map names: in which currency, of which account, who paid and whom. Amounts in dollars and movements of
 * another account tie as well as one's own.
 */
export class TableColumns implements Beside {
  private readonly currencies: readonly number[]
  private readonly accounts: readonly number[]
  private readonly parties: Parties = { payer: {}, payee: {} }
  private readonly purposeColumns: readonly number[]
  private readonly balanceSide: number | undefined
  private readonly last: number
  private pairs = 0
  private foreignPairs: SheetRow | undefined

  constructor(
    private readonly mapped: ReadonlyMap<Field, number>,
    head: SheetRow,
    private readonly own: Own | undefined,
    /** What the list calls what came in: whose view of the books it is written in. */
    private readonly cameWords: readonly string[],
    above?: SheetRow,
  ) {
    const headings = headingsOf(head, above)
    this.last = Math.max(...head.cells.map((it) => it.column), ...mapped.values())
    this.currencies = headings.filter(namesCurrency).map((it) => it.column)
    this.balanceSide = headings.find(namesBalanceSide)?.column
    this.accounts = headings
      .filter((it) => namesOwnAccount(it) && it.column !== mapped.get('counterpartyAccount'))
      .map((it) => it.column)
    const told = new Set(mapped.values())
    this.purposeColumns = headings
      // Whoever names none in the map has left them out.
      .filter((it) => mapped.has('purpose') && namesPurpose(it) && !told.has(it.column))
      .map((it) => it.column)
    for (const it of headings) {
      const party = namesParty(it)
      if (party) this.parties[party.side][party.what] ??= it.column
    }
  }

  /** What keeps a row from being read under these headings; rows that are no movements are not asked. */
  fault(row: SheetRow): Refusal | undefined {
    return this.tooLong(row) ?? this.split(row) ?? this.currency(row) ?? this.otherAccount(row) ?? this.unknownSide(row)
  }

  /** The row with its balance signed by the side that stands beside it: an overdraft is printed as a size under 借. */
  withSignedBalance(row: SheetRow): SheetRow {
    const at = (column: number | undefined) => row.cells.find((it) => it.column === column)
    if (this.balanceSide === undefined) return row
    const [balance, side] = [at(this.mapped.get('balance')), at(this.balanceSide)]
    if (balance === undefined || wayOf(plain(side), this.cameWords) !== 'went') return row
    const { decimal, text } = balance
    if (!/^\+?[¥￥]?\s*[\d.]/.test(decimal ?? plain(balance))) return row
    const minus = (it: string) => `-${it.trim().replace(/^\+/, '')}`
    const signed = { ...balance, text: minus(text), ...(decimal !== undefined && { decimal: minus(decimal) }) }
    return { ...row, cells: row.cells.map((it) => (it === balance ? signed : it)) }
  }

  private unknownSide(row: SheetRow): Refusal | undefined {
    if (this.balanceSide === undefined) return undefined
    const cell = row.cells.find((it) => it.column === this.balanceSide)
    const word = plain(cell)
    if (/^平?$/.test(word) || wayOf(word, this.cameWords) !== undefined) return undefined
    const [zh, en] = ['余额方向不明（既非贷也非借）', 'the side of the balance is neither credit nor debit']
    return cellFault('statement-direction-unread', row, this.balanceSide, zh, en, cell)
  }

  /** No row names the account on either side: the list is another's. */
  otherThanOwn(): Refusal | undefined {
    if (this.own === undefined || this.foreignPairs === undefined || this.pairs > 0) return undefined
    return rowFault(
      'statement-of-other-account',
      this.foreignPairs,
      '付款与收款账号均非所选账号',
      'neither the payer’s account nor the payee’s is the chosen one',
      { account: this.own.account },
    )
  }

  /**
   * Who is on the other side: of two columns, payer and payee, the one that is not the account itself or its holder; where that tells
   * nothing, the payer of what came and the payee of what went. Undefined where the map’s column is of no such pair.
   */
  counterparty(row: SheetRow, came: boolean): { counterparty?: string; counterpartyAccount?: string } {
    const at = (column: number | undefined) => row.cells.find((it) => it.column === column)
    const { payer, payee } = this.parties
    this.lookAtPair(at(payer.account), at(payee.account), row)
    const ours = (side: Side) => this.isOwn(at(this.parties[side].account), at(this.parties[side].name))
    const [isPayer, isPayee] = [ours('payer'), ours('payee')]
    const other: Side = isPayer === isPayee ? (came ? 'payer' : 'payee') : isPayer ? 'payee' : 'payer'
    return {
      ...this.ofPair('counterparty', 'name', other, at),
      ...this.ofPair('counterpartyAccount', 'account', other, at),
    }
  }

  purposes(row: SheetRow): readonly string[] {
    return this.purposeColumns.map((column) => plain(row.cells.find((it) => it.column === column)))
  }

  private ofPair(
    field: 'counterparty' | 'counterpartyAccount',
    what: 'name' | 'account',
    other: Side,
    at: (column: number | undefined) => SheetCell | undefined,
  ): object {
    const column = this.mapped.get(field)
    const { payer, payee } = this.parties
    if (column === undefined || ![payer[what], payee[what]].includes(column)) return {}
    const cell = at(this.parties[other][what])
    return { [field]: what === 'name' ? plain(cell) : numberIn(cell) }
  }

  private lookAtPair(payer: SheetCell | undefined, payee: SheetCell | undefined, row: SheetRow): void {
    const numbers = [payer, payee].map((it) => accountIn(it))
    if (this.own === undefined || numbers.includes(undefined)) return
    if (numbers.some((it) => it !== undefined && fitsAccount(it, this.own?.account ?? ''))) this.pairs++
    else this.foreignPairs ??= row
  }

  private isOwn(account: SheetCell | undefined, name: SheetCell | undefined): boolean {
    if (this.own === undefined) return false
    const number = accountIn(account)
    if (number !== undefined) return fitsAccount(number, this.own.account)
    return name !== undefined && nameKey(plain(name)) === nameKey(this.own.holder)
  }

  /** An amount with its separators and without quotes is two cells, and all behind it stand one column on. */
  private tooLong(row: SheetRow): Refusal | undefined {
    const beyond = row.cells.find((it) => it.column > this.last && !it.merged)
    if (!beyond) return undefined
    const zh = '该行比表头长：金额中的千分位逗号须加引号，表外的文字请删除'
    const en =
      'the row is longer than its headings: quote an amount with separators, delete what stands beside the table'
    return cellFault('row-longer-than-headings', row, beyond.column, zh, en, beyond)
  }

  private split(row: SheetRow): Refusal | undefined {
    for (const field of ['amount', 'credit', 'debit', 'balance'] as const) {
      const column = this.mapped.get(field)
      const cell = row.cells.find((it) => it.column === column)
      const behind = row.cells.find((it) => column !== undefined && it.column === column + 1)
      if (cell?.kind !== 'text' || behind?.kind !== 'text') continue
      if (!/^[+-]?[1-9]\d{0,2}$/.test(plain(cell)) || !/^\d{3}(?:,\d{3})*\.\d{2}$/.test(plain(behind))) continue
      const zh = '金额似被千分位逗号分成两格，请为带千分位的金额加引号'
      const en = 'an amount seems cut in two at its separator; quote amounts with separators'
      return cellFault('amount-cut-in-two', row, column, zh, en, `${plain(cell)},${plain(behind)}`)
    }
    return undefined
  }

  private currency(row: SheetRow): Refusal | undefined {
    const money = (['amount', 'credit', 'debit', 'balance'] as const).flatMap((it) => this.mapped.get(it) ?? [])
    const shown = row.cells.find((it) => it.currency !== undefined && money.includes(it.column))?.currency
    if (shown !== undefined)
      return rowFault('statement-currency', row, '只接受人民币（CNY）对账单', 'statements in CNY only', {
        currency: shown,
      })
    const cell = row.cells.find((it) => this.currencies.includes(it.column) && !isYuan(plain(it)))
    if (!cell) return undefined
    const fault = rowFault('statement-currency', row, '只接受人民币（CNY）对账单', 'statements in CNY only', {
      currency: shortened(plain(cell), 20),
    })
    return fault
  }

  private otherAccount(row: SheetRow): Refusal | undefined {
    const { own } = this
    if (own === undefined) return undefined
    for (const column of this.accounts) {
      const named = accountIn(row.cells.find((it) => it.column === column))
      if (named === undefined || fitsAccount(named, own.account)) continue
      const [zh, en] = ['账号列所载并非所选账号', 'the column of accounts names another account']
      return rowFault('statement-of-other-account', row, zh, en, { stated: shortened(named, 64), account: own.account })
    }
    return undefined
  }
}

/**
 * The headings of the columns. Of two rows of them the upper one says the rest: what stands in it alone (币种, merged downwards), and of
 * whom the lower speaks (对方 over 户名 and 账号).
 */
function headingsOf(head: SheetRow, above: SheetRow | undefined): SheetCell[] {
  const own = head.cells.filter((it) => !it.merged)
  if (above === undefined || above.sheet !== head.sheet || above.row + 1 !== head.row || !areLabels(above)) return own
  const alone = above.cells.filter((it) => !it.merged && !own.some((one) => one.column === it.column))
  // What stands over the first of its columns is over those to the right of it as well, up to the next one above.
  const over = ({ column }: SheetCell) => {
    const nearest = above.cells.findLast((it) => it.column <= column)
    const isOfGroup = own.some((it) => it.column === nearest?.column)
    return nearest && (isOfGroup || nearest.column === column) ? nearest.text : ''
  }
  return [...own.map((it) => ({ ...it, text: `${over(it)}${it.text}` })), ...alone]
}
