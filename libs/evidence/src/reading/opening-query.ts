import { Matching } from '@pilot-ledger/http'

/** Of every route that shows a paper, or what is in it. */
export class OpeningQuery {
  @Matching(/^[0-9a-f]{32}$/, {
    optional: true,
    description:
      '一次查看的随机号：各请求同号即为一次查看，查阅记录只记一行 of one look: requests with the same one stand once in the access log',
    example: '0f3c5a7e9b1d2f4a6c8e0a2b4c6d8e0f',
  })
  opening?: string
}
