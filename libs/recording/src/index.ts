export * from './proposals'
export * from './recorder'
