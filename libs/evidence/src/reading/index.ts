export { EvidenceController } from './evidence.controller'
export { EVIDENCE_STORE } from './tokens'
