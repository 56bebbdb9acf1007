export { inspectBytes } from './inspect'
export type { Inspected } from './inspected'
export { EvidenceRefused } from './refused'
export { readXml } from './xml'
