import { daysBetween, nameKey, type Steps } from '@pilot-ledger/kernel'
import type { BookMatch, Compared } from './book'
import type { CertaintyTerms, OpenLine, OpenTarget, Option } from './matching-terms'

/** Why a match waits for a person, as it is noted with it. */
export const DOUBTS = {
  payersOwn: '号码为付款方自编',
  usedAgain: '该号码另有流水或登记使用',
  otherPayer: '付款方不同',
  payerUnknown: '号码过短且流水未列付款方',
  farDay: '日期相距过远',
  otherTotal: '回单全额与流水不符',
  severalReceipts: '各合同所登记的日期或付款方不一致',
  undoneBefore: '此配对曾由人撤销',
} as const
export type Doubt = keyof typeof DOUBTS

/** By reference how many lines and entries bear it, whichever way the money went. */
export function* bearersOf(
  lines: Iterable<{ readonly compared: Pick<Compared, 'reference' | 'payersOwn'> }>,
  targets: Iterable<{ readonly reference?: string }>,
): Steps<ReadonlyMap<string, number>> {
  const bearers = new Map<string, number>()
  const count = (reference: string | undefined) => {
    if (reference !== undefined) bearers.set(reference, (bearers.get(reference) ?? 0) + 1)
  }
  for (const { compared } of lines) {
    yield
    count(compared.reference ?? compared.payersOwn)
  }
  for (const { reference } of targets) {
    yield
    count(reference)
  }
  return bearers
}

/**
 * What speaks against a match by reference standing alone. Numbers are given out again: short ones within a month, others in
 * another year, by another bank, by another payer. So the number must be the bank's own, nothing else of any year may bear it,
 * and who paid, when and how much in all must be what the ledger has.
 */
export function doubtsOf(option: Option, terms: CertaintyTerms, bearers: ReadonlyMap<string, number>): Doubt[] {
  const lines = option.lines.map((it) => it.line)
  const targets = option.targets.map((it) => it.target)
  const pairs = lines.flatMap((line) => targets.map((target) => ({ line, target })))
  const came = option.lines.reduce((sum, it) => sum + it.amount, 0n)
  const found: Record<Exclude<Doubt, 'undoneBefore'>, boolean> = {
    payersOwn: lines.some((it) => it.reference === undefined),
    usedAgain: targets.some((it) => bearers.get(it.reference ?? '') !== lines.length + targets.length),
    otherPayer: pairs.some(({ line, target }) => line.payer !== undefined && line.payer !== payerOf(target)),
    payerUnknown: lines.some((it) => it.payer === undefined && isShort(it, terms)),
    farDay: pairs.some(({ line, target }) => Math.abs(daysBetween(line.day, target.day)) > terms.days),
    otherTotal: targets.some((it) => it.total !== undefined && it.total !== came),
    severalReceipts: new Set(targets.map((it) => `${it.day}\n${payerOf(it)}`)).size > 1,
  }
  return (Object.keys(found) as (keyof typeof found)[]).filter((it) => found[it])
}

/** Line and entry of what a person has taken apart. An entry corrected since is another: it may be matched anew. */
export const undonePairs = (matches: Iterable<BookMatch>): ReadonlySet<string> =>
  new Set(
    [...matches].flatMap((it) =>
      it.state === 'undone' ? it.lines.flatMap(({ line }) => entriesOf(it).map((entry) => pairOf(line, entry))) : [],
    ),
  )
export const isUndoneBefore = ({ lines, targets }: Option, undone: ReadonlySet<string>): boolean =>
  lines.some(({ line }) => targets.some(({ target }) => undone.has(pairOf(line.id, target.entry))))
/** What was taken for the bank's own has no entry beside it. */
const entriesOf = ({ targets }: BookMatch) => (targets.length === 0 ? [''] : targets.map((it) => it.entry))
export const pairOf = (line: string, entry: string) => `${line}\n${entry}`

const payerOf = ({ payer }: OpenTarget) => nameKey(payer.name)
const isShort = ({ reference = '' }: OpenLine, { shortReference }: CertaintyTerms) =>
  [...reference.replace(/[^\p{L}\p{N}]+/gu, '')].length < shortReference
