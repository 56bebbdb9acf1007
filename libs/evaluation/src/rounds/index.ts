export { rounds } from './rounds.module'
