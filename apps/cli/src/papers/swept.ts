import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isConnectionString, openLog, openSqliteEventLog } from '@pilot-ledger/event-log'
import { LEAST_GRACE_DAYS, sweep, type Unnamed } from '@pilot-ledger/evidence/keeping'
import { isObjectAddress } from '@pilot-ledger/evidence/store'
import { shanghaiDay } from '@pilot-ledger/kernel'
import { Mistake } from '../mistake'
import { openToRead, openToWrite, papersOf, placeServed } from './places'

/** As the command line gives them. */
export interface SweepAsked {
  readonly data: string
  readonly log?: string
  readonly evidence?: string
  readonly grace: string
  readonly dryRun?: boolean
}

const DAY = 24 * 3_600_000

/** Removes what no entry names and has not for the grace, also while the service runs; says each file of it. Throws `Mistake`. */
export async function sweepPapers({ data, log: address, evidence, grace, dryRun }: SweepAsked, now = Date.now()) {
  const graceDays = Number(grace)
  if (!(Number.isSafeInteger(graceDays) && graceDays >= LEAST_GRACE_DAYS))
    throw new Mistake(
      `--grace ${grace}: 应为整数，至少 ${LEAST_GRACE_DAYS} 天 / whole days, at least ${LEAST_GRACE_DAYS}`,
    )
  if (address !== undefined && !isConnectionString(address))
    throw new Mistake(`不是连接串 / not a connection string: ${address}`)
  const folder = resolve(data)
  const place = placeServed(evidence) ?? papersOf(folder)
  if (!isObjectAddress(place) && !existsSync(place))
    throw new Mistake(`没有佐证材料目录 / there is no such folder of papers: ${place}`)
  const log = address === undefined ? await openSqliteEventLog({ folder, readOnly: true }) : await openLog(address)
  try {
    const store = dryRun ? await openToRead(place) : await openToWrite(place)
    try {
      const options = { note: join(folder, 'evidence.unnamed'), graceDays, now, dryRun }
      const { removed, kept } = await sweep(log, store, options)
      return [
        ...removed.map((it) => `${dryRun ? '将移除 would be removed' : '已移除 removed'}  ${lineOf(it)}`),
        ...kept.map((it) => `保留至 kept until ${shanghaiDay(it.since + graceDays * DAY)}  ${lineOf(it)}`),
        `${sumOf(removed)} ${dryRun ? '将移除 would be removed' : '已移除 removed'}，${sumOf(kept)} 保留 kept`,
      ]
    } finally {
      await store.close()
    }
  } finally {
    await log.close()
  }
}

const lineOf = ({ sha256, size, storedAt, since }: Unnamed) =>
  `${sha256}  ${size} 字节 bytes  存于 stored ${shanghaiDay(storedAt)}  未被提及 unnamed since ${shanghaiDay(since)}`

const sumOf = (files: readonly Unnamed[]) =>
  `${files.length} 个文件 files (${files.reduce((sum, { size }) => sum + size, 0)} 字节 bytes)`
