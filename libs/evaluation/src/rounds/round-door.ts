import { applyDecorators, UseGuards } from '@nestjs/common'
import { ApiHeader, ApiTags } from '@nestjs/swagger'
import { TakesPart } from './takes-part'

/** What every route of a round says about itself in the OpenAPI document, and to whom it is there. */
export const RoundDoor = () =>
  applyDecorators(
    UseGuards(TakesPart),
    ApiTags('绩效评价 evaluation'),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' }),
    ApiHeader({ name: 'If-Match', required: false, description: '轮次的 ETag；不符则 412' }),
  )
