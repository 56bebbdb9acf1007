import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type EventLog, Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
import { currentVersion, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { BACKUP_CONTINUED, type BackupContinued } from '../definitions/notices'
import { named } from '../domain/continuation'
import type { LedgerProof } from './ledger-proof'

/** Who put a backup back, and why. */
export interface RestoredBy {
  readonly actor: string
  readonly reason: string
}

/** In the folder of a restored backup until the ledger says so itself: no file in it tells whether there was more. */
const RESTORED = 'restored'

/** The first start of the folder will record who restored it, and why. */
export function markRestored(folder: string, { actor, reason }: RestoredBy): void {
  writeWholeFile(join(folder, RESTORED), JSON.stringify({ id: randomUUID(), actor, reason }))
}

/** It is said otherwise, or there is nothing to say it of. */
export function unmarkRestored(folder: string): void {
  rmSync(join(folder, RESTORED), { force: true })
}

/**
 * What was restored is recorded before anything else is, once: behind all that the backup had. Whether entries were given up is
 * known only to whoever holds later checkpoints; every certificate tells him that he should look.
 * @param log the store's own, held against all that was signed of it
 */
export async function tellRestored(log: EventLog, folder: string, proof: LedgerProof): Promise<void> {
  const file = join(folder, RESTORED)
  if (!existsSync(file)) return
  const { size } = proof.tree
  if (size > 0) {
    const { id, actor, reason } = restoredIn(file)
    const { events } = await log.readStream(SINGLE_STREAMS.notices)
    const from = named({ size, root: proof.tree.root(size) })
    if (!events.some((it) => it.id === id)) await recordContinued(log, { from, abandoned: [], reason }, actor, id)
  }
  unmarkRestored(folder)
}

function restoredIn(file: string): RestoredBy & { readonly id: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Unavailable(
      'damaged',
      `恢复记载无法读取 / what was noted of the restoring cannot be read: ${file} · ${error}`,
    )
  }
}

/** The entry that says that the ledger goes on from a backup; where it stands. */
export async function recordContinued(
  log: EventLog,
  data: BackupContinued['data'],
  actor: string,
  id: string = randomUUID(),
): Promise<string> {
  const stream = SINGLE_STREAMS.notices
  const { head } = await log.readStream(stream, { limit: 0 })
  const { type } = BACKUP_CONTINUED
  const version = currentVersion(BACKUP_CONTINUED)
  const event = { id, type, version, data: { ...data }, metadata: { actor, correlationId: id } }
  return (await log.append(stream, head === -1 ? 'none' : head, [event])).position
}
