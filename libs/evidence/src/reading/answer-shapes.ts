import { answered, instant, named, text } from '@pilot-ledger/kernel'
import { EVIDENCE_STORED } from '../definitions'

/** What stands beside a paper that is opened: which file it is, and who has given it when. */
export const EVIDENCE_FACTS = named('EvidenceFacts', {
  file: named('StoredEvidence', answered(EVIDENCE_STORED.fields)),
  uploadedBy: text,
  uploadedAt: instant,
})
