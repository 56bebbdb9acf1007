import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { said } from '../words/said'

export type FigureDefinition = Answers['GET /api/figure-catalogue']['figures'][number]

/** The catalogue in the language of the page. */
export function useCatalogue() {
  const figures = useAnswer('GET /api/figure-catalogue').data?.figures ?? []
  const of = new Map(figures.map((it) => [it.code, it]))
  return {
    /** Those of a platform; a programme has its own. */
    figures: figures.filter((it) => it.of === undefined),
    unitOf: (code: string) => of.get(code)?.unit ?? 'count',
    nameOf: (code: string) => {
      const it = of.get(code)
      return it ? said(it) : code
    },
    definitionOf: (code: string) => {
      const it = of.get(code)
      return it ? said(it.definition) : ''
    },
  }
}
