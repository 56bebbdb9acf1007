import { Query } from '@nestjs/cqrs'
import { Matching, Text } from '@pilot-ledger/http'
import type { ShapeOf } from '@pilot-ledger/kernel'
import type { REGISTER, REGISTER_ENTRIES } from './answer-shapes'

/** The register at a cut of the log. */
export class RegisterQuery {
  @Matching(/^[1-9]\d{0,14}$/, { optional: true, description: '截止序号；缺省为现在', example: '812' })
  asOf?: string
  @Text(60, { optional: true, description: '登记答复中的 position' })
  waitFor?: string
}

export class RegisterEntriesQuery extends RegisterQuery {
  @Matching(/^([1-9]\d{0,2}|1000)$/, { optional: true, description: '每页条数，缺省 100', example: '100' })
  limit?: string
  @Text(400, { optional: true, description: '上一页给出的 next' })
  cursor?: string
}

export class ShowPlatform extends Query<ShapeOf<typeof REGISTER>> {
  constructor(
    readonly platformId: string,
    readonly query: RegisterQuery,
  ) {
    super()
  }
}

export class ListRegisterEntries extends Query<ShapeOf<typeof REGISTER_ENTRIES>> {
  constructor(
    readonly platformId: string,
    readonly query: RegisterEntriesQuery,
  ) {
    super()
  }
}
