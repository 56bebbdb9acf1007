import { NONE } from '../columns/index-chain'
import { CONTRACT_STATE, type Tables } from '../read-model/tables'

/** Contract numbers of the call-offs of a contract that stand now, oldest first. */
export function liveCallOffs(tables: Tables, engagementId: string): readonly string[] {
  const { contracts, contractsOfPlatform } = tables
  const { parent, number, state, platform } = contracts.columns
  const framework = tables.contractIds.find(engagementId)
  if (framework === undefined) return []
  const found: string[] = []
  for (let it = contractsOfPlatform.newest(platform[framework]); it !== NONE; it = contractsOfPlatform.before(it)) {
    if (parent[it] === framework && state[it] !== CONTRACT_STATE.none) found.push(tables.texts.text(number[it]))
  }
  return found.reverse()
}
