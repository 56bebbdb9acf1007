import { canonical } from '../json/canonical'
import { isObject, type Json } from '../json/json'
import { type Result, resultsOf } from '../ledger/seal-results'
import { sealingIn } from '../ledger/sealing'
import { Failure } from '../verdict/failure'
import { sealTold } from '../verdict/seal-words'
import type { Claim, Plan } from './claim'
import { GROUP } from './groups'
import { type ResultStated, readSeal, type SealStated } from './seal-stated'
import type { Shape } from './shape'

/** `pilot-ledger/seal-certificate@1` */
export function sealClaim(it: Shape): Claim {
  const stated = readSeal(it)
  return { of: { ...stated.of }, plan: () => planOf(stated) }
}

function planOf(stated: SealStated): Plan {
  const { round, seal, scheme, platforms } = stated.of
  return {
    // What other rounds granted counts, and whose platforms they are: so all rounds and all registers.
    groups: [GROUP.round, GROUP.scheme + scheme, GROUP.platform, ...platforms.map((it) => GROUP.contracts + it)],
    made: (entries) => {
      const sealing = sealingIn(entries, round, seal)
      const { opened } = sealing.round
      if (opened.scheme.id !== scheme)
        throw new Failure('value-differs', '/of/scheme', { recomputed: opened.scheme.id })
      const absent = platforms.find((it) => !opened.platforms.includes(it))
      if (absent !== undefined) throw new Failure('seal-unknown', '/of/platforms', { platform: absent })
      const entry = sealing.entry.index + 1
      if (stated.entry !== entry)
        throw new Failure('value-differs', '/entry', { said: stated.entry, recomputed: entry })
      const results = resultsOf(sealing, entries, platforms)
      const made = platforms.map((id) => shortOf(results.find((it) => it.platform === id) as Result))
      const [said, recomputed] = [stated.results, made].map((it) => canonical(it as unknown as Json))
      if (said !== recomputed) throw new Failure('value-differs', '/results', { said, recomputed })
      return sealTold(stated, sealing, results, entries)
    },
  }
}

function shortOf({ platform, made }: Result): ResultStated {
  const { total, grade, subsidy } = made
  return {
    platform,
    total: String(total),
    grade: isObject(grade) ? String(grade.code) : '',
    ...(isObject(subsidy) && { subsidy: String(subsidy.amount) }),
  }
}
