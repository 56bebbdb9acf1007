export type { Inspected } from './inspect'
export { inspectApart } from './inspect-apart'
