export type { MarkedFault } from './mark-faults'
export { markedApart } from './marked-apart'
