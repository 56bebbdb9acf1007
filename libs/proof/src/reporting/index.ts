export { logProof } from './log-proof.module'
