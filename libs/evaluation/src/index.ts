export { type ResultSealed, ROUND_EVENTS, type RoundOpened } from './definitions'
export { NOT_SEALED, UNKNOWN_ROUND } from './domain/round-rules'
export { SCHEME_EVENTS } from './domain/scheme'
export * from './domain/sealed-windows'
