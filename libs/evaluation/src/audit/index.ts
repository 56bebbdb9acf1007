export { audit } from './audit.module'
export type { SealCheck } from './seal-verifier'
export { verifySeals } from './verify-seals'
