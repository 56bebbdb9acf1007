import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadModel, Tables } from '@pilot-ledger/figures'
import { FiguresService, StreamReader } from '@pilot-ledger/figures/reporting'
import { Recorder } from '@pilot-ledger/recording'
import { RoundContext } from '../rounds/round-context'
import { Sealing } from '../rounds/sealing'
import { AuditedRounds } from './audited-rounds'
import { type SealCheck, SealVerifier } from './seal-verifier'

/**
 * Every sealed result of a ledger held against the log, without a service: `tables` made from that log to its end, and a log
 * whose positions are sequences. Only reads.
 */
export async function* verifySeals({
  log,
  tables,
  clock,
}: {
  readonly log: EventLog
  readonly tables: Tables
  readonly clock: () => number
}): AsyncGenerator<SealCheck> {
  const model = { tables, failure: undefined } as unknown as ReadModel
  const figures = new FiguresService(model, log, clock)
  const recorder = new Recorder(log, clock)
  const streams = new StreamReader(model, log)
  const context = new RoundContext(figures, recorder, model, log, clock)
  const reading = new AuditedRounds(context, streams, recorder)
  yield* new SealVerifier(reading, new Sealing(context, streams), streams).all()
}
