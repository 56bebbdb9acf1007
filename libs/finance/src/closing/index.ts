export { closing } from './closing.module'
export { movementsOf, timedMovementsOf } from './movements'
