export { checkedName, NotAsNamed, type StoreFault, StoreUnavailable } from './faults'
export { FolderEvidenceStore } from './folder/folder-evidence-store'
export { writingFault } from './folder/writing-fault'
export type { ByteRange, ContentName, EvidenceStore, StoredFile, StoredName } from './port'
