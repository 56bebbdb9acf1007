/** The files that the ledger keeps. */
export const EVIDENCE_STORE = Symbol('evidence store')
