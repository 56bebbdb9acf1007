import { beginAccountsAnew } from '@pilot-ledger/access'
import { isConnectionString, openLog } from '@pilot-ledger/event-log'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { Mistake } from './mistake'

/**
 * After this the accounts in the folder are those of its log, whatever was committed to it before.
 * @param address of a log that machines share: then of this machine, and nothing is said of the files of others
 */
export async function accountsAnew(folder: string, reason: string, address?: string) {
  if (reason.trim() === '') throw new Mistake('请注明理由 / say why')
  if (address !== undefined && !isConnectionString(address))
    throw new Mistake(`不是连接串 / not a connection string: ${address}`)
  const log = await openLog(address ?? folder)
  try {
    return await beginAccountsAnew(folder, log, reason, { alone: address === undefined })
  } finally {
    await log.close()
  }
}

/** What was done, or in words why not. */
export function orMistake<T>(checked: Checked<T>): T {
  if (isRefusal(checked)) throw new Mistake(`${checked.zh} / ${checked.en}`)
  return checked as T
}
