import type { Requirement, SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { isObject } from '../../forms/body'
import { put, valueAt } from './document'

type Group = Extract<Requirement, { of: unknown }>

/** One condition that nobody has filled in yet. */
export const CONDITION: Requirement = { kind: 'atLeast', indicator: '', value: '' }

export const isGroup = (it: Requirement): it is Group => it.kind === 'any' || it.kind === 'all'

/** 入围条件 with one more beside what stands there: two are a group, of which all are asked until somebody says any. */
export function withOneMore(it: Requirement, more: Requirement): Requirement {
  return isGroup(it) ? { ...it, of: [...(it.of ?? []), more] } : { kind: 'all', of: [it, more] }
}

/** A group without one of its conditions; what is left alone in it stands for itself. */
export function withoutOne(group: Group, no: number): Requirement {
  const of = group.of.filter((_, i) => i !== no)
  return of.length === 1 ? of[0] : { ...group, of }
}

/** Conditions within a group: of the other kind, as only that says more than the group around it. */
export const groupWithin = (it: Requirement): Requirement => ({
  kind: it.kind === 'any' ? 'all' : 'any',
  of: [CONDITION, CONDITION],
})

/** Where something stands that others name by its code: an indicator or a grade, itself or its code. */
const CODED = /^(\/content\/(?:groups\/\d+\/indicators|grades\/levels)\/\d+)(?:\/code)?$/
/** Where its code is named: by one, or by a list of them. */
const NAMES = {
  indicators: { one: ['indicator'], list: [] },
  levels: { one: ['grade', 'noShow'], list: ['grades', 'onlyGrades'] },
} as const

/**
 * The document with another value at a pointer, and whoever named an indicator or a grade by its code names it still. Not where
 * two have one code: nobody could tell which of them was meant. A code comes whole, and not letter by letter.
 */
export function written(scheme: SchemeVersion, pointer: string, value: unknown): SchemeVersion {
  const next = put(scheme, pointer, value)
  const at = value === undefined ? undefined : CODED.exec(pointer)?.[1]
  if (at === undefined) return next
  const codeOf = (it: SchemeVersion) => valueAt(it, `${at}/code`)
  const [from, to] = [codeOf(scheme), codeOf(next)]
  const names = at.includes('/levels/') ? NAMES.levels : NAMES.indicators
  const all = at.includes('/levels/')
    ? scheme.content.grades.levels.map((it) => it.code)
    : scheme.content.groups.flatMap((it) => it.indicators.map((of) => of.code))
  const alone = all.filter((it) => it === from).length === 1 && !all.includes(String(to))
  if (from === to || from === '' || to === '' || !alone) return next
  const renamed = (it: unknown, key?: string, around?: string): unknown => {
    if (Array.isArray(it)) return it.map((of) => renamed(of, undefined, key))
    if (isObject(it)) return Object.fromEntries(Object.entries(it).map(([name, of]) => [name, renamed(of, name)]))
    const named = (names.one as readonly unknown[]).includes(key) || (names.list as readonly unknown[]).includes(around)
    return named && it === from ? to : it
  }
  return renamed(next) as SchemeVersion
}
