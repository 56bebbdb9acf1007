import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { figureOf } from './catalogue'

/** A published figure must be one the catalogue can be asked for, in a unit it has. Refusals: `unknown-figure`, `unit-mismatch`. */
export function publishedFigureFault(published: {
  readonly figure: string
  readonly unit: string
  /** Who publishes it: a platform unless said otherwise; each has its own figures. */
  readonly of?: 'platform' | 'programme' | 'either'
}): Refusal | undefined {
  const figure = figureOf(published.figure)
  const { of = 'platform' } = published
  if (!figure || (of !== 'either' && (figure.of === undefined) !== (of === 'platform'))) {
    return refuse('unknown-figure', {
      pointer: '/figure',
      zh: '目录中没有此指标',
      en: 'the catalogue has no such figure',
      facts: { figure: published.figure },
    })
  }
  if ((figure.unit === 'count') === (published.unit === 'count')) return undefined
  return refuse('unit-mismatch', { pointer: '/unit', zh: '单位与指标不符', en: 'the unit is not one of this figure' })
}
