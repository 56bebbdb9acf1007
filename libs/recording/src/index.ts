export * from './recorder'
