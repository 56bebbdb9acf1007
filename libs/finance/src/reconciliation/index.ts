export { QUEUE_KINDS, type QueueItem, type QueueKind } from '../domain/queue-item'
export { type QueueSources, queuesOf } from './queues'
export { reconciliation } from './reconciliation.module'
