import type { EventLog } from '@pilot-ledger/event-log'
import {
  type Checked,
  evidenceIdOf,
  isRefusal,
  type Refusal,
  type Rules,
  refuse,
  streamName,
} from '@pilot-ledger/kernel'
import { historyAt, type Recorder, type RequestIdentity } from '@pilot-ledger/recording'
import { EVIDENCE_EVENTS, type EvidenceStored } from '../definitions'

type Stored = EvidenceStored['data']

/** The first entry is the last: a file is given once. */
const RULES: Rules<Stored | undefined, EvidenceStored> = {
  events: EVIDENCE_EVENTS,
  initial: undefined,
  evolve: (_, { data }) => data,
  refuse: () => undefined,
}
const STORED_ALREADY = refuse('evidence-exists', { zh: '该文件已上传', en: 'this file is stored already' })

const streamOf = (platform: string, sha256: string) => streamName('evidence', evidenceIdOf(platform, sha256))

/** What the platform has given itself under this hash; undefined where it has not, whoever else may have. */
export async function storedEvidence(
  recorder: Pick<Recorder, 'load'>,
  platform: string,
  sha256: string,
): Promise<Stored | undefined> {
  const { history } = await recorder.load(streamOf(platform, sha256), RULES)
  return history.state
}

/** The same, with who gave it and when (ms since 1970). */
export async function givenEvidence(
  recorder: Pick<Recorder, 'load' | 'firstEntry'>,
  platform: string,
  sha256: string,
): Promise<{ readonly file: Stored; readonly by: string; readonly at: number } | undefined> {
  const file = await storedEvidence(recorder, platform, sha256)
  const entry = file && (await recorder.firstEntry(streamOf(platform, sha256)))
  return entry && { file, by: entry.actor, at: entry.recordedAt }
}

/** A file that an entry names, as its platform has given it up to a cut (a sequence): one page stands for what was not uploaded. */
export async function paperAt<Named extends { readonly sha256: string }>(
  log: Pick<EventLog, 'readStream'>,
  platform: string,
  named: Named,
  cut: number,
): Promise<Named & { readonly mediaType?: Stored['mediaType']; readonly pages: number }> {
  const { history } = await historyAt(log, streamOf(platform, named.sha256), RULES, cut)
  const stored = history.state
  return { ...named, mediaType: stored?.mediaType, pages: stored?.pages ?? 1 }
}

/** Records that a platform has given a file; of one it gave before, what was recorded then. Refusals: those of the definition. */
export async function recordStored(
  recorder: Recorder,
  data: Stored,
  { actor, correlationId, requestHash }: RequestIdentity,
): Promise<Checked<Stored>> {
  const answer = await recorder.record({
    ...{ actor, correlationId, requestHash, stream: streamOf(data.platform, data.sha256), rules: RULES },
    decide: ({ live }, today) => {
      if (live.length > 0) return STORED_ALREADY
      const content: EvidenceStored = { type: 'EvidenceStored', data }
      return EVIDENCE_EVENTS.refuse(content, today) ?? [content]
    },
  })
  if (isRefusal(answer) && answer !== STORED_ALREADY) return answer
  return (await storedEvidence(recorder, data.platform, data.sha256)) ?? data
}

/**
 * What an entry says of a paper that its platform has uploaded is what the file says. `at` is where the paper stands in what was
 * sent. Refusal: `evidence-pages-differ`.
 */
export async function refuseOtherPages(
  recorder: Pick<Recorder, 'load'>,
  platform: string,
  { sha256, pages }: { readonly sha256: string; readonly pages: number },
  at = '',
): Promise<Refusal | undefined> {
  const stored = await storedEvidence(recorder, platform, sha256)
  if (stored?.pages === undefined || stored.pages === pages) return undefined
  return refuse('evidence-pages-differ', {
    pointer: `${at}/pages`,
    zh: `页数与已上传的文件不符：文件有 ${stored.pages} 页`,
    en: `the file that was uploaded has another number of pages: ${stored.pages}`,
    facts: { given: String(pages), pages: String(stored.pages) },
  })
}
