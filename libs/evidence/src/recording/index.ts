export { recordStored, storedEvidence, storedEvidenceAt } from './stored-evidence'
