export {
  givenEvidence,
  recordStored,
  refuseOtherPages,
  storedEvidence,
  storedEvidenceAt,
} from './stored-evidence'
