import { type EvidenceFor, engagementRules, engagementStream, evidenceFor } from '@pilot-ledger/engagements'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { historyAt } from '@pilot-ledger/recording'

/** An entry that a point of the checklist rests on. */
export interface RestsOn {
  readonly entry: string
  /** Its contract; absent where the entry is none of a contract, or none that is live. */
  readonly engagement?: string
}

/** Gives what proves a point as of a cut; each contract is read once for a list of them. */
export function evidenceOfPoints(log: LogReading, cut: number) {
  const read = new Map<string, ReturnType<typeof historyOf>>()
  const historyOf = async (engagement: string) =>
    (await historyAt(log, engagementStream(engagement), engagementRules, cut)).history
  const once = (engagement: string) => {
    const reading = read.get(engagement) ?? historyOf(engagement)
    read.set(engagement, reading)
    return reading
  }
  return async (on: readonly RestsOn[]): Promise<EvidenceFor[]> => {
    const found = new Map<string, EvidenceFor>()
    for (const { entry, engagement } of on)
      if (engagement !== undefined)
        for (const it of evidenceFor(await once(engagement), entry)) if (!found.has(it.sha256)) found.set(it.sha256, it)
    return [...found.values()]
  }
}
