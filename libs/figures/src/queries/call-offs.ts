import { dayOfNumber } from '@pilot-ledger/kernel'
import { type Tables } from '../read-model/tables'

/** The call-offs of a contract that stand now, oldest first. */
export function liveCallOffs(tables: Tables, engagementId: string) {
  const framework = tables.contractIds.find(engagementId)
  if (framework === undefined) return []
  return tables
    .contractsOf(tables.contract(framework).platform)
    .map((it) => tables.contract(it))
    .filter((it) => it.stands && it.parent === framework)
    .map(({ id, contractNo, signedOn }) => ({ id, contractNo, signedOn: dayOfNumber(signedOn) }))
}
