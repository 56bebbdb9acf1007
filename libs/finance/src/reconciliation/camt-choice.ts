import { fenOf, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { BankAccount } from '../definitions/reconciliation'
import { defined } from './camt-elements'
import { pageFault } from './camt-pages'
import type { CamtStatement } from './camt-statement'
import { fitsAccount } from './statement-head'

/** What the request says of a file that says most itself. */
export interface Typed {
  readonly opening?: string
  readonly closing?: string
  readonly from?: string
  readonly to?: string
  /** Of several statements in a file the bank's number of one, or `all`. */
  readonly statement?: string
}
/** One of the statements that a file holds, to choose it by. */
export interface InFile {
  readonly bankStatementId?: string
  readonly account?: string
  readonly from?: string
  readonly to?: string
  readonly opening?: string
  readonly closing?: string
  readonly lineCount: number
}
interface Chosen {
  readonly statements: readonly CamtStatement[]
  readonly fault?: Refusal
  readonly notices: readonly Refusal[]
}
const ALL = 'all'

export const inFile = ({ bankStatementId, account, from, to, opening, closing, lines }: CamtStatement): InFile => ({
  ...defined({ bankStatementId, account, from, to, opening, closing }),
  lineCount: lines.length,
})

/** Of a file's statements those of the account, and of several the one that is asked for, or all. */
export function chosenOf(
  statements: readonly CamtStatement[],
  account: BankAccount,
  wanted: string | undefined,
): Chosen {
  const none = (fault: Refusal): Chosen => ({ statements: [], fault, notices: [] })
  if (statements.length === 0)
    return none(refuse('statement-not-one', { zh: '文件中没有对账单（Stmt）', en: 'the file holds no Stmt' }))
  const own = statements.filter((it) => it.account === undefined || fitsAccount(it.account, account.account))
  const others = statements.filter((it) => !own.includes(it))
  if (own.length === 0) return none(ofOtherAccount(others[0].account ?? '', account))
  const named = wanted === undefined || wanted === ALL ? own : own.filter((it) => it.bankStatementId === wanted)
  if (named.length === 0 || (named.length > 1 && wanted !== ALL)) return none(notOne(own))
  return { statements: named, notices: leftOut(others) }
}

export function ofOtherAccount(stated: string, { account }: BankAccount): Refusal {
  return refuse('statement-of-other-account', {
    zh: '对账单的账号与所选账号不符',
    en: 'the statement is of another account',
    facts: { stated, account },
  })
}

const MOST_NAMED = 40

function notOne(own: readonly CamtStatement[]): Refusal {
  const named = own.slice(0, MOST_NAMED).map((it) => it.bankStatementId ?? '?')
  return refuse('statement-not-one', {
    pointer: '/statement',
    zh: `文件含该账号的 ${own.length} 份对账单：请选定其中一份（按编号），或逐份全部导入`,
    en: `the file holds ${own.length} statements of this account: choose one by its number, or all of them`,
    facts: { statements: String(own.length), numbers: named.join(', ') },
  })
}

function leftOut(others: readonly CamtStatement[]): Refusal[] {
  if (others.length === 0) return []
  const accounts = [...new Set(others.map((it) => it.account ?? ''))].slice(0, MOST_NAMED).join('、')
  return [
    refuse('statements-of-others-left-out', {
      zh: `文件另含其他账号（${accounts}）的 ${others.length} 份对账单，本次不导入`,
      en: `the file also holds ${others.length} statements of other accounts (${accounts}); they are left out`,
      facts: { count: String(others.length), accounts },
    }),
  ]
}

/** What is typed fills in what a file leaves open and never overrides what it says. */
export function contradiction(printed: CamtStatement, typed: Typed): Refusal | undefined {
  const page = pageFault(printed, typed)
  if (page) return page
  for (const field of ['opening', 'closing'] as const) {
    const [says, given] = [printed[field], typed[field]]
    if (says === undefined || given === undefined || fenOf(says) === fenOf(given)) continue
    const [zh, en] = field === 'opening' ? ['期初余额', 'opening balance'] : ['期末余额', 'closing balance']
    return refuse('statement-balance-differs', {
      pointer: `/${field}`,
      zh: `所填${zh}与文件所载不符`,
      en: `the ${en} given is not the one in the file`,
      facts: { printed: says, given },
    })
  }
  const isOpen = { from: !printed.saysFrom || printed.page?.isFirst === false, to: printed.page?.isLast === false }
  for (const field of ['from', 'to'] as const) {
    const [says, given] = [printed[field], typed[field]]
    if (isOpen[field] || says === undefined || given === undefined || says === given) continue
    return refuse('statement-days-differ', {
      pointer: `/${field}`,
      zh: `所填${field === 'from' ? '起始日' : '截止日'}与文件所载不符`,
      en: `the ${field === 'from' ? 'first' : 'last'} day given is not the one in the file`,
      facts: { printed: says, given },
    })
  }
  return undefined
}
