export * from './definitions'
export * from './domain/checkpoint'
export * from './domain/compact-range'
export * from './domain/consistency'
export * from './domain/hash'
export * from './domain/inclusion'
export * from './domain/keys'
export * from './domain/leaf'
export { commitment } from './domain/masked'
export * from './domain/multi-proof'
export * from './domain/note'
export * from './domain/tiles'
export * from './domain/tlog-proof'
export * from './domain/tree'
export * from './domain/witness-request'
export { keptTree, LogTree } from './keeping/log-tree'
export { CHECKPOINTS, checkpointsIn, cosignedBeside } from './signing/checkpoint-file'
export { continueBackup } from './signing/continue-backup'
export { ForkedLog } from './signing/forked-log'
export { publicKeyBeside } from './signing/ledger-key'
export { KEY_FILE, LedgerProof, type LedgerProofOptions, PUBLIC_KEY_FILE, TREE } from './signing/ledger-proof'
export { NamedCheckpoints } from './signing/named-checkpoints'
export { checkpointFilesIn, SharedCheckpoints } from './signing/shared-checkpoints'
export { SignedHistory, type WhatIsSigned } from './signing/signed-history'
export {
  WITNESS_OPTIONS,
  WITNESS_USAGE,
  type WitnessAddress,
  type WitnessesTold,
  witnessesTold,
} from './witnessing/addresses'
export type { WitnessState } from './witnessing/witnesses'
