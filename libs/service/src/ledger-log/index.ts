import { COMMITMENT_EVENTS } from '@pilot-ledger/access/definitions'
import { MAP_RECORDED } from '@pilot-ledger/certificates/definitions'
import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import { ROUND_EVENTS, SCHEME_EVENTS } from '@pilot-ledger/evaluation'
import { type EventLog, inCurrentShapes, versioned } from '@pilot-ledger/event-log'
import { EVIDENCE_EVENTS } from '@pilot-ledger/evidence/definitions'
import { CLOSING_EVENTS, LINES_KEPT, RECONCILIATION_EVENTS } from '@pilot-ledger/finance'
import type { AnyEventDefinition } from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme'
import { BACKUP_CONTINUED } from '@pilot-ledger/proof/definitions'

/** The definitions of all events whose shapes have a history of their own; of every other the first shape is the only one. */
export const LEDGER_EVENTS: readonly AnyEventDefinition[] = [
  ...ENGAGEMENT_EVENTS.all,
  ...PLATFORM_EVENTS.all,
  ...PROGRAMME_EVENTS.all,
  ...CLOSING_EVENTS.all,
  ...ROUND_EVENTS.all,
  ...SCHEME_EVENTS.all,
  ...RECONCILIATION_EVENTS.all,
  LINES_KEPT,
  ...EVIDENCE_EVENTS.all,
  MAP_RECORDED,
  BACKUP_CONTINUED,
  ...COMMITMENT_EVENTS.all,
]

/** The ledger's log as every program of the house reads it: whatever shape an entry was written in, in that of now. */
export const ledgerLog = <Log extends EventLog>(log: Log): Log => versioned(log, LEDGER_EVENTS)

/** One entry as that log gives it. */
export const ledgerEntry = inCurrentShapes(LEDGER_EVENTS)
