import type { DomainEvent } from '@pilot-ledger/kernel'
import type { EngagementEvent } from './events'

/** The platform of a contract, which the first entry of its stream names: its signing, or the proposal of it. */
export function platformOfContract(first: DomainEvent): string | undefined {
  const { type, data } = first as EngagementEvent
  if (type === 'ContractSigned') return data.platform
  if (type !== 'ChangeProposed' || data.change.kind !== 'entries') return undefined
  const signed = data.change.contents.find((it) => it.type === 'ContractSigned')
  return signed?.data.platform
}
