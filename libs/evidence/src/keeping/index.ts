export { type Carried, carry } from './carry'
export { type NamedFile, namedBy, namedIn } from './named'
export { faultOf, type PaperFault } from './read-whole'
