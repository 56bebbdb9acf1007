import { grouped } from '@pilot-ledger/kernel'
import type { ControlTotal, Journal, Transaction } from '../journal'

/** What stands at the head of a journal, without amounts: a number in a comment is one that no tool checks. */
export function headOf(journal: Journal, howToRun: string): string[] {
  const { platform, asOf, ledger, lastEntry, suspended } = journal
  return [
    `中试服务台账 journal of platform ${platform.id} ${platform.name}${platform.synthetic ? ' 演示数据 synthetic' : ''}`,
    `ledger ${ledger ?? '-'} as of sequence ${asOf.sequence} recorded ${asOf.recordedAt ?? '-'} last entry ${lastEntry ?? '-'}`,
    `to reconcile: ${howToRun}`,
    ...suspended.map((it) => `framework ${it}: its call-offs count in its place (H11)`),
  ]
}

/** Transactions and controls day by day: a control stands after everything of its day. */
export function* dayByDay(
  journal: Journal,
): Generator<{ readonly transaction: Transaction } | { readonly controls: readonly ControlTotal[] }> {
  const byDay = grouped(journal.controls, (it) => it.day)
  const days = [...byDay.keys()].sort()
  let at = 0
  for (const transaction of journal.transactions) {
    while (at < days.length && days[at] < transaction.day) yield { controls: byDay.get(days[at++]) as ControlTotal[] }
    yield { transaction }
  }
  for (; at < days.length; at++) yield { controls: byDay.get(days[at]) as ControlTotal[] }
}
