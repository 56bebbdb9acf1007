import { t } from 'i18next'
import { said } from '../../words/said'
import type { Assessment, Words } from './answers'

interface Term {
  readonly indicator: string
  readonly times?: string
}
type Source = Readonly<Record<string, unknown>>

/** The two sides of a ratio with the names of the indicators that they add up. */
export function ratioWords(source: Source, nameOf: (code: string) => Words | undefined): string {
  const side = (terms: unknown) => {
    const parts = (Array.isArray(terms) ? (terms as readonly Term[]) : []).map(({ indicator, times }) => {
      const name = said(nameOf(indicator) ?? { zh: indicator, en: indicator })
      return times === undefined ? name : `${times} × ${name}`
    })
    return parts.length > 1 ? `(${parts.join(' + ')})` : parts.join('')
  }
  return t('ratio.of', { numerator: side(source.numerator), denominator: side(source.denominator) })
}

export const ratioText = ({ indicators }: Assessment, source: Source): string =>
  ratioWords(source, (code) => indicators.find((it) => it.indicator === code))
