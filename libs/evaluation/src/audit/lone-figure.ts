import { type FigureDefinition, Question } from '@pilot-ledger/figures'
import type { Indicator, SchemeContent } from '../domain/scheme'
import type { StreamsAtCut } from '../rounds/contract-terms'
import { indicatorRows } from '../rounds/indicator-rows'
import type { AuditedFigure } from './audited'

/** No filter, no score: a figure of the catalogue asked by itself, as if a scheme had it for its only indicator. */
export const NO_SCHEME: SchemeContent = {
  window: { kind: 'calendarYear' },
  asOf: { kind: 'opening' },
  filters: [],
  fullScore: '0',
  decimals: 0,
  groups: [],
  grades: { levels: [], noShow: '' },
}

export const loneIndicator = ({ code, zh, en }: FigureDefinition): Indicator => ({
  code,
  zh,
  en,
  weight: '0',
  source: { from: 'ledger', figure: code },
  scoring: { method: 'threshold' },
})

export async function loneFigure(
  question: Question,
  figure: FigureDefinition,
  streams: StreamsAtCut,
): Promise<AuditedFigure> {
  const found = await indicatorRows(question, NO_SCHEME, loneIndicator(figure), streams)
  if (!found) throw new Error(`${figure.code} has no rows`)
  return { code: figure.code, zh: figure.zh, en: figure.en, strikes: [], ...found }
}
