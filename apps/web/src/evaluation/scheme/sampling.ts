import { indicatorsOf, type SchemeContent, type Tried, tried } from '@pilot-ledger/evaluation/definitions'
import type { Answers } from '../../api/ask'
import { typedAmount } from '../../money/amount'

type Texts = Readonly<Record<string, string>>

/** Sample values and places of a scheme as they were typed, by code of the indicator, and what they come to. */
export interface Sampling {
  readonly values: Texts
  readonly places: Texts
  readonly answer: Tried | undefined
  readonly give: (code: string, value: string) => void
  readonly place: (code: string, place: string) => void
}

/** Sample values, as they were typed, through the scoring of rounds. `isAmount`: which of them are in yuan. */
export function triedWith(
  content: SchemeContent,
  values: Texts,
  places: Texts,
  isAmount: (code: string) => boolean,
): Tried | undefined {
  const read = (code: string, text: string) =>
    isAmount(code) ? typedAmount(text.trim()) : text.trim().normalize('NFKC').replaceAll(',', '')
  const given = new Map(Object.entries(values).map(([code, it]) => [code, read(code, it)]))
  const ranked = Object.entries(places).filter(([, it]) => /^[1-9]\d{0,3}$/.test(it.trim()))
  return tried(content, given, new Map(ranked.map(([code, it]) => [code, Number(it)])))
}

type Figures = Answers['GET /api/platforms/{id}/figures']['figures']

/** What the ledger says of a platform for each indicator that comes from it, before the scheme keeps anything out. */
export function samplesFrom(content: SchemeContent, figures: Figures): Texts {
  const of = new Map(figures.map((it) => [it.code, it]))
  const found = indicatorsOf(content).flatMap(({ code, source }) => {
    if (source.from !== 'ledger') return []
    const figure = of.get(source.figure)
    const part = source.taxBasis && figure?.refused?.parts.find((it) => it.taxBasis === source.taxBasis)
    const value = part ? part.value : figure?.value
    return typeof value === 'string' ? [[code, value]] : []
  })
  return Object.fromEntries(found)
}

/** Days that sample values are taken from: the scheme's window; by calendar years, up to the last that is over. */
export function sampleWindow(window: SchemeContent['window'], recognisedFrom: string | undefined, today: string) {
  const last = Number(today.slice(0, 4)) - 1
  switch (window.kind) {
    case 'fixed':
      return { from: window.from, to: window.to }
    case 'sinceRecognition':
      return { from: recognisedFrom ?? `${last}-01-01`, to: window.to }
    default:
      return {
        from: `${last - ((window.kind === 'calendarYear' && window.years) || 1) + 1}-01-01`,
        to: `${last}-12-31`,
      }
  }
}
