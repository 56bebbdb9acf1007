import { brought } from '../kit/brought'

/** Bars, with what draws them in a file of its own: the digits beside them are there before. */
export const Bars = brought(async () => (await import('./bars')).default, { meanwhile: <div className="chart" /> })
