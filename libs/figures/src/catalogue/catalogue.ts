import { amountFigures } from './amount-figures'
import { clientFigures, projectFigures } from './contract-figures'
import { approvalFigures, batchFigures, productFigures } from './delivery-figures'
import type { FigureDefinition } from './figure'
import { programmeFigures } from './programme-figures'
import { registerFigures } from './register-figures'

/** Every figure the ledger answers, in the order people expect them. */
export const CATALOGUE: readonly FigureDefinition[] = [
  ...projectFigures,
  ...amountFigures,
  ...clientFigures,
  ...productFigures,
  ...batchFigures,
  ...approvalFigures,
  ...registerFigures,
  ...programmeFigures,
]

const BY_CODE = new Map(CATALOGUE.map((it) => [it.code, it]))

export function figureOf(code: string): FigureDefinition | undefined {
  return BY_CODE.get(code)
}

/** Those of a platform: each platform has its own, and all of them a total. */
export const PLATFORM_FIGURES: readonly FigureDefinition[] = CATALOGUE.filter((it) => it.of === undefined)
/** Those of a city's programme. */
export const PROGRAMME_FIGURES: readonly FigureDefinition[] = CATALOGUE.filter((it) => it.of !== undefined)

/** The figures of a platform shown when none is named: those without a switch turned. */
export const MAIN_FIGURES: readonly FigureDefinition[] = PLATFORM_FIGURES.filter((it) => !it.code.includes('.'))
