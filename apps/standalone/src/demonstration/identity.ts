import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { ACTOR_NAME, demonstrationSteps } from './seed'

/**
 * Whether the ledger in this folder is the demonstration: it begins with what the demonstration begins with. Only there do its
 * passwords, which everybody knows, open anything; wherever the folder is called so and holds another ledger they do not.
 */
export async function isDemonstration(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'log.db'))) return false
  const log = await openSqliteEventLog({ folder, readOnly: true })
  try {
    const [first] = (await log.readAll({ limit: 1 }).next()).value ?? []
    const { actor, idempotencyKey } = first?.metadata ?? {}
    return actor === ACTOR_NAME && idempotencyKey === demonstrationSteps()[0].key
  } finally {
    await log.close()
  }
}
