import {
  type Fen,
  formatAmount,
  isNoReference,
  isRefusal,
  parseAmount,
  type Refusal,
  refuse,
  shortened,
} from '@pilot-ledger/kernel'
import type { Calendar } from './camt-days'
import { child, defined, type Element, every, statedText, texts } from './camt-elements'
import type { ReadLine } from './line-in-row'

/**
 * The lines of one booked entry: one, or where the bank sums up several payments and tells what each amounts to, one for each.
 * What they do not explain to the fen stays one line and names none of them. An entry of 0.00 moves `nothing`.
 */
export function linesOfEntry(
  entry: Element,
  row: number,
  calendar: Calendar,
  faults: Refusal[],
  notices: Refusal[],
): ReadLine[] | 'nothing' {
  const amount = signed(entry, faults)
  if (amount === 0n) return 'nothing'
  const day = calendar(statedText(entry, 'BookgDt', 'Dt') ?? statedText(entry, 'BookgDt', 'DtTm'))
  if (day === undefined) {
    const facts = { row: String(row) }
    faults.push(
      refuse('statement-day-unread', { zh: `第 ${row} 行：缺记账日期`, en: `line ${row}: no booking date`, facts }),
    )
  }
  if (amount === undefined || day === undefined) return []
  const payments = every(entry, 'NtryDtls').flatMap((it) => every(it, 'TxDtls'))
  const own = referenceIn(statedText(entry, 'AcctSvcrRef'))
  const amounts = payments.map((it) => amountOfPayment(it, amount))
  if (!areWhole(amounts, amount) && (payments.length > 1 || amounts[0] !== undefined))
    notices.push(notItsParts(row, amount, amounts))
  if (payments.length < 2) {
    const reported = reportedOf(entry, payments[0], amount)
    return [lineOf(day, amount, reported, own ?? reported.reference)]
  }
  if (!areWhole(amounts, amount)) {
    const purpose = shortText(statedText(entry, 'AddtlNtryInf'), 500)
    return [{ day, amount: formatAmount(amount), ...defined({ reference: own, purpose }) }]
  }
  return payments.map((it, i) => {
    const reported = reportedOf(entry, it, amounts[i])
    return lineOf(day, amounts[i], reported, reported.reference ?? own)
  })
}

function lineOf(
  day: string,
  amount: Fen,
  reported: ReturnType<typeof reportedOf>,
  reference: string | undefined,
): ReadLine {
  const endToEndId = reported.endToEndId === reference ? undefined : reported.endToEndId
  return { day, amount: formatAmount(amount), ...defined({ ...reported, reference, endToEndId }) }
}

/** Its parts, as far as they say what they are, beside what it is. */
function notItsParts(row: number, whole: Fen, amounts: readonly (Fen | undefined)[]): Refusal {
  const reported = amounts.map((it) => (it === undefined ? '?' : formatAmount(it)))
  const parts = reported.length > 20 ? `${reported.slice(0, 20).join(' + ')} + …` : reported.join(' + ')
  return refuse('entry-parts-differ', {
    zh: `第 ${row} 行：该笔 ${formatAmount(whole)} 与其明细（${parts}）不符或明细无金额，作一笔导入${reported.length > 1 ? '，不署付款人' : ''}`,
    en: `line ${row}: the entry of ${formatAmount(whole)} is not its parts (${parts}); it is one line${reported.length > 1 ? ' of nobody in particular' : ''}`,
    facts: { row: String(row), amount: formatAmount(whole), parts },
  })
}

/** 未记账: what has not moved the balance is no line, but nobody should look for it in vain. */
export function notBooked(entries: readonly Element[]): Refusal[] {
  if (entries.length === 0) return []
  const amounts = entries.map((it) => signed(it, []))
  const sum = amounts.reduce((total: Fen, it) => total + (it ?? 0n), 0n)
  const facts = { count: String(entries.length), sum: formatAmount(sum) }
  const zh = `${facts.count} 笔未记账（PDNG/INFO），合计 ${facts.sum}，不计入`
  return [
    refuse('entries-not-booked', {
      zh,
      en: `${facts.count} entries are not booked, ${facts.sum} in all; left out`,
      facts,
    }),
  ]
}

function areWhole(amounts: readonly (Fen | undefined)[], sum: Fen): amounts is readonly Fen[] {
  let total = 0n
  for (const it of amounts) {
    if (it === undefined || it === 0n) return false
    total += it
  }
  return total === sum
}

/** Who, under which number, what for; absent what the payment does not say. */
function reportedOf(entry: Element, payment: Element | undefined, amount: Fen) {
  const endToEndId = referenceIn(statedText(payment, 'Refs', 'EndToEndId'))
  // Of what is taken back the parties are those of the first way.
  const came = amount > 0n !== (statedText(entry, 'RvslInd') === 'true' || statedText(entry, 'RvslInd') === '1')
  const other = came ? 'Dbtr' : 'Cdtr'
  const nameOf = (party: string) =>
    statedText(payment, 'RltdPties', party, 'Nm') ?? statedText(payment, 'RltdPties', party, 'Pty', 'Nm')
  const name = nameOf(other)
  const behind = nameOf(`Ultmt${other}`)
  const account = (kind: string) => statedText(payment, 'RltdPties', `${other}Acct`, 'Id', ...kind.split('.'))
  return {
    reference: referenceIn(statedText(payment, 'Refs', 'AcctSvcrRef')),
    endToEndId,
    counterparty: shortText(name ?? behind, 200),
    counterpartyAccount: account('Othr.Id') ?? account('IBAN'),
    purpose: purposeOf(entry, payment, behind === name ? undefined : behind),
  }
}

/**
 * All that is said of what it was for: numbers of documents first, for a text that is too long is cut at its end; then every line of
 * the payer's, what the bank adds, and on whose behalf. Of the entry only where the payment says nothing.
 */
function purposeOf(entry: Element, payment: Element | undefined, behind: string | undefined): string | undefined {
  const structured = every(child(payment, 'RmtInf'), 'Strd')
  const all = [
    ...structured.flatMap((it) => every(it, 'RfrdDocInf').flatMap((document) => texts(document, 'Nb'))),
    ...structured.flatMap((it) => statedText(it, 'CdtrRefInf', 'Ref') ?? []),
    ...texts(child(payment, 'RmtInf'), 'Ustrd'),
    ...structured.flatMap((it) => texts(it, 'AddtlRmtInf')),
    ...texts(payment, 'AddtlTxInf'),
  ]
  const reported = all.length > 0 ? all : texts(entry, 'AddtlNtryInf')
  const ultimate = behind === undefined ? [] : [`最终付款/收款人：${behind}`]
  return shortText([...new Set([...reported, ...ultimate])].join(' ') || undefined, 500)
}

const referenceIn = (text: string | undefined) => (isNoReference(text) ? undefined : text)
const shortText = (text: string | undefined, most: number) => text && shortened(text, most)

/** What one of several payments amounts to, with the entry's sign unless it has its own. */
function amountOfPayment(payment: Element, whole: Fen): Fen | undefined {
  const amount = child(payment, 'Amt') ?? child(child(child(payment, 'AmtDtls'), 'TxAmt'), 'Amt')
  if (amount?.attributes.Ccy !== 'CNY') return undefined
  const fen = fenIn(amount.text)
  if (fen === undefined) return undefined
  const way = statedText(payment, 'CdtDbtInd') ?? (whole < 0n ? 'DBIT' : 'CRDT')
  return way === 'DBIT' ? -fen : fen
}

/** `Amt` under `CdtDbtInd`; a reversal (`RvslInd`) carries the indicator of the way the money really goes. */
export function signed(element: Element, faults: Refusal[]): Fen | undefined {
  const amount = child(element, 'Amt')
  const currency = amount?.attributes.Ccy
  if (currency !== 'CNY') {
    faults.push(otherCurrency(currency ?? ''))
    return undefined
  }
  const fen = amount && fenIn(amount.text)
  const way = statedText(element, 'CdtDbtInd')
  if (fen === undefined || (way !== 'CRDT' && way !== 'DBIT')) {
    faults.push(
      refuse('statement-amount-unread', {
        zh: '金额或收付方向无法识别',
        en: 'no amount, or no CRDT/DBIT',
        facts: { given: shortened((amount?.text ?? '').trim(), 40) },
      }),
    )
    return undefined
  }
  return way === 'CRDT' ? fen : -fen
}

/** xs:decimal as ISO 20022 has it: noughts before, a plus and short decimals are the same amount; nothing below a fen, no minus. */
const DECIMAL = /^\+?(?:(\d+)(?:\.(\d*))?|\.(\d+))$/

export function fenIn(text: string): Fen | undefined {
  const match = DECIMAL.exec(text.trim())
  if (!match) return undefined
  const decimals = (match[2] ?? match[3] ?? '').replace(/(?<!0)0+$/, '')
  if (decimals.length > 2) return undefined
  const fen = parseAmount(formatAmount(BigInt((match[1] ?? '0') + decimals.padEnd(2, '0'))))
  return isRefusal(fen) ? undefined : fen
}

export const otherCurrency = (currency: string) =>
  refuse('statement-currency', {
    zh: '只接受人民币（CNY）对账单',
    en: 'statements in CNY only',
    facts: { currency: shortened(currency, 10) },
  })
