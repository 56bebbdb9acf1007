import type { Json } from '../json/json'
import type { Window } from '../ledger/platform'
import type { Candidate, Compared, Whose } from '../ledger/statement'
import { NUMBER } from './figure-stated'
import { ID, Shape, windowIn } from './shape'

/** docs/certificate.md says what each member means. */
export interface StatementStated {
  readonly of: Whose & { readonly statement: string }
  /** What a document that names no window is held against. */
  readonly window: Window
  /** The number of the entry that states it. */
  readonly entry: number
  readonly figure: string
  readonly value: string
  readonly unit: string
  readonly basis: string
  /** Of what is aimed at. */
  readonly states?: 'target'
  readonly compared: Compared
}

export function readStatement(it: Shape): StatementStated {
  return {
    of: it.part('of', (its) => {
      const statement = its.text('statement')
      return its.has('programme')
        ? { programme: its.matching('programme', ID), statement }
        : { platform: its.matching('platform', ID), statement }
    }),
    window: it.part('window', windowIn),
    entry: it.whole('entry'),
    figure: it.text('figure'),
    value: it.text('value'),
    unit: it.text('unit'),
    basis: it.text('basis'),
    ...(it.has('states') && { states: it.oneOf('states', 'target') }),
    compared: it.part('compared', (its) => ({
      verdict: its.oneOf('verdict', 'agrees', 'differs', 'cannotSay'),
      low: its.text('low'),
      high: its.text('high'),
      candidates: its.list('candidates', candidateIn),
    })),
  }
}

const candidateIn = (value: Json, at: string): Candidate =>
  Shape.of(value, at, (its) => ({
    code: its.text('code'),
    basis: its.text('basis'),
    ...windowIn(its),
    value: its.isText('value') ? its.matching('value', NUMBER) : its.nothing('value'),
    agrees: its.flag('agrees'),
  }))
