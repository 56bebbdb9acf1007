import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import { accountsOf, amountText, type Journal, type Posting } from '../journal'
import { dayByDay, headOf } from './layout'

/** Before every day an entry can be dated to. */
const OPENED_ON = '1950-01-01'

/**
 * beancount 2. A `balance` is of the start of its day, hence the day after; `~ 0` because without it beancount lets a
 * difference of one fen pass. The accounts above are opened too: a balance of them takes in all under them.
 */
export function* beancountLines(journal: Journal): Generator<string> {
  for (const line of headOf(journal, 'bean-check FILE')) yield `; ${line}`
  yield ''
  yield `option "title" "pilot ledger ${journal.platform.id} at ${journal.asOf.sequence}"`
  yield 'option "operating_currency" "CNY"'
  for (const account of accountsOf(journal)) yield `${OPENED_ON} open ${account}`
  for (const it of dayByDay(journal)) {
    yield ''
    if ('transaction' in it) {
      const { day, sequence, entry, text, postings } = it.transaction
      yield `${day} * "${text}"`
      yield `  entry: "${entry}"`
      yield `  sequence: ${sequence}`
      for (const leg of postings) yield `  ${leg.account}  ${written(leg)}`
    } else {
      for (const { day, account, commodity, ...control } of it.controls)
        yield `${dayOfNumber(dayNumber(day) + 1)} balance ${account}  ${amountText({ account, commodity, ...control })} ~ 0 ${commodity}`
    }
  }
}

const written = (posting: Posting) => `${amountText(posting)} ${posting.commodity}`
