import { resolve } from 'node:path'
import { isConnectionString, openLog, takeWriterLock } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { continueBackup, rootDigits } from '@pilot-ledger/proof'
import { Mistake } from './mistake'

export interface ContinueOptions {
  readonly data: string
  /** The log, where it is on a server; default: the one in the folder. */
  readonly log?: string
  readonly checkpoints?: string
  readonly proofKey?: string
  readonly reason: string
  readonly actor: string
}

/** Goes on from an older backup that was restored; says what was lost. */
export async function continueOlder({ data, log: address, ...options }: ContinueOptions): Promise<string> {
  if (address !== undefined && !isConnectionString(address))
    throw new Mistake(`不是连接串 / not a connection string: ${address}`)
  const folder = resolve(data)
  // Of a log in the folder its own lock; on a cluster that of the reporter whose folder it is.
  const lock = address === undefined ? undefined : takeWriterLock(folder)
  const log = await openLog(address ?? folder)
  try {
    const { checkpoints, proofKey, reason, actor } = options
    const elsewhere = checkpoints && resolve(checkpoints)
    const done = await continueBackup(log, { folder, elsewhere, keyFile: proofKey && resolve(proofKey), reason, actor })
    if (isRefusal(done)) {
      const facts = Object.entries(done.facts ?? {}).map(([name, it]) => `${name}: ${it}`)
      throw new Mistake([`${done.zh} / ${done.en}`, ...facts].join('\n'))
    }
    const { sequence, abandoned } = done
    return [
      `第 ${sequence} 条已载明沿用旧备份，自此继续 · entry ${sequence} says that an older backup is continued`,
      ...abandoned.map(
        ({ size, root }) =>
          `不再延续 no longer continued: ${size} 条 entries · 根 root ${rootDigits(Buffer.from(root, 'base64'))}`,
      ),
      '请告知每个见证人的管理者，并保留原数据目录 · tell the operator of every witness, and keep the former data folder',
    ].join('\n')
  } finally {
    await log.close()
    lock?.release()
  }
}
