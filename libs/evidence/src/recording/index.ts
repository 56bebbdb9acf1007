export { recordStored, storedEvidence } from './stored-evidence'
