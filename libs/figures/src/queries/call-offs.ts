import { type BusinessDate, dayOfNumber } from '@pilot-ledger/kernel'
import { NONE } from '../columns/index-chain'
import { CONTRACT_STATE, STORE } from '../columns/store'
import { type Tables } from '../read-model/tables'

/** The call-offs of a contract that stand now, oldest first. */
export function liveCallOffs(tables: Tables, engagementId: string) {
  const { contracts, contractsOfPlatform } = tables[STORE]
  const { parent, number, state, platform, signedOn } = contracts.columns
  const framework = tables.contractIds.find(engagementId)
  const found: { id: string; contractNo: string; signedOn: BusinessDate }[] = []
  if (framework === undefined) return found
  for (let it = contractsOfPlatform.newest(platform[framework]); it !== NONE; it = contractsOfPlatform.before(it)) {
    if (parent[it] !== framework || state[it] === CONTRACT_STATE.none) continue
    const [id, contractNo] = [tables.contractIds.text(it), tables[STORE].texts.text(number[it])]
    found.push({ id, contractNo, signedOn: dayOfNumber(signedOn[it]) })
  }
  return found.reverse()
}
