export { inspectBytes } from './inspect'
export type { Inspected } from './inspected'
export { EvidenceRefused } from './refused'
export { localName, readXml } from './xml'
