export { CompletenessMap, type MapLeaf } from './completeness/completeness-map'
export * from './completeness/keys'
export * from './definitions'
