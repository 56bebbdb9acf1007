import { storedEvidence } from '@pilot-ledger/evidence/recording'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { Recorder } from '@pilot-ledger/recording'
import { type EvidenceAttached, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'

/**
 * What an entry says of a paper that its platform has uploaded is what the file says. `at` where the entry stands in a change; ''
 * for a new one. Refusals: `evidence-pages-differ`.
 */
export async function refuseOtherPages(
  recorder: Pick<Recorder, 'load'>,
  engagementId: string,
  { sha256, pages }: EvidenceAttached['data'],
  at = '',
): Promise<Refusal | undefined> {
  const { history } = await recorder.load(engagementStream(engagementId), engagementRules)
  const { terms } = history.state
  const stored = terms && (await storedEvidence(recorder, terms.platform, sha256))
  if (stored?.pages === undefined || stored.pages === pages) return undefined
  return refuse('evidence-pages-differ', {
    pointer: `${at}/pages`,
    zh: `页数与已上传的文件不符：文件有 ${stored.pages} 页`,
    en: `the file that was uploaded has another number of pages: ${stored.pages}`,
    facts: { given: String(pages), pages: String(stored.pages) },
  })
}
