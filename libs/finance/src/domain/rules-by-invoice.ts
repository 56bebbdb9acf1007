import { addTo, groupedInSteps, type Steps } from '@pilot-ledger/kernel'
import type { MatchingSettings, OpenLine, OpenTarget, Option } from './matching-terms'
import { near, sumOf, wholly } from './option-groups'

/** A run of digits long enough to be an invoice: 20 of a 数电票, or the 8 of a traditional one. */
const NUMBERS = /\d{8,}/g

/**
 * Rule 2: the purpose of a line names an invoice. Has the ledger a receipt of that amount on the invoice's contract, that is
 * the money; if not, it is the invoice itself, in whole or, where less came than its amount, in part.
 */
export function* byInvoiceKey(
  lines: readonly OpenLine[],
  targets: readonly OpenTarget[],
  { tolerance }: MatchingSettings,
): Steps<Option[]> {
  const invoices = new Map<string, OpenTarget[]>()
  for (const it of targets) {
    yield
    if (it.kind !== 'invoice') continue
    for (const number of numbersOf(it.document)) addTo(invoices, number, it)
  }
  const payments = yield* groupedInSteps(targets, (it) => (it.kind === 'payment' ? it.contract : undefined))
  const named = new Map<OpenLine, OpenTarget[]>()
  for (const line of lines) {
    yield
    if (line.direction !== 'credit') continue
    const numbers = new Set(line.text.match(NUMBERS) ?? [])
    const them = [...new Set([...numbers].flatMap((number) => invoices.get(number) ?? []))]
    if (them.length > 0) named.set(line, them)
  }
  const options: Option[] = []
  const left: [line: OpenLine, wanted: OpenTarget[]][] = []
  for (const [line, them] of named) {
    yield
    const contracts = [...new Set(them.map((it) => it.contract))]
    const receipts = contracts.flatMap((it) => payments.get(it) ?? [])
    const wanted = them.filter((it) => it.open > 0n)
    const fitting = receipts.filter((it) => near(it.open, line.open, tolerance))
    if (fitting.length > 0) options.push(...fitting.map((target) => wholly([line], [target])))
    else if (wanted.length > 0) left.push([line, wanted])
  }
  // Lines that name the same invoices are taken together: instalments of one, or one transfer split by the bank.
  for (const group of (yield* groupedInSteps(left, ([, wanted]) => keyOf(wanted))).values()) {
    yield
    const [[, wanted]] = group
    options.push(
      ...ofInvoices(
        group.map(([line]) => line),
        wanted,
        tolerance,
      ),
    )
  }
  return options
}

const keyOf = (them: readonly OpenTarget[]) =>
  them
    .map((it) => it.id)
    .sort()
    .join('\n')

function ofInvoices(lines: readonly OpenLine[], invoices: readonly OpenTarget[], tolerance: bigint): Option[] {
  const [came, wanted] = [sumOf(lines), sumOf(invoices)]
  const oneSided = lines.length === 1 || invoices.length === 1
  if (oneSided && near(came, wanted, tolerance)) return [wholly(lines, invoices)]
  // Less than one invoice: a part of it.
  if (invoices.length === 1 && came < wanted)
    return [{ ...wholly(lines, []), targets: [{ target: invoices[0], amount: came }] }]
  // More than is wanted: the rest of the line stays open, and is shown as overpaid.
  if (lines.length === 1 && came > wanted)
    return [{ ...wholly([], invoices), lines: [{ line: lines[0], amount: wanted }] }]
  return lines.flatMap((line) =>
    invoices.filter((it) => near(line.open, it.open, tolerance)).map((target) => wholly([line], [target])),
  )
}

/** As a purpose would name `D:<20 digits>`, and `T:<code>-<number>` by the number or by both without the dash. */
function numbersOf(document: string): readonly string[] {
  const [code, number] = document.slice(2).split('-')
  return document.startsWith('T:') ? [number, code + number] : [code]
}
