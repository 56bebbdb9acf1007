export { closing } from './closing.module'
