import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Projector, Tables } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import type { Chance } from '../figures/histories.spec-support'

/** The real projection over a history that stands in memory. */
export async function projected(log: readonly RecordedEvent[]): Promise<Tables> {
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  for (const event of log) await projector.apply(event)
  return tables
}

export function randomWindow(chance: Chance) {
  const from = dayNumber('2024-09-01') + chance.below(200)
  return { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(250)) }
}
