/** The oldest Node that runs the ledger: its SQLite binding and the parser of its test runner need it. */
export const OLDEST_NODE = '20.20.0'

/**
 * One line in Chinese and English when `version` (such as `18.19.1`) is older than `oldest`, undefined when it will do.
 * This file is read by Nodes too old for the rest: no imports, and only syntax of 2015.
 */
export function nodeFault(version, oldest = OLDEST_NODE) {
  const [have, need] = [version, oldest].map((it) => it.split('.').map((part) => Number.parseInt(part, 10)))
  const at = need.findIndex((part, index) => part !== have[index])
  if (at === -1 || have[at] > need[at]) return undefined
  return `需要 Node ${oldest} 或更新版本，当前为 ${version} · Node ${oldest} or newer is needed, this is ${version}: https://nodejs.org`
}
