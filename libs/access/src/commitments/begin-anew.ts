import type { EventLog } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { AccountsBegunAnew } from '../definitions/commitments'
import { AT_THE_MACHINE } from '../services/first-administrator'
import { openStore } from '../store'
import { closeAccessDatabase, type Database } from '../store/database'
import { fileOf } from './access-committer'
import { CommittedTree, type TreeName } from './committed-tree'
import { Standing } from './standing'

/**
 * The explicit act after which the accounts in a folder are those of its log, whatever was committed before: they were lost, restored
 * from an older copy, or the log was carried here without them. It is an entry of the log, and stays; what the file has by then is
 * stated in it as a commitment states it, so that nobody is free to alter what was there.
 * @param alone whether the log is of these accounts and no others; of machines that share it each speaks for its own file
 */
export async function beginAccountsAnew(
  folder: string,
  log: Pick<EventLog, 'append' | 'readStream'>,
  reason: string,
  { alone = true }: { readonly alone?: boolean } = {},
): Promise<AccountsBegunAnew> {
  const { database } = openStore(folder)
  try {
    const { exists, head, events } = await log.readStream(SINGLE_STREAMS.access)
    const standing = new Standing()
    for (const [at, it] of events.entries()) standing.add(at + 1, it)
    const file = fileOf(database)
    const [entries, reads] = [await whole(database, 'accountEntries'), await whole(database, 'reads')]
    const data: AccountsBegunAnew = {
      file,
      accountEntries: entries.size,
      accountEntriesRoot: entries.root,
      reads: reads.size,
      readsRoot: reads.root,
      lost: alone ? [...standing.files.keys()].filter((it) => it !== file) : [],
      reason,
    }
    const metadata = { actor: AT_THE_MACHINE, correlationId: uuidv7() }
    const event = { id: uuidv7(), type: 'AccountsBegunAnew', version: 1, data, metadata }
    await log.append(SINGLE_STREAMS.access, exists ? head : 'none', [event])
    return data
  } finally {
    closeAccessDatabase(database)
  }
}

async function whole(database: Database, name: TreeName) {
  const tree = new CommittedTree(database, name)
  await tree.grow()
  return tree.stated
}
