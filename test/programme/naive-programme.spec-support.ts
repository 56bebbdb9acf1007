import type { RecordedEvent } from '@pilot-ledger/event-log'
import { readLedger } from '../../apps/verifier/src/ledger/ledger'
import { PROGRAMME_FIGURES, programmeAnswer } from '../../apps/verifier/src/ledger/programme-figures'
import { entriesOf } from '../figures/naive-model.spec-support'

/** The figures of a programme by the independent model, which is the verifier's. */
export function naiveProgramme(
  log: readonly RecordedEvent[],
  programme: string,
  from: string,
  to: string,
  cut: number,
): Record<string, unknown> {
  const ledger = readLedger(entriesOf(log, cut))
  return Object.fromEntries(
    Object.entries(PROGRAMME_FIGURES).map(([code, figure]) => [
      code,
      programmeAnswer(figure, ledger, programme, { from, to }).value,
    ]),
  )
}
