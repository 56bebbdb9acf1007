import { applyDecorators } from '@nestjs/common'
import { ApiHeader, ApiTags } from '@nestjs/swagger'

/** What every route of a round says about itself in the OpenAPI document. */
export const RoundDoor = () =>
  applyDecorators(
    ApiTags('绩效评价 evaluation'),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' }),
    ApiHeader({ name: 'If-Match', required: false, description: '轮次的 ETag；不符则 412' }),
  )
