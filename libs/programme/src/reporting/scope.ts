import type { FigureDefinition } from '@pilot-ledger/figures'

/** Over the registers of all platforms and the programme, not of the programme's alone. */
export function isOverAllRegisters(figure: FigureDefinition): boolean {
  return figure.of === 'allRegisters'
}
