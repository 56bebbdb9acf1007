export { reconciliation } from './reconciliation.module'
