import type { EngagementContent } from '@pilot-ledger/engagements'
import { entryAt } from '@pilot-ledger/figures/reporting'
import type { PlatformContent } from '@pilot-ledger/platforms'
import { countedInOrder } from './in-order'
import type { Asked, PlatformAsked } from './paper'
import { figure } from './totals'

/** A row behind a figure with what its entry says: of a correction, the content it gave. */
export interface ToldRow<Content> {
  readonly contractNo: string
  readonly content: Content
}

/** The rows behind figures, in the order of their days, never all at once. */
export const rowsBehind = ({ question }: PlatformAsked, ...codes: string[]) =>
  countedInOrder(question, codes.map(figure))

export async function told<Content extends EngagementContent | PlatformContent = EngagementContent>(
  { log, tables }: Asked,
  row: number,
): Promise<ToldRow<Content>> {
  const entry = await entryAt(log, tables, tables.fact(row).entry)
  const content = entry.type === 'EntryCorrected' ? (entry.data as { content: unknown }).content : entry
  const { contractNo = '' } = entry as { contractNo?: string }
  return { contractNo, content: content as Content }
}
