export { inspectApart } from './inspect-apart'
export type { Inspected } from './inspected'
