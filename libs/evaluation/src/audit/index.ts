export { audit } from './audit.module'
