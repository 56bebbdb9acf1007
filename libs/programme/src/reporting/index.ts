export { programme } from './programme.module'
