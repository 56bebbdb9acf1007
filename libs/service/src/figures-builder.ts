import { openElsewhere } from '@pilot-ledger/event-log'
import { serveBuild } from '@pilot-ledger/figures'
import { ledgerLog } from './ledger-log'

/** The whole of a process that builds figures. */
serveBuild(async (address) => ledgerLog(await openElsewhere(address)))
