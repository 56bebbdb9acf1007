import { Failure } from '../verdict/failure'
import type { Publication } from './contents'
import { daysOf } from './day'
import { Exact } from './exact'
import { PLATFORM_FIGURES } from './figures'
import type { Ledger } from './ledger'
import type { Window } from './platform'
import { PROGRAMME_FIGURES, programmeAnswer } from './programme-figures'
import { standing } from './programme-items'
import { answerOf } from './totals'
import type { Figure } from './value'

/** What a letter states, and a number of the ledger that was laid beside it. */
export interface Candidate {
  readonly code: string
  readonly basis: string
  readonly from: string
  readonly to: string
  /** Null where amounts of both tax bases stand there: they are never added. */
  readonly value: string | null
  readonly agrees: boolean
}
export interface Compared {
  readonly verdict: 'agrees' | 'differs' | 'cannotSay'
  /** What the stated number means, rounded as it is written: from `low`, and below `high`. */
  readonly low: string
  readonly high: string
  readonly candidates: readonly Candidate[]
}
export type Whose = { readonly platform: string } | { readonly programme: string }

/** Of amounts the basis they are on; all others are counts. */
const BASES: Readonly<Record<string, string>> = {
  contractAmount: 'signed',
  invoicedAmount: 'invoiced',
  receivedAmount: 'received',
  outstanding: 'outstanding',
}
/** One thing on three bases. */
const ON_BASES = ['contractAmount', 'invoicedAmount', 'receivedAmount']
/** What stands on a day; all others happen within a window. */
const STOCKS = [
  'outstanding',
  'jointCentres.inForce',
  'productionLines',
  'sharedEquipment',
  'libraryProjects',
  'recognisedPlatforms',
  'provincialPlatforms',
  'cultivatingUnits',
  'platformsWithLibrary',
  'sharingUnits',
  'sharedEntries',
  'allianceMembers',
  'platformsWithAllElements',
  'upgradedLines',
  'policiesInForce',
  'subsidyCap',
]
export const isStock = (code: string) => STOCKS.includes(code)
export const basisOf = (code: string, { unit }: Pick<Figure, 'unit'>) =>
  unit === 'count' ? 'notApplicable' : (BASES[code.split('.')[0]] ?? 'notApplicable')

/** How many yuan, or things counted, one of the unit is. */
const UNITS = { count: '1', 元: '1', 万元: '10000', 亿元: '100000000' }

/** 函件对照: the statement beside what the entries come to, at the statement's own precision. */
export function compared(said: Publication, ledger: Ledger, whose: Whose, requested: Window): Compared {
  const unit = Exact.of(UNITS[said.unit])
  const stated = Exact.of(said.value).times(unit)
  const decimals = said.value.split('.')[1]?.length ?? 0
  const half = unit.per(Exact.of(`2${'0'.repeat(decimals)}`))
  const [low, high] = [stated.minus(half), stated.plus(half)]
  const agrees = (value: string | null) =>
    value !== null && Exact.of(value).reaches(low) && high.isAbove(Exact.of(value))
  const kind = said.unit === 'count' ? 'count' : 'CNY'
  const written = (exact: Exact) => (kind === 'CNY' ? withFen(exact.plain()) : exact.plain())
  // A count has no basis that a document could leave open.
  const basis = said.basis === 'notStated' && kind === 'count' ? 'notApplicable' : said.basis
  const candidates = candidatesOf(said, ledger, whose, requested)
    .filter((it) => it.unit === kind && (basis === 'notStated' || it.basis === basis))
    .map(({ unit: _, ...it }) => ({ ...it, agrees: agrees(it.value) }))
  return { verdict: verdictOf(candidates, basis), low: written(low), high: written(high), candidates }
}

function verdictOf(candidates: readonly Candidate[], basis: string): Compared['verdict'] {
  if (candidates.length === 0) return 'cannotSay'
  const onOne = (list: readonly Candidate[]): Compared['verdict'] => {
    if (list.some((it) => it.value === null)) return 'cannotSay'
    if (list.every((it) => it.agrees)) return 'agrees'
    return new Set(list.map((it) => it.value)).size === 1 ? 'differs' : 'cannotSay'
  }
  if (basis !== 'notStated') return onOne(candidates)
  // Whichever may be meant: one that agrees is enough, and none tells which difference is the real one.
  const bases = [...new Set(candidates.map((it) => it.basis))]
  const some = bases.some((it) => onOne(candidates.filter((of) => of.basis === it)) === 'agrees')
  return some ? 'agrees' : 'cannotSay'
}

type Computed = Omit<Candidate, 'agrees'> & { readonly unit: Figure['unit'] }

/** Every figure over every window that the document can mean. */
function candidatesOf(said: Publication, ledger: Ledger, whose: Whose, requested: Window): readonly Computed[] {
  if ('programme' in whose && said.states === 'target') {
    const own = ledger.programmes.get(whose.programme) ?? []
    return standing(own, 'TargetSet', requested).flatMap(({ data }) => {
      const { figure: code, atLeast: value } = data
      return code === said.figure ? [{ code, basis: 'notApplicable', ...requested, value, unit: 'count' as const }] : []
    })
  }
  const named = said.figure
  const onBases = ON_BASES.includes(named) && said.unit !== 'count'
  const family = onBases ? ON_BASES.filter((it) => said.basis === 'notStated' || BASES[it] === said.basis) : [named]
  const codes = family.length > 0 ? family : [named]
  const lastDays = (date: string) => (isStock(named) ? daysOf(date) : edgesOf(date))
  const froms = said.windowFrom === undefined ? [requested.from] : edgesOf(said.windowFrom)
  const tos = said.windowTo === undefined ? [requested.to] : lastDays(said.windowTo)
  const windows = froms.flatMap((from) => tos.map((to) => ({ from, to }))).filter((it) => it.from <= it.to)
  return windows.flatMap((window) =>
    codes.map((code) => {
      const figure = 'programme' in whose ? PROGRAMME_FIGURES[code] : PLATFORM_FIGURES[code]
      if (!figure) throw new Failure('figure-of-other', '/figure', { code })
      const { value } =
        'programme' in whose
          ? programmeAnswer(PROGRAMME_FIGURES[code], ledger, whose.programme, window)
          : answerOf(PLATFORM_FIGURES[code], ledger, whose.platform, window)
      const one = typeof value === 'string' ? value : null
      return { code, basis: basisOf(code, figure), ...window, value: one, unit: figure.unit }
    }),
  )
}

/** The first and the last day that a date means. */
const edgesOf = (date: string) => [...new Set([daysOf(date)[0], daysOf(date).at(-1) ?? ''])]

function withFen(text: string): string {
  const [whole, decimals = ''] = text.split('.')
  return `${whole}.${decimals.padEnd(2, '0')}`
}
