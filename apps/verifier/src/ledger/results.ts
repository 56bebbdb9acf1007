import { isObject, type JsonObject } from '../json/json'
import { Fields } from './fields'
import { readLedger } from './ledger'
import type { Entry } from './live'
import { lastSeal, type Round, roundAt } from './rounds'
import type { Consequence, Scheme } from './scheme'
import type { Granted } from './subsidy'

/** How a sealing counted what was granted already: by which rule, and of entries before which index. */
export interface Counting {
  readonly end: number
  readonly rule: 'byScheme' | 'sealed' | 'determined'
}

interface Grant {
  readonly roundNo: string
  readonly scheme: string
  readonly synthetic: boolean
  readonly f22: boolean
  readonly year: number
  readonly platform: string
  readonly body: string
  readonly amount: bigint
}

/** All rounds as they stood, but one. */
export function otherRounds(entries: readonly Entry[], own: string, end: number): readonly Round[] {
  const names = new Set(entries.flatMap(({ stream }) => (stream.startsWith('round-') ? [stream.slice(6)] : [])))
  return [...names].flatMap((id) => (id === own ? [] : (roundAt(entries, id, end) ?? [])))
}

/** What has been granted so far: by other rounds, and platform by platform by the one at hand. */
export class Grants {
  private readonly list: Grant[] = []
  private readonly bodies: (platform: string) => string

  constructor(
    entries: readonly Entry[],
    private readonly counting: Counting,
    others: readonly Round[],
  ) {
    const { registers } = readLedger(entries.filter((it) => it.index < counting.end))
    this.bodies = (platform) => {
      const registered = registers.get(platform)?.find((it) => it.type === 'PlatformRegistered')
      return registered?.type === 'PlatformRegistered' ? registered.data.host.key : platform
    }
    for (const round of others) this.addAll(round)
  }

  private addAll(round: Round): void {
    if (this.counting.rule === 'determined') {
      const newest = new Map(round.determined.map((it) => [it.platform, it]))
      for (const { platform, year, amount } of newest.values()) this.add(round, platform, year, amount, false)
      return
    }
    for (const { platform, snapshot, entry } of lastSeal(round)) {
      if (!isObject(snapshot.subsidy)) continue
      const said = new Fields(snapshot.subsidy, `entry ${entry.index + 1}`)
      const f22 = said.parts('lines', (it) => it.text('rule')).includes('f22')
      this.add(round, platform, said.whole('year'), said.fen('amount'), f22)
    }
  }

  add({ opened }: Round, platform: string, year: number, amount: bigint, f22: boolean): void {
    const { roundNo, synthetic, scheme } = opened
    this.list.push({
      roundNo,
      scheme: scheme.code,
      synthetic,
      f22,
      year,
      platform,
      body: this.bodies(platform),
      amount,
    })
  }

  /** What of it counts for a platform of a round. */
  before({ opened }: Round, platform: string, year: number, f22: boolean): { body: Granted; f22?: Granted } {
    const body = this.bodies(platform)
    const ofYear = this.list.filter((it) => it.year === year)
    if (this.counting.rule !== 'byScheme') return { body: { amount: total(ofYear.filter((it) => it.body === body)) } }
    const alike = ofYear.filter((it) => it.synthetic === opened.synthetic)
    return {
      body: named(alike.filter((it) => it.scheme === opened.scheme.code && it.body === body)),
      ...(f22 && { f22: named(alike.filter((it) => it.f22 && it.platform === platform)) }),
    }
  }
}

const total = (grants: readonly Grant[]) => grants.reduce((sum, it) => sum + it.amount, 0n)
/** A round that granted nothing used up nothing. */
const named = (grants: readonly Grant[]): Granted => ({
  amount: total(grants),
  rounds: [...new Set(grants.filter((it) => it.amount > 0n).map((it) => it.roundNo))].sort(),
})

/** The year that a round evaluates. */
export const yearOf = ({ opened }: Round, { window }: Scheme) => opened.year ?? Number(window.to?.slice(0, 4))

interface InRow {
  readonly roundNo: string
  readonly grade: string
  readonly noShow: boolean
}

/** 后果 of a result: published results of earlier rounds under the same scheme, the latest first, count with it in a row. */
export function consequencesOf(
  consequences: readonly Consequence[],
  round: Round,
  others: readonly Round[],
  schemeOf: (round: Round) => Scheme,
  own: InRow,
  platform: string,
): readonly JsonObject[] {
  const year = yearOf(round, schemeOf(round))
  const earlier = others
    .filter(({ opened }) => opened.scheme.id === round.opened.scheme.id && opened.synthetic === round.opened.synthetic)
    .map((it) => ({ round: it, year: yearOf(it, schemeOf(it)), openedAt: it.openedAt.index }))
    .filter((it) => it.year < year || (it.year === year && it.openedAt <= round.openedAt.index))
    .sort((a, b) => b.year - a.year || b.openedAt - a.openedAt)
  const row = [own]
  const years = new Set([year])
  for (const it of earlier) {
    const sealed = (it.round.seals.get(it.round.published.at(-1) ?? 0) ?? []).find((of) => of.platform === platform)
    // A year evaluated again is one year.
    if (!sealed || years.has(it.year)) continue
    years.add(it.year)
    const { grade, noShow } = sealed.snapshot
    const code = isObject(grade) ? String(grade.code) : ''
    row.push({ roundNo: it.round.opened.roundNo, grade: code, noShow: noShow === true })
  }
  return consequences.flatMap(({ zh, en, times, when, grades }) => {
    const counts = (it: InRow) => (when === 'noShow' ? it.noShow : grades.includes(it.grade))
    const end = row.findIndex((it) => !counts(it))
    const inRow = end === -1 ? row : row.slice(0, end)
    if (inRow.length < times) return []
    return [{ zh, en, times, rounds: inRow.map((it) => it.roundNo).reverse() }]
  })
}
