import type { Indicator, SchemeVersion, Scoring } from '@pilot-ledger/evaluation/definitions'
import { isObject } from '../../forms/body'

type Part = readonly Part[] | { readonly [name: string]: Part } | null
type Document = Readonly<Record<string, unknown>>

/** Where a table of a scheme needs a list (`[each]`) or an object; `name?` may be absent. Everything else is a cell's. */
const PARTS: Part = {
  titles: {},
  'source?': {},
  content: {
    window: {},
    asOf: {},
    filters: [],
    groups: [
      {
        indicators: [
          {
            source: { 'evidence?': {}, 'numerator?': [{}], 'denominator?': [{}] },
            scoring: { 'tiers?': [{}], 'points?': [] },
          },
        ],
      },
    ],
    grades: { levels: [{ 'quota?': {} }] },
    'eligibility?': { requires: { 'of?': [{ 'of?': [{}] }] } },
    'consequences?': [{ 'grades?': [] }],
    'subsidy?': { base: { 'tiers?': [{}], 'amounts?': [{}] }, 'onlyGrades?': [] },
  },
}

/**
 * A scheme's document as the table shows it: lists and objects that are missing are empty, whatever else stands there stays.
 * Undefined where something else stands in the place of one: then only the text shows it.
 */
export function asTable(document: unknown): SchemeVersion | undefined {
  const whole = withParts(document, PARTS)
  return whole === BROKEN ? undefined : (whole as SchemeVersion)
}

const BROKEN = Symbol('not of this shape')

function withParts(value: unknown, part: Part): unknown {
  if (Array.isArray(part)) {
    if (value === undefined) return []
    if (!Array.isArray(value)) return BROKEN
    if (part.length === 0) return value.some(isNest) ? BROKEN : value
    const each = value.map((it) => withParts(it, part[0]))
    return each.includes(BROKEN) ? BROKEN : each
  }
  if (value !== undefined && !isObject(value)) return BROKEN
  const own: Document = value ?? {}
  const whole: Record<string, unknown> = { ...own }
  for (const [key, below] of Object.entries(part ?? {})) {
    const name = key.replace('?', '')
    if (key !== name && own[name] === undefined) continue
    whole[name] = withParts(own[name], below)
  }
  return Object.values(whole).includes(BROKEN) ? BROKEN : whole
}

const isNest = (it: unknown) => typeof it === 'object'

/** What stands at a pointer of the document. */
export function valueAt(document: unknown, pointer: string): unknown {
  const [, ...path] = pointer.split('/')
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], document)
}

/** The document with another value at a pointer (RFC 6901); undefined takes out what stands there. Lists close their gaps. */
export function put<Of>(document: Of, pointer: string, value: unknown): Of {
  const [, ...path] = pointer.split('/')
  return putAt(document, path, value) as Of
}

function putAt(part: unknown, [key, ...below]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const inside = below.length === 0 ? value : putAt((part as Document)?.[key], below, value)
  if (Array.isArray(part)) {
    const at = Number(key)
    return inside === undefined ? part.filter((_, i) => i !== at) : Object.assign([...part], { [at]: inside })
  }
  const { [key]: _, ...others } = (part ?? {}) as Document
  return inside === undefined ? others : { ...(part as Document), [key]: inside }
}

/** A list with one of its items moved up (−1) or down (1); at its end it stays. */
export function moved<It>(list: readonly It[], at: number, by: 1 | -1): readonly It[] {
  const to = at + by
  if (to < 0 || to >= list.length) return list
  return list.map((it, i) => (i === at ? list[to] : i === to ? list[at] : it))
}

/**
 * The first of `i1`, `i2` … that stands nowhere in a document, whatever its case: neither as a code nor where something that is gone
 * is still named by it, which would then mean the new one without a word.
 */
export function freeCode(letter: string, document: unknown): string {
  const all = new Set(textsIn(document).map((it) => it.toLowerCase()))
  for (let no = 1; ; no++) if (!all.has(`${letter}${no}`)) return `${letter}${no}`
}

function textsIn(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : []
}

export const newIndicator = (code: string): Indicator => ({
  code,
  zh: '',
  en: '',
  weight: '',
  source: { from: 'ledger', figure: '' },
  target: '',
  scoring: { method: 'share' },
})

/** What a way of scoring begins with, and whether it holds the value against a target. */
export const SCORINGS: Readonly<Record<Scoring['method'], Scoring>> = {
  share: { method: 'share' },
  tiers: { method: 'tiers', tiers: [{ from: '', points: '' }] },
  threshold: { method: 'threshold' },
  rank: { method: 'rank', points: ['', '', ''], otherwise: '' },
  none: { method: 'none' },
}
export const SOURCES: Readonly<Record<Indicator['source']['from'], Indicator['source']>> = {
  ledger: { from: 'ledger', figure: '' },
  hand: { from: 'hand', unit: 'count', evidence: { zh: '', en: '' } },
  ratio: {
    from: 'ratio',
    unit: 'percent',
    numerator: [{ indicator: '' }],
    denominator: [{ indicator: '' }],
    decimals: 2,
  },
}

/** Another way of scoring: what the old one needed and the new one does not goes. */
export function scoredBy(it: Indicator, method: Scoring['method']): Indicator {
  const { target = '', ...others } = it
  const held = method === 'share' || method === 'threshold'
  return { ...others, ...(method === 'none' && { weight: '0' }), ...(held && { target }), scoring: SCORINGS[method] }
}

/** An empty table: one group with one indicator, and the usual four grades. */
export const EMPTY: SchemeVersion = {
  code: '',
  version: 1,
  titles: { zh: '', en: '' },
  issuer: '',
  content: {
    window: { kind: 'calendarYear' },
    asOf: { kind: 'selfAssessmentDeadline' },
    filters: ['relatedOut', 'coBuildingOut'],
    fullScore: '100',
    decimals: 2,
    groups: [{ code: 'g1', zh: '', en: '', weight: '100', indicators: [newIndicator('i1')] }],
    grades: {
      levels: [
        { code: 'excellent', zh: '优秀', en: 'Excellent', from: '90' },
        { code: 'good', zh: '良好', en: 'Good', from: '75' },
        { code: 'passed', zh: '合格', en: 'Passed', from: '60' },
        { code: 'failed', zh: '不合格', en: 'Failed', from: '0' },
      ],
      noShow: 'failed',
    },
  },
}

interface Published extends SchemeVersion {
  readonly newest: number
}

/** The next version of a published scheme, as it stands now. */
export function nextOf({ code, newest, titles, issuer, sample, source, content }: Published): SchemeVersion {
  return {
    code,
    version: newest + 1,
    titles,
    ...(issuer !== undefined && { issuer }),
    ...(sample && { sample }),
    ...(source && { source }),
    content,
  }
}

/** As it is sent and shown: empty optional texts are none. */
export function asSent({ issuer, ...others }: SchemeVersion): SchemeVersion {
  return issuer === undefined || issuer.trim() === '' ? others : { ...others, issuer }
}

export const textOf = (document: unknown): string => JSON.stringify(document, undefined, 2)

/**
 * Refusals that still stand after the value at a pointer was changed: not those of it, of what it holds or of what it is a part of;
 * where something was taken out, nor those of its neighbours, whose pointers are others now.
 */
export function stillStanding<It extends { readonly pointer: string }>(
  faults: readonly It[],
  pointer: string,
  value: unknown,
): readonly It[] {
  const at = value === undefined ? pointer.replace(/\/[^/]*$/, '') : pointer
  const within = (part: string, whole: string) => part === whole || part.startsWith(`${whole}/`)
  return faults.filter((it) => !within(it.pointer, at) && !within(at, it.pointer))
}
