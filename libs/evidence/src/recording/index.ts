export { recordStored, refuseOtherPages, storedEvidence, storedEvidenceAt } from './stored-evidence'
