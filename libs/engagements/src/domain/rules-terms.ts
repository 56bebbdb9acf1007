import { fenOf, formatAmount, refuse, together } from '@pilot-ledger/kernel'
import type { ContractAmended } from './events'
import { invoicedOnBasis } from './invoiced'
import type { Rule } from './rule'

/**
 * H2: previous + delta = new, and previous is the current amount. All three amounts are asked for because typing the new
 * total into the field of the change is the commonest slip.
 */
export const amendmentAddsUp: Rule<ContractAmended> = (state, { data }) => {
  const [previous, delta, amount] = [fenOf(data.previousAmount), fenOf(data.delta), fenOf(data.newAmount)]
  const notCurrent =
    previous === state.amount
      ? undefined
      : refuse('previous-amount-not-current', {
          rule: 'H2',
          pointer: '/previousAmount',
          zh: '原金额与合同现行金额不符',
          en: 'the previous amount is not the current amount of the contract',
          facts: { given: data.previousAmount, current: formatAmount(state.amount) },
        })
  const notAddedUp =
    previous + delta === amount
      ? undefined
      : refuse('amendment-does-not-add-up', {
          rule: 'H2',
          pointer: '/newAmount',
          zh: '原金额加增减额不等于新金额',
          en: 'previous amount and change do not make the new amount',
          facts: { given: data.newAmount, expected: formatAmount(previous + delta) },
        })
  return together(notCurrent, notAddedUp)
}

/**
 * H3: an amendment that lowers the amount never goes below what is invoiced or received net; reverse or refund first. One that
 * raises it comes nearer to what is invoiced (by actual settlement) and is welcome, also where it stays below.
 */
export const amendmentStaysAboveMoney: Rule<ContractAmended> = (state, { data }) => {
  if (fenOf(data.delta) > 0n) return undefined
  const amount = fenOf(data.newAmount)
  const { net, rounding } = invoicedOnBasis(state)
  if (amount + rounding < net) {
    return refuse('amendment-below-invoiced', {
      rule: 'H3',
      pointer: '/newAmount',
      zh: '新金额低于已开票净额，请先红冲',
      en: 'the new amount is below what is invoiced; reverse first',
      facts: { newAmount: data.newAmount, netInvoiced: formatAmount(net) },
    })
  }
  // Money comes in with tax; how much of it is tax only the invoices say, and those were just looked at.
  if (state.terms?.taxBasis === 'exclusive' || amount >= state.netReceived) return undefined
  return refuse('amendment-below-received', {
    rule: 'H3',
    pointer: '/newAmount',
    zh: '新金额低于已到账净额，请先退款',
    en: 'the new amount is below what was received; refund first',
    facts: { newAmount: data.newAmount, netReceived: formatAmount(state.netReceived) },
  })
}
