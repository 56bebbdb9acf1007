import { accountsOf, amountText, COUNTED, type ControlTotal, type Journal, type Posting } from '../journal'
import { dayByDay, headOf } from './layout'

/**
 * ledger 3.3, `--strict --pedantic`: every account and commodity declared, and no comment behind a declaration, which ledger
 * would take for a part of the name. Control totals are `assert` directives; ledger checks them where they stand in the file,
 * so everything is written in the order of days. A total of nothing has no commodity, hence `+ CNY 0.00`.
 */
export function* ledgerLines(journal: Journal): Generator<string> {
  for (const line of headOf(journal, 'ledger --strict --pedantic -f FILE balance')) yield `; ${line}`
  yield ''
  for (const unit of ['CNY', ...Object.keys(COUNTED)]) yield `commodity ${unit}`
  for (const account of accountsOf(journal)) yield `account ${account}`
  for (const it of dayByDay(journal)) {
    yield ''
    if ('transaction' in it) {
      const { day, sequence, entry, text, postings } = it.transaction
      yield `${day} * (${entry}) ${text}`
      yield `    ; sequence ${sequence}`
      for (const leg of postings) yield `    ${leg.account}  ${written(leg)}`
    } else {
      for (const control of it.controls) yield assertion(control)
    }
  }
}

function assertion(control: ControlTotal): string {
  const nothing = written({ ...control, amount: 0n })
  return `assert (account("${control.account}").total + ${nothing}) == ${written(control)}`
}

const written = (posting: Posting) => `${posting.commodity} ${amountText(posting)}`
