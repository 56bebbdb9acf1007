export * from './dated-rule'
export * from './proposals'
export * from './recorder'
export { notStorable } from './storable'
