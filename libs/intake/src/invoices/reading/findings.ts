import { type BusinessDate, type Fen, formatAmount, shortened } from '@pilot-ledger/kernel'
import type { Finding, InvoiceRead } from './invoice-read'

export function notRead(code: string, zh: string, en: string, found?: string): Finding {
  return { is: 'fault', code, zh, en, ...(found !== undefined && { found: shortened(found, 80) }) }
}

const notice = (code: string, zh: string, en: string, facts: Readonly<Record<string, string>>): Finding => ({
  is: 'notice',
  code,
  zh,
  en,
  facts,
})

/** What an invoice says of itself and cannot both be true, and what is worth a word. Pure. */
export function judged(
  read: InvoiceRead,
  { issued, linesUnread = 0 }: { readonly issued?: BusinessDate; readonly linesUnread?: number } = {},
): readonly Finding[] {
  return [...totals(read), ...lines(read, linesUnread), ...days(read, issued)]
}

function* totals({ withoutTax, tax, total }: InvoiceRead): Generator<Finding> {
  const facts = { withoutTax: formatAmount(withoutTax), tax: formatAmount(tax), total: formatAmount(total) }
  if (total === 0n) yield { ...notRead('total-zero', '价税合计为零', 'the total is nothing'), facts }
  else if (withoutTax + tax !== total)
    yield {
      ...notRead(
        'total-not-the-sum',
        `金额 ${facts.withoutTax} 加税额 ${facts.tax} 不等于价税合计 ${facts.total}`,
        `${facts.withoutTax} with the tax of ${facts.tax} is not the total of ${facts.total}`,
      ),
      facts,
    }
  else if (opposed(withoutTax, total) || opposed(tax, total))
    yield {
      ...notRead('signs-differ', '金额、税额与价税合计正负不一', 'amount, tax and total are not of one sign'),
      facts,
    }
}

const opposed = (one: Fen, other: Fen) => (one < 0n && other > 0n) || (one > 0n && other < 0n)

function* lines({ lines: its, withoutTax, tax }: InvoiceRead, unread: number): Generator<Finding> {
  if (unread > 0)
    yield notice(
      'line-unreadable',
      `有 ${unread} 行明细的金额无法读取`,
      `the amounts of ${unread} lines cannot be read`,
      {
        lines: String(unread),
      },
    )
  else if (its.length > 0) {
    yield* sumOf(
      'lines-not-the-amount',
      '明细金额',
      '金额',
      ['the lines', 'the amount'],
      its.map((it) => it.amount),
      withoutTax,
    )
    yield* sumOf(
      'line-taxes-not-the-tax',
      '明细税额',
      '税额',
      ['the taxes of the lines', 'the tax'],
      its.map((it) => it.tax),
      tax,
    )
  }
}

function* sumOf(
  code: string,
  ofLines: string,
  ofAll: string,
  [english, whole]: readonly [string, string],
  parts: readonly Fen[],
  all: Fen,
): Generator<Finding> {
  const sum = parts.reduce((a, b) => a + b, 0n)
  if (sum === all) return
  const facts = { lines: formatAmount(sum), stated: formatAmount(all) }
  yield notice(
    code,
    `${ofLines}之和 ${facts.lines} 与${ofAll} ${facts.stated} 不符，请核对原件`,
    `${english} come to ${facts.lines}, ${whole} is ${facts.stated}; compare it with the paper`,
    facts,
  )
}

function* days({ issuedOn }: InvoiceRead, issued: BusinessDate | undefined): Generator<Finding> {
  if (issued === undefined || issued === issuedOn) return
  yield notice(
    'issue-days-differ',
    `开票日期 ${issuedOn} 与税务签发日 ${issued} 不同，按开票日期读`,
    `issued on ${issuedOn}, by the tax office on ${issued}; the former is read`,
    { requested: issuedOn, issued },
  )
}
