import type { EngagementContent } from '@pilot-ledger/engagements'
import { entryAt, figureNamed } from '@pilot-ledger/figures/reporting'
import type { PlatformContent } from '@pilot-ledger/platforms'
import { type LiveContract, liveContract } from '../journals/live-entries'
import { termsOf } from '../journals/postings'
import { countedInOrder } from './in-order'
import { inPages, type Paper, type PlatformRequested, type Requested, type Row } from './paper'

/** A row behind a figure with what its entry says: of a correction, the content it gave. */
export interface EntryBehind<Content> {
  readonly contractNo: string
  readonly content: Content
}

/** The rows behind figures, in the order of their days, never all at once. */
export const rowsBehind = ({ question }: PlatformRequested, ...codes: string[]) =>
  countedInOrder(
    question,
    codes.map((it) => figureNamed(it)),
  )

export async function entryBehind<Content extends EngagementContent | PlatformContent = EngagementContent>(
  { log, tables }: Requested,
  row: number,
): Promise<EntryBehind<Content>> {
  const entry = await entryAt(log, tables, tables.fact(row).entry)
  const content = entry.type === 'EntryCorrected' ? (entry.data as { content: unknown }).content : entry
  const { contractNo = '' } = entry as { contractNo?: string }
  return { contractNo, content: content as Content }
}

/** The rows of a paper that shows one line for each row behind figures: `value` is what it contributes. */
export function linesBehind<Content extends EngagementContent | PlatformContent = EngagementContent>(
  codes: readonly string[],
  lineOf: (it: EntryBehind<Content> & { readonly value: number }, platform: PlatformRequested) => Row,
): Paper['rows'] {
  return (requested, platform) =>
    inPages(rowsBehind(platform, ...codes), async ({ row, value }) =>
      lineOf({ ...(await entryBehind<Content>(requested, row)), value }, platform),
    )
}

/** A contract that has rows at the cut, and the terms it stands under. */
export async function standing({ log, tables, cut }: Requested, contract: number) {
  const its: LiveContract = await liveContract(log, tables, contract, cut)
  const terms = termsOf(its)
  if (!terms) throw new Error(`contract ${its.id} has rows at ${cut} and no terms`)
  return { contract: its, terms }
}
