export { CertificateMaker, type Certified } from './certificate-maker'
export { type CertifiedLedger, certificates } from './certificates.module'
