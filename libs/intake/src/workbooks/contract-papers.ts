import type { EventLog } from '@pilot-ledger/event-log'
import { paperAt } from '@pilot-ledger/evidence/recording'
import type { VolumePaper } from '@pilot-ledger/evidence/volume'
import type { LiveContract } from '../journals/live-entries'

/** 佐证材料 of a contract at a cut, in the order in which they were recorded, each as the platform's own file tells of it. */
export async function papersOf(
  log: Pick<EventLog, 'readStream'>,
  platform: string,
  { entries }: Pick<LiveContract, 'entries'>,
  cut: number,
): Promise<VolumePaper[]> {
  const papers: VolumePaper[] = []
  for (const { content } of entries) {
    if (content.type !== 'EvidenceAttached') continue
    const { sha256, kind, fileName } = content.data
    papers.push(await paperAt(log, platform, { sha256, kind, fileName }, cut))
  }
  return papers
}
