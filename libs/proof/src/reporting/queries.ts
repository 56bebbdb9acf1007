import { Matching } from '@pilot-ledger/http'

const COUNT = /^(0|[1-9]\d{0,14})$/

export class InclusionQuery {
  @Matching(COUNT, { description: '条目序号减一（自 0 起）· the entry’s sequence less one', example: '0' })
  index!: string
  @Matching(COUNT, { description: '树的大小，不大于最新检查点 · size of the tree', example: '1' })
  size!: string
}

export class ConsistencyQuery {
  @Matching(COUNT, { description: '旧检查点的大小 · size of the older checkpoint', example: '0' })
  older!: string
  @Matching(COUNT, { description: '新检查点的大小 · size of the newer', example: '1' })
  size!: string
}
