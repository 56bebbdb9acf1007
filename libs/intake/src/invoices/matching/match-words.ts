import { invoiceFigures } from '@pilot-ledger/engagements'
import { formatAmount, type Party, shortened } from '@pilot-ledger/kernel'
import { type Finding, type InvoiceRead, isRed, keyOf } from '../reading/invoice-read'
import type { KnownContract } from './known-contracts'

/** What is said where an invoice is laid to a contract, or is not. */
type Facts = Readonly<Record<string, string>>
const fault = (code: string, zh: string, en: string, facts?: Facts): Finding => ({
  is: 'fault',
  code,
  zh,
  en,
  ...(facts && { facts }),
})
const notice = (code: string, zh: string, en: string, facts?: Facts): Finding => ({
  ...fault(code, zh, en, facts),
  is: 'notice',
})

/** Listed in words; more are easier found in the list of contracts. */
const MOST_NAMED = 20
const named = (contracts: readonly string[]) => contracts.slice(0, MOST_NAMED).join('、')
const buyerOf = ({ buyer }: InvoiceRead) => buyer.name ?? buyer.taxId ?? ''

export const otherSeller = (taxId: string | undefined, name: string | undefined, host: Party) =>
  fault(
    'seller-not-host',
    `销售方${name ?? taxId ?? '未写明'}不是本平台依托单位${host.name}`,
    `the seller ${name ?? taxId ?? 'is not named and'} is not the platform’s host, ${host.name}`,
    { seller: name ?? taxId ?? '', host: host.name },
  )

export const byRemark = (contractNo: string) =>
  notice('contract-by-remark', `按备注中的合同编号归入 ${contractNo}`, `the remark names ${contractNo}`, { contractNo })

export const onlyOne = (contractNo: string) =>
  notice(
    'contract-by-client',
    `按购买方归入 ${contractNo}：其唯一可开票的合同`,
    `for ${contractNo}: the buyer’s only contract that can be invoiced`,
    { contractNo },
  )

export const exactlyLeft = (contractNo: string) =>
  notice(
    'contract-by-amount-left',
    `按购买方和金额归入 ${contractNo}：其未开票金额恰为此数`,
    `for ${contractNo}: of the buyer’s contracts the only one of which exactly this is left`,
    { contractNo },
  )

/** The page offers the candidates, and asks for another where there are none. */
const toChoose = (read: InvoiceRead, candidates: readonly string[]): Facts => ({
  // As a choice names it.
  invoice: invoiceFigures(keyOf(read)),
  buyer: buyerOf(read),
  total: formatAmount(isRed(read) ? -read.total : read.total),
  candidates: candidates.slice(0, MOST_NAMED).join('\n'),
})

export const notCertain = (read: InvoiceRead, candidates: readonly string[]) =>
  fault(
    'contract-not-certain',
    `购买方${buyerOf(read)}有多份合同可开此票（${named(candidates)}），请选择`,
    `the buyer has several contracts it may be for (${named(candidates)}); choose one`,
    toChoose(read, candidates),
  )

export const noContractOf = (read: InvoiceRead) =>
  fault(
    'contract-not-found',
    `本平台没有购买方${buyerOf(read)}的合同，请选择合同，或先登记合同`,
    `the platform has no contract of the buyer ${buyerOf(read)}; choose one, or record it first`,
    toChoose(read, []),
  )

export const remarkOfAnother = (
  read: InvoiceRead,
  { contractNo, client }: KnownContract,
  candidates: readonly string[],
) =>
  fault(
    'remark-of-another-client',
    `备注写明合同 ${contractNo}，其委托方${client.name}不是购买方${buyerOf(read)}，请选择合同`,
    `the remark names ${contractNo}, whose client ${client.name} is not the buyer ${buyerOf(read)}; choose a contract`,
    toChoose(read, candidates),
  )

export const buyerNotClient = (read: InvoiceRead, { contractNo, client }: KnownContract) =>
  notice(
    'buyer-not-client',
    `购买方${buyerOf(read)}不是合同 ${contractNo} 的委托方${client.name}`,
    `the buyer ${buyerOf(read)} is not ${client.name}, the client of ${contractNo}`,
    { contractNo, client: client.name, buyer: buyerOf(read) },
  )

export const recordedForAnother = (read: InvoiceRead, { contractNo, client }: KnownContract) =>
  notice(
    'recorded-for-another-client',
    `台账已登记在合同 ${contractNo}，其委托方${client.name}不是购买方${buyerOf(read)}，请核对`,
    `on the ledger it is for ${contractNo}, whose client ${client.name} is not the buyer ${buyerOf(read)}; check it`,
    { contractNo, client: client.name, buyer: buyerOf(read) },
  )

export const recordedElsewhere = (read: InvoiceRead, contracts: readonly KnownContract[], there: string) => {
  const numbers = named(contracts.map((it) => it.contractNo))
  return fault(
    'recorded-elsewhere',
    `台账已登记在合同 ${numbers}（${there}），再归入所选合同将超过价税合计：登错的请先作废原记录`,
    `on the ledger it is for ${numbers} (${there}), and with what was chosen more than its total: if that is wrong, void it first`,
    { invoice: invoiceFigures(keyOf(read)), recorded: there, contracts: numbers },
  )
}

export const contractNotKnown = (contractNo: string) =>
  fault(
    'unknown-contract',
    `本平台没有合同 ${shortened(contractNo, 60)}`,
    `the platform has no contract ${shortened(contractNo, 60)}`,
    { contractNo: shortened(contractNo, 60) },
  )

export const sharesOverTotal = (shares: string, total: string) =>
  fault(
    'shares-over-total',
    `所选份额之和 ${shares} 超过价税合计 ${total}`,
    `the chosen shares come to ${shares}, more than the total of ${total}`,
    { shares, total },
  )

export const sharesUnderTotal = (shares: string, total: string, left: string) =>
  notice(
    'shares-under-total',
    `所选份额之和 ${shares} 少于价税合计 ${total}，其余 ${left} 未归入任何合同`,
    `the chosen shares come to ${shares} of ${total}; ${left} is for no contract`,
    { shares, total, left },
  )

export const redWithoutBlue = () =>
  fault(
    'red-without-blue',
    '红字发票未写明被红冲的蓝字发票号码，请在开票清单中以红冲行登记',
    'the red letter does not name the invoice it reverses; record it as a reversal in the list of invoices',
  )

export const blueNotKnown = (blue: string) =>
  fault(
    'blue-not-known',
    `被红冲的蓝字发票 ${blue} 不在台账，也不在本次文件中`,
    `the invoice ${blue} that it reverses is neither on the ledger nor in this file`,
    { blue },
  )

export const redOfShared = (read: InvoiceRead, candidates: readonly string[]) =>
  fault(
    'contract-not-certain',
    `被红冲的蓝字发票分属多份合同（${named(candidates)}），且未全额红冲，请选择`,
    `the invoice it reverses in part is shared by several contracts (${named(candidates)}); choose one`,
    toChoose(read, candidates),
  )
