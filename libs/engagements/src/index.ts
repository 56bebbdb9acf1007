export * from './domain/decide'
export * from './domain/events'
export { engagementRules } from './domain/rules'
export type * from './domain/state'
