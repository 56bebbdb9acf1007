import { refuse } from '@pilot-ledger/kernel'
import type { BatchRejected, BatchReleased } from './events'
import { batchKey } from './evolve'
import type { Rule } from './rule'

/** H14: release or rejection needs that batch, completed, and happens once. */
export const dispositionNeedsBatch: Rule<BatchReleased | BatchRejected> = (state, { data }) => {
  const batch = state.batches.get(batchKey(data.product, data.batchNo))
  const facts = { product: data.product, batchNo: data.batchNo }
  if (!batch) {
    return refuse('unknown-batch', {
      rule: 'H14',
      pointer: '/batchNo',
      zh: '没有此批次',
      en: 'there is no such batch',
      facts,
    })
  }
  if (batch.disposition) {
    return refuse('batch-already-disposed', {
      rule: 'H14',
      pointer: '/batchNo',
      zh: '该批次已放行或已判不合格',
      en: 'the batch was released or rejected already',
      facts: { ...facts, disposition: batch.disposition },
    })
  }
  if (batch.completedOn !== undefined && batch.completedOn <= data.on) return undefined
  return refuse('batch-not-completed', {
    rule: 'H14',
    pointer: '/on',
    zh: '批次尚未完成，不能放行或判定',
    en: 'the batch was not completed by that day',
    facts: { ...facts, completedOn: batch.completedOn ?? '' },
  })
}
