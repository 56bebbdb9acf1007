import type { EventLog } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { AccountsBegunAnew } from '../definitions/commitments'
import { AT_THE_MACHINE } from '../services/first-administrator'
import { openStore } from '../store'
import { closeAccessDatabase } from '../store/database'
import { fileOf } from './access-committer'

/**
 * The explicit act after which the accounts in a folder are those of its log, whatever was committed before: they were lost, restored
 * from an older copy, or the log was carried here without them. It is an entry of the log, and stays.
 */
export async function beginAccountsAnew(
  folder: string,
  log: Pick<EventLog, 'append' | 'readStream'>,
  reason: string,
): Promise<AccountsBegunAnew> {
  const { database } = openStore(folder)
  try {
    const count = (table: string) => (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
    const data = { file: fileOf(database), accountEntries: count('account_entries'), reads: count('reads'), reason }
    const { exists, head } = await log.readStream(SINGLE_STREAMS.access, { limit: 1, direction: 'backward' })
    const metadata = { actor: AT_THE_MACHINE, correlationId: uuidv7() }
    const event = { id: uuidv7(), type: 'AccountsBegunAnew', version: 1, data, metadata }
    await log.append(SINGLE_STREAMS.access, exists ? head : 'none', [event])
    return data
  } finally {
    closeAccessDatabase(database)
  }
}
