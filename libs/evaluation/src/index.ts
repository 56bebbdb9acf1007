export { ROUND_EVENTS } from './definitions'
export { SCHEME_EVENTS } from './domain/scheme'
export * from './domain/sealed-windows'
