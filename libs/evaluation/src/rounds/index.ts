export { StreamsAtCut } from './contract-terms'
export { type FilteredRow, type FoundRow, type IndicatorRows, indicatorRows } from './indicator-rows'
export { rounds } from './rounds.module'
