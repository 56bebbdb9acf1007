export * from './media-types'
export * from './stored'
