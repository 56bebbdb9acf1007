export { ClosesService } from './closes.service'
export { closing } from './closing.module'
export { ClosingService } from './closing.service'
export { movementsOf, timedMovementsOf } from './movements'
