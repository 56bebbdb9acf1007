import { beginAccountsAnew } from '@pilot-ledger/access'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { Mistake } from './mistake'

/** After this the accounts in the folder are those of its log, whatever was committed to it before. */
export async function accountsAnew(folder: string, reason: string) {
  if (reason.trim() === '') throw new Mistake('请注明理由 / say why')
  const log = await openSqliteEventLog({ folder })
  try {
    return await beginAccountsAnew(folder, log, reason)
  } finally {
    await log.close()
  }
}

/** What was done, or in words why not. */
export function orMistake<T>(checked: Checked<T>): T {
  if (isRefusal(checked)) throw new Mistake(`${checked.zh} / ${checked.en}`)
  return checked as T
}
