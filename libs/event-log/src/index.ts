export * from './errors'
export * from './port'
export * from './sqlite/sqlite-event-log'
export type { Fault } from './sqlite/verify'
