export { CATALOGUE, figureOf, MAIN_FIGURES, PLATFORM_FIGURES, PROGRAMME_FIGURES } from './catalogue/catalogue'
export {
  type AmountBasis,
  type FigureDefinition,
  isOfRegisterAlone,
  keyOf,
  narrowed,
  selects,
} from './catalogue/figure'
export { publishedFigureFault } from './catalogue/published-figure'
export { PoisonEntry, Projector } from './projection/projector'
export { sourceOf } from './projection/stream-source'
export * from './queries/ageing'
export { type AllAnswers, answer, answerAll, answerAllInTurns } from './queries/answers'
export { BroughtForward } from './queries/brought-forward'
export { liveCallOffs } from './queries/call-offs'
export * from './queries/changes'
export * from './queries/contract-totals'
export { contractsOfInvoices } from './queries/contracts-of-invoices'
export * from './queries/counted-rows'
export * from './queries/figure-value'
export { KeptByPlatform } from './queries/kept-by-platform'
export { Lately } from './queries/lately'
export { listedContracts } from './queries/listed-contracts'
export { HOME_REGION, Question } from './queries/question'
export type { Moves, Part } from './queries/tally'
export * from './queries/warnings'
export { serveBuild } from './read-model/build-process'
export { ForeignLog } from './read-model/foreign-log'
export { differences } from './read-model/page-digests'
export { DamagedReadModel, PageStore } from './read-model/page-store'
export * from './read-model/read-model'
export { Tables } from './read-model/tables'
export type { ContractView, FactName, FactView, TaxBasis } from './read-model/views'
