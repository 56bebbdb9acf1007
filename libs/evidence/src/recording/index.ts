export {
  givenEvidence,
  paperAt,
  recordStored,
  refuseOtherPages,
  storedEvidence,
} from './stored-evidence'
