import type { EngagementContent } from '@pilot-ledger/engagements'
import { type CountedRow, countedRows } from '@pilot-ledger/figures'
import { entryAt } from '@pilot-ledger/figures/reporting'
import type { PlatformContent } from '@pilot-ledger/platforms'
import type { Asked, PlatformAsked } from './paper'
import { figure } from './totals'

/** A row behind a figure with what its entry says: of a correction, the content it gave. */
export interface ToldRow<Content> {
  readonly counted: CountedRow
  readonly contractNo: string
  readonly content: Content
}

export const rowsBehind = ({ question }: PlatformAsked, code: string) => countedRows(question, figure(code))

export async function told<Content extends EngagementContent | PlatformContent = EngagementContent>(
  { log, tables }: Asked,
  counted: CountedRow,
): Promise<ToldRow<Content>> {
  const entry = await entryAt(log, tables, tables.facts.columns.entry[counted.row])
  const content = entry.type === 'EntryCorrected' ? (entry.data as { content: unknown }).content : entry
  const { contractNo = '' } = entry as { contractNo?: string }
  return { counted, contractNo, content: content as Content }
}
