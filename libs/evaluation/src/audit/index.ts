export { audit } from './audit.module'
export { roundVolumes } from './papers/round-volumes'
export type { SealCheck } from './seal-verifier'
export { verifySeals } from './verify-seals'
