import { randomUUID } from 'node:crypto'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint, type SignedCheckpoint } from '../domain/checkpoint'
import { parseVerifierKey } from '../domain/keys'
import { CHECKPOINTS, checkpointsIn } from './checkpoint-file'
import { LedgerProof } from './ledger-proof'
import type { LedgerProofOptions } from './options'
import { SignedHistory, type WhatIsSigned } from './signed-history'

export const entry = (i: number) => ({
  id: randomUUID(),
  type: 'PaymentReceived',
  version: 1,
  data: { share: `${i}.00` },
  metadata: { actor: '登记员', correlationId: 'c' },
})

export interface Served {
  readonly verifierKey: string
  readonly checkpoint: SignedCheckpoint | undefined
}

/** Serves the ledger while so many entries are recorded, and what it showed at the end. */
export async function serveIn(data: string, count: number, options: Partial<LedgerProofOptions> = {}): Promise<Served> {
  const log = await openSqliteEventLog({ folder: data })
  try {
    const proof = await LedgerProof.open(log, { folder: data, ...options })
    if (count > 0)
      await log.append(
        `engagement-${randomUUID()}`,
        'none',
        Array.from({ length: count }, (_, i) => entry(i)),
      )
    const { verifierKey } = proof
    await proof.close()
    const { checkpoint } = proof
    const key = parseVerifierKey(verifierKey)
    if (isRefusal(key)) throw new Error('the key that is printed')
    const opened = checkpoint === undefined ? undefined : openCheckpoint(checkpoint, key)
    if (isRefusal(opened)) throw new Error(opened.en)
    return { verifierKey, checkpoint: opened }
  } finally {
    await log.close()
  }
}

/** Puts another log in the place of the ledger's, as somebody would who can write its folder: digests are those of its entries. */
export async function forgeIn(
  data: string,
  of: (entries: readonly RecordedEvent[]) => readonly RecordedEvent[],
): Promise<void> {
  const forged = `${data}-forged-${randomUUID()}`
  const [before, after] = [await openSqliteEventLog({ folder: data }), await openSqliteEventLog({ folder: forged })]
  const entries: RecordedEvent[] = []
  for await (const page of before.readAll()) entries.push(...page)
  await after.restore(of(entries))
  await before.close()
  await after.close()
  for (const it of readdirSync(data)) if (it.startsWith('log.')) rmSync(join(data, it), { recursive: true })
  for (const it of readdirSync(forged))
    if (it.startsWith('log.')) cpSync(join(forged, it), join(data, it), { recursive: true })
}
export const altered = (at: number, change: Partial<RecordedEvent>) => (entries: readonly RecordedEvent[]) =>
  entries.with(at, { ...entries[at], ...change })

/** What the entries and all that was signed of them say of each other, as `verify` looks. */
export async function signedHistoryOf(
  data: string,
  trusted: Omit<WhatIsSigned, 'folder'> = {},
): Promise<SignedHistory> {
  const history = new SignedHistory({ folder: data, ...trusted })
  const log = await openSqliteEventLog({ folder: data, readOnly: true })
  for await (const page of log.readAll()) for (const it of page) history.add(it)
  await log.close()
  return history
}

export const signedIn = (folder: string) => [...checkpointsIn(join(folder, CHECKPOINTS))]
