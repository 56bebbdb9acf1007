export { type MarkedFault, markFaults } from './mark-faults'
export { markedApart } from './marked-apart'
