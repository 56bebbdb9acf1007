import type { Json } from '../json/json'
import { ID, Shape } from './shape'

/** docs/certificate.md says what each member means. */
export interface SealStated {
  readonly of: {
    readonly round: string
    readonly seal: number
    readonly scheme: string
    /** Whose results are made again from all entries of theirs. */
    readonly platforms: readonly string[]
  }
  /** The number of the first entry that sealed. */
  readonly entry: number
  readonly results: readonly ResultStated[]
}
export interface ResultStated {
  readonly platform: string
  readonly total: string
  readonly grade: string
  /** Where the scheme has one. */
  readonly subsidy?: string
}

export function readSeal(it: Shape): SealStated {
  return {
    of: it.part('of', (its) => ({
      round: its.matching('round', ID),
      seal: its.whole('seal'),
      scheme: its.matching('scheme', ID),
      platforms: its.sortedTexts('platforms', ID),
    })),
    entry: it.whole('entry'),
    results: it.list('results', resultIn),
  }
}

const resultIn = (value: Json, at: string): ResultStated =>
  Shape.of(value, at, (its) => ({
    platform: its.text('platform'),
    total: its.text('total'),
    grade: its.text('grade'),
    ...(its.has('subsidy') && { subsidy: its.text('subsidy') }),
  }))
