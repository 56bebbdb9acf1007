export { CompletenessMap, type MapLeaf } from './completeness/completeness-map'
export * from './completeness/keys'
export { MapHistory } from './completeness/map-history'
export * from './definitions'
