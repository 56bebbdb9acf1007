import { useTranslation } from 'react-i18next'
import { useTwoLanguages } from '../../kit/two-languages'
import type { Assessment, Words } from './answers'

interface Term {
  readonly indicator: string
  readonly times?: string
}

/** The two sides of a ratio with the names of the indicators that they add up. */
export function useRatioWords() {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  return (source: Readonly<Record<string, unknown>>, nameOf: (code: string) => Words | undefined) => {
    const side = (terms: unknown) => {
      const parts = (Array.isArray(terms) ? (terms as readonly Term[]) : []).map(({ indicator, times }) => {
        const name = said(nameOf(indicator) ?? { zh: indicator, en: indicator })
        return times === undefined ? name : `${times} × ${name}`
      })
      return parts.length > 1 ? `(${parts.join(' + ')})` : parts.join('')
    }
    return t('ratio.of', { numerator: side(source.numerator), denominator: side(source.denominator) })
  }
}

export function useRatioText(assessment: Assessment) {
  const words = useRatioWords()
  return (source: Readonly<Record<string, unknown>>) =>
    words(source, (code) => assessment.indicators.find((it) => it.indicator === code))
}
