import { canonical } from '../json/canonical'
import { PLATFORM_FIGURES, type PlatformFigure } from '../ledger/figures'
import { readLedger } from '../ledger/ledger'
import type { Entry } from '../ledger/live'
import { PROGRAMME_FIGURES, programmeAnswer } from '../ledger/programme-figures'
import { type Answer, answerOf, totalOf } from '../ledger/totals'
import type { Figure } from '../ledger/value'
import { Failure } from '../verdict/failure'
import { figureTold } from '../verdict/figure-words'
import type { Claim, Plan } from './claim'
import { type FigureStated, readFigure } from './figure-stated'
import { GROUP, platformsIn } from './groups'
import type { Shape } from './shape'

/** `pilot-ledger/figure-certificate@1` */
export function figureClaim(it: Shape): Claim {
  const stated = readFigure(it)
  const { definition, of, window } = stated
  return { code: definition.code, figure: definition.code, of, window, plan: () => planOf(stated) }
}

function planOf(stated: FigureStated): Plan {
  const { figure, groups, answer } = askedBy(stated)
  return {
    groups,
    made: (entries, keys) => {
      const found = answer(entries, platformsIn(keys))
      const [said, recomputed] = [stated.value, found.value].map((it) => canonical(it))
      if (said !== recomputed) throw new Failure('value-differs', '/value', { said, recomputed })
      return figureTold(stated, figure, found, entries)
    },
  }
}

/** How a figure is made: of which groups of entries, and what it comes to. */
interface Asked {
  readonly figure: Figure
  readonly groups: readonly string[]
  /** `platforms`: those the map names. */
  answer(entries: readonly Entry[], platforms: readonly string[]): Answer
}

const has = (table: object, code: string) => Object.hasOwn(table, code)

/** Of which kinds of entries a figure of a platform is made. */
export const kindsOf = ({ of }: PlatformFigure) =>
  of === 'contracts' ? [GROUP.contracts, GROUP.platform] : [GROUP.platform]

function askedBy({ definition: { code, version }, of, window }: FigureStated): Asked {
  if (window.from > window.to) throw new Failure('format-shape', '/window')
  const isProgramme = has(PROGRAMME_FIGURES, code)
  if (!isProgramme && !has(PLATFORM_FIGURES, code)) throw new Failure('figure-unknown', '/definition/code', { code })
  const known = isProgramme ? PROGRAMME_FIGURES[code].version : PLATFORM_FIGURES[code].version
  if (version !== known) throw new Failure('definition-version', '/definition/version', { version, known })
  if (isProgramme !== 'programme' in of) throw new Failure('figure-of-other', '/of')
  if ('programme' in of) {
    const figure = PROGRAMME_FIGURES[code]
    const groups = figure.over === 'programme' ? [GROUP.programme + of.programme] : [GROUP.platform, GROUP.programme]
    return { figure, groups, answer: (entries) => programmeAnswer(figure, readLedger(entries), of.programme, window) }
  }
  const figure = PLATFORM_FIGURES[code]
  const kinds = kindsOf(figure)
  if ('platform' in of) {
    const groups = kinds.map((it) => it + of.platform)
    return { figure, groups, answer: (entries) => answerOf(figure, readLedger(entries), of.platform, window) }
  }
  if (of.platforms === 'all')
    return { figure, groups: kinds, answer: (entries, ids) => totalOf(figure, readLedger(entries), ids, window) }
  const ids = of.platforms
  return {
    figure,
    groups: ids.flatMap((id) => kinds.map((it) => it + id)),
    answer: (entries) => totalOf(figure, readLedger(entries), ids, window),
  }
}
