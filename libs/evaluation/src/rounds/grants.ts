import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import type { ResultSealed, RoundOpened } from '../definitions'
import { lastSeal, type RoundState } from '../domain/round-state'
import type { SchemeContent } from '../domain/scheme'
import type { Snapshot } from '../domain/snapshot'
import type { SubsidyAnswer, SubsidyGiven } from '../domain/subsidy'

/**
 * What counts as granted already. `byScheme`: sealed results of the same year, for the cap per body those of the same scheme
 * (whatever its version), for F22 those under a scheme with F22, and a demonstration's only for a demonstration. In results
 * sealed before: those of every scheme (`sealed`), in the first ones only what had been determined.
 */
export type Counts = 'byScheme' | 'sealed' | 'determined'

export interface Grant {
  readonly roundNo: string
  readonly scheme: string
  readonly synthetic: boolean
  readonly f22: boolean
  readonly year: number
  readonly platform: string
  readonly body: string
  readonly amount: string
}

/** By which rule, and up to which entry, a stored result counted what was granted. `position`: its own entry. */
export function countingOf({ readTo, grants }: ResultSealed['data'], position: number): { at: number; counts: Counts } {
  if (readTo === undefined) return { at: position - 1, counts: 'determined' }
  return { at: readTo, counts: grants ?? 'sealed' }
}

/** What a round has granted. */
export function grantsOf(state: RoundState, counts: Counts): Omit<Grant, 'body'>[] {
  const { opened } = state
  if (!opened) return []
  const of = { roundNo: opened.roundNo, scheme: opened.scheme.code, synthetic: opened.synthetic === true }
  if (counts === 'determined')
    return [...new Map(state.subsidies.map((it) => [it.platform, it])).values()].map(({ platform, year, amount }) => ({
      ...of,
      platform,
      year,
      amount,
      f22: false,
    }))
  return (lastSeal(state)?.results ?? []).flatMap(({ platform, snapshot }) => {
    const { subsidy } = snapshot as Snapshot
    return subsidy ? [{ ...of, platform, ...grantIn(subsidy) }] : []
  })
}

const grantIn = ({ year, amount, lines }: SubsidyAnswer & { readonly year: number }) => ({
  year,
  amount,
  f22: lines.some((it) => it.rule === 'f22'),
})

/** What has been granted so far, by other rounds and by the one that is being sealed. */
export class Grants {
  constructor(
    private readonly counts: Counts,
    private readonly grants: Grant[],
  ) {}

  add(grant: Grant): void {
    this.grants.push(grant)
  }

  /** What of it counts for a platform under a scheme. */
  before(
    { subsidy }: Pick<SchemeContent, 'subsidy'>,
    { scheme, synthetic = false }: RoundOpened['data'],
    { platform, body, year }: Pick<Grant, 'platform' | 'body' | 'year'>,
  ): SubsidyGiven['granted'] {
    const ofYear = this.grants.filter((it) => it.year === year)
    if (this.counts !== 'byScheme') return { body: { amount: sumOf(ofYear.filter((it) => it.body === body)) } }
    const alike = ofYear.filter((it) => it.synthetic === synthetic)
    return {
      body: named(alike.filter((it) => it.scheme === scheme.code && it.body === body)),
      ...(subsidy?.f22 && { f22: named(alike.filter((it) => it.f22 && it.platform === platform)) }),
    }
  }
}

/** Rounds that granted nothing used up nothing. */
function named(grants: readonly Grant[]) {
  const rounds = new Set(grants.filter((it) => fenOf(it.amount) > 0n).map((it) => it.roundNo))
  return { amount: sumOf(grants), rounds: [...rounds].sort() }
}

const sumOf = (grants: readonly Grant[]) => formatAmount(grants.reduce((sum, it) => sum + fenOf(it.amount), 0n))
