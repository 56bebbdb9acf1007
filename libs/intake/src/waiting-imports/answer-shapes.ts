import { instant, listOf, maybe, named, oneOf, shape, text, whole } from '@pilot-ledger/kernel'
import { totals, waitReason } from '../import/answer-shapes'

export const WAITING_IMPORTS = shape({
  platform: text,
  imports: listOf(
    shape({
      import: text,
      contracts: whole,
      /** The first of them. */
      named: listOf(shape({ engagement: text, contractNo: text })),
      entries: whole,
      totals,
      because: listOf(waitReason),
      proposedBy: text,
      proposedAt: instant,
    }),
  ),
})
export const FAILED = named('FailedProposal', { engagement: text, proposal: text, code: text, zh: text, en: text })
/** How much was answered; what the ledger does not allow any more goes on waiting. */
export const WAITING_IMPORT_ANSWER = shape({
  import: text,
  platform: text,
  answer: oneOf('approve', 'reject', 'withdraw'),
  contracts: whole,
  entries: whole,
  failed: listOf(FAILED),
  position: maybe(text),
})
