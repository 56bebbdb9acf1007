import { type EngagementContent, type EngagementEvent, invoiceFigures } from '@pilot-ledger/engagements'
import type { ListedContract, PlatformContracts } from '@pilot-ledger/engagements/recording'
import type { EventLog } from '@pilot-ledger/event-log'
import { isCorrection, isProposalEvent, type ProposedEntries, partyKey } from '@pilot-ledger/kernel'

interface Contract extends ListedContract {
  readonly invoices: Set<string>
}

/**
 * The contracts of a platform, and the invoices they name, from the log itself, read once from end to end: the command line has no
 * figures. What was voided, corrected or rejected is among them; whoever asks for it finds that nothing stands there.
 */
export function contractsIn(log: Pick<EventLog, 'readAll'>): PlatformContracts {
  const read = new Map<string, Promise<readonly Contract[]>>()
  const of = (platform: string) => {
    const known = read.get(platform) ?? contractsOf(log, platform)
    read.set(platform, known)
    return known
  }
  return {
    listed: of,
    holding: async (platform, invoices) => {
      const its = await of(platform)
      return its.filter((it) => invoices.some((one) => it.invoices.has(one))).map((it) => it.contractNo)
    },
  }
}

async function contractsOf(log: Pick<EventLog, 'readAll'>, platform: string): Promise<readonly Contract[]> {
  const byStream = new Map<string, Contract>()
  for await (const page of log.readAll()) {
    for (const { stream, ...entry } of page) {
      for (const { type, data } of contentsOf(entry as unknown as EngagementEvent)) {
        const known = byStream.get(stream)
        if (type === 'ContractSigned' && data.platform === platform) {
          const { contractNo, client } = data
          const listed = { contractNo, client: partyKey(client.id), clientName: client.name }
          byStream.set(stream, { ...listed, invoices: known?.invoices ?? new Set() })
        }
        if (type === 'InvoiceIssued') known?.invoices.add(invoiceFigures(data.invoice))
      }
    }
  }
  return [...byStream.values()]
}

/** Of an entry; of a change that waits what it says, but for a signing: until it is approved the contract is none. */
function contentsOf(event: EngagementEvent): readonly EngagementContent[] {
  if (isProposalEvent(event)) {
    const change = (event.type === 'ChangeProposed' ? event.data.change : {}) as Partial<
      ProposedEntries<EngagementContent>
    > & {
      readonly content?: EngagementContent
    }
    return [...(change.contents ?? []), ...(change.content ? [change.content] : [])].filter(
      (it) => it.type !== 'ContractSigned',
    )
  }
  return [
    isCorrection<EngagementEvent>(event) ? (event.data.content as EngagementContent) : (event as EngagementContent),
  ]
}
