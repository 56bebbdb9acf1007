export { figuresReporting } from './figures-reporting.module'
export { SequencedLog } from './sequenced-log'
