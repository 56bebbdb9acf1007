export * from './domain/events'
