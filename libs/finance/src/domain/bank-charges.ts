import { type Fen, flatInSteps, type Steps } from '@pilot-ledger/kernel'
import type { BankCharge, MatchingSettings, OpenLine, Option } from './matching-terms'

/** As banks call the movement or the inner account on its other side. */
const WORDS: Readonly<Record<BankCharge, RegExp>> = {
  利息: /结息|利息|\binterest\b/i,
  手续费:
    /手续费|工本费|汇划费|汇款费|邮电费|账户管理费|账户维护费|网银服务费|网银年费|短信服务费|短信通知费|回单服务费|函证费|\b(bank|service) (charges?|fees?)\b/i,
}
/** The same words in business of a contract, or of a loan: for a person to look at. */
const OTHER_BUSINESS =
  /合同|项目|货款|尾款|首款|定金|发票|补贴|贴息|逾期|违约|罚|借款|贷款|理财|退|loan|penalty|refund/i
/** On the other side nobody, the bank itself, or an inner account that is called by what it is for. */
const OF_A_BANK = /银行|信用社|信用联社|农商行|\bbank\b/i
const A_COMPANY = /公司|合作社|事务所|大学|研究[院所]|中心/

/**
 * What kind of charge a movement is; undefined where a person must look: another party stands on its other side, or the words are
 * those of business. Money that comes is interest alone, money that goes is a fee alone: a fee that was given back is no interest.
 */
export function bankChargeOf(
  direction: 'credit' | 'debit',
  purpose: string | undefined,
  counterparty: string | undefined,
): BankCharge | undefined {
  const kind: BankCharge = direction === 'credit' ? '利息' : '手续费'
  const [what, other] = [purpose, counterparty].map((it) => (it ?? '').normalize('NFKC').trim())
  if (OTHER_BUSINESS.test(what) || OTHER_BUSINESS.test(other)) return undefined
  if (other !== '' && !OF_A_BANK.test(other) && (A_COMPANY.test(other) || !WORDS[kind].test(other))) return undefined
  return WORDS[kind].test(`${what} ${other}`) ? kind : undefined
}

/** Rule 3: 结息 and 手续费 belong to no contract: the whole line is the bank's. A fee above `mostFee` is for a person. */
export function byBankCharge(
  lines: readonly OpenLine[],
  _targets: readonly unknown[],
  { mostFee }: MatchingSettings,
): Steps<Option[]> {
  const may = ({ charge, open }: OpenLine, most: Fen) => charge === '利息' || (charge === '手续费' && open <= most)
  return flatInSteps(lines, (line) =>
    may(line, mostFee) ? [{ lines: [{ line, amount: line.open }], targets: [] }] : [],
  )
}
