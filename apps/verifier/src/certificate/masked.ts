import { Failure } from '../verdict/failure'
import { maskedTold } from '../verdict/masked-words'
import type { Claim } from './claim'
import { GROUP } from './groups'
import type { Shape } from './shape'

/** The same certificate for outsiders, who are shown neither client, product nor title. */
export const masked =
  (claimOf: (it: Shape) => Claim) =>
  (it: Shape): Claim => {
    const claim = claimOf(it)
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
            const derived = entries.filter((it) => it.masked && isDerived(it.id)).length
            return maskedTold(made(entries, keys), whole, derived)
          },
        }
      },
    }
  }

/** A name-based UUID (version 5): entries of before have ids that were made of their request's key. */
const isDerived = (id: string) => id[14] === '5'
