import { applyDecorators } from '@nestjs/common'
import { ApiHeader, ApiTags } from '@nestjs/swagger'

/** What every route that records says about itself in the OpenAPI document. */
export const RegisterDoor = () =>
  applyDecorators(
    ApiTags('平台 platforms'),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' }),
    ApiHeader({ name: 'If-Match', required: false, description: '平台记录的 ETag；不符则 412' }),
  )
