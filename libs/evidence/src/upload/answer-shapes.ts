import { answered, maybe, named, text, whole } from '@pilot-ledger/kernel'
import { EVIDENCE_STORED } from '../definitions'

/** An upload as it stands; `stored` when it is finished: what was recorded. */
export const UPLOAD = named('EvidenceUpload', {
  id: text,
  size: whole,
  offset: whole,
  fileName: text,
  expiresAt: text,
  stored: maybe(named('StoredEvidence', answered(EVIDENCE_STORED.fields))),
})
