import { Failure } from '../verdict/failure'
import { maskedTold } from '../verdict/masked-words'
import type { Claim } from './claim'
import { figureClaim } from './figure'
import { GROUP } from './groups'
import type { Shape } from './shape'

/** `pilot-ledger/masked-certificate@1`: a figure for outsiders, who are shown neither client, product nor title. */
export function maskedClaim(it: Shape): Claim {
  const claim = figureClaim(it)
  const whole = it.whole('whole')
  return {
    ...claim,
    plan: () => {
      const { groups, made } = claim.plan()
      return {
        groups,
        made: (entries, keys) => {
          const found = entries.filter(({ masked, stream }) => !masked && stream !== GROUP.notices).length
          if (found !== whole) throw new Failure('whole-differs', '/whole', { said: whole, found })
          return maskedTold(made(entries, keys), whole)
        },
      }
    },
  }
}
