import { instant, listOf, maybe, named, oneOf, shape, text, WAIT_REASON, whole } from '@pilot-ledger/kernel'
import { KIND_TOTALS } from '../import/totals'

export const WAITING_IMPORTS = named('WaitingImports', {
  platform: text,
  imports: listOf(
    shape({
      import: text,
      contracts: whole,
      /** The first of them. */
      named: listOf(shape({ engagement: text, contractNo: text })),
      entries: whole,
      totals: KIND_TOTALS,
      because: listOf(WAIT_REASON),
      proposedBy: text,
      proposedAt: instant,
    }),
  ),
})
export const WAITING_IMPORTS_OF_PLATFORMS = named('WaitingImportsOfPlatforms', { platforms: listOf(WAITING_IMPORTS) })
export const FAILED = named('FailedProposal', { engagement: text, proposal: text, code: text, zh: text, en: text })
/** How much was answered; what the ledger does not allow any more goes on waiting. */
export const WAITING_IMPORT_ANSWER = named('WaitingImportAnswer', {
  import: text,
  platform: text,
  answer: oneOf('approve', 'reject', 'withdraw'),
  contracts: whole,
  entries: whole,
  failed: listOf(FAILED),
  position: maybe(text),
})
