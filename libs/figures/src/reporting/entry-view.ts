import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import { NONE } from '../columns/index-chain'
import { STORE } from '../columns/store'
import { type Tables } from '../read-model/tables'
import type { LogReading } from './tokens'

/** One entry as an auditor sees it: what, when it was recorded, by whom, where to open it. */
export function entryView(event: RecordedEvent, sequence: number) {
  const engagement = event.stream.startsWith(ENGAGEMENT_STREAM_PREFIX)
    ? event.stream.slice(ENGAGEMENT_STREAM_PREFIX.length)
    : undefined
  const platform = event.stream.startsWith(PLATFORM_STREAM_PREFIX)
    ? event.stream.slice(PLATFORM_STREAM_PREFIX.length)
    : undefined
  return {
    sequence,
    entryId: event.id,
    engagement,
    platform,
    stream: engagement === undefined && platform === undefined ? event.stream : undefined,
    revision: event.revision,
    type: event.type,
    recordedAt: new Date(event.recordedAt).toISOString(),
    actor: event.metadata.actor,
    /** Who had asked for what this second person stands for. */
    proposedBy: event.metadata.proposedBy,
    data: event.type === 'PlanPart' ? partView(event.data) : event.data,
  }
}

/** What a plan holds states nothing before it stands where it belongs: only of how many streams it is. */
const partView = ({ steps }: RecordedEvent['data']): RecordedEvent['data'] => ({
  steps: (steps as readonly unknown[]).length,
})

/** What a contract is called in lists of its entries: its title and who signed it, as they stand now. */
export function contractNames(tables: Tables, contract: number | undefined) {
  if (contract === undefined) return {}
  const { contracts, texts } = tables[STORE]
  const { number, title, clientName } = contracts.at(contract)
  if (number[contract] === NONE) return {}
  return { title: texts.text(title[contract]), client: texts.text(clientName[contract]) }
}

/** Undefined where there is no contract, or it was not signed yet. */
export function contractNumber(tables: Tables, contract: number | undefined): string | undefined {
  const number = contract === undefined ? NONE : tables[STORE].contracts.at(contract).number[contract]
  return number === NONE ? undefined : tables[STORE].texts.text(number)
}

/** The entry of a sequence, read from the log by its stream and revision: the same on every store. */
export async function entryAt(log: Pick<LogReading, 'readStream'>, tables: Tables, sequence: number) {
  const { entries } = tables[STORE]
  const from = entries.get(sequence - 1, 'revision')
  const of = tables.contractAt(sequence)
  const { events } = await log.readStream(tables.streamAt(sequence), { from, limit: 1 })
  const contractNo = contractNumber(tables, of)
  return { ...entryView(events[0], sequence), ...(contractNo !== undefined && { contractNo }) }
}
