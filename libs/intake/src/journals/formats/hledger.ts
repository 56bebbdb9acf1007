import { accountsOf, amountText, COUNTED, type Journal, type Posting } from '../journal'
import { dayByDay, headOf } from './layout'

/**
 * hledger 1.25 and later, strict: every account and commodity declared. Always exactly two decimals of CNY, because hledger
 * balances at the precision of the commodity's line. Control totals are transactions of nothing with `==*` assertions: the
 * account with all under it holds just this, and nothing else.
 */
export function* hledgerLines(journal: Journal): Generator<string> {
  for (const line of headOf(journal, 'LC_ALL=C.UTF-8 hledger -f FILE check -s')) yield `; ${line}`
  yield ''
  yield 'commodity CNY 1000.00'
  for (const unit of Object.keys(COUNTED)) yield `commodity ${unit} 1000.`
  for (const account of accountsOf(journal)) yield `account ${account}`
  for (const it of dayByDay(journal)) {
    yield ''
    if ('transaction' in it) {
      const { day, sequence, entry, text, postings } = it.transaction
      yield `${day} * (${entry}) ${text}  ; seq:${sequence}`
      for (const leg of postings) yield `    ${leg.account}  ${written(leg)}`
    } else {
      yield `${it.controls[0].day} * control totals`
      for (const control of it.controls)
        yield `    ${control.account}  ${written({ ...control, amount: 0n })} ==* ${written(control)}`
    }
  }
}

const written = (posting: Posting) => `${posting.commodity} ${amountText(posting)}`
