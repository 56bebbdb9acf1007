import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { Access } from '../services/access'
import { ACCESS_LOG, ACCOUNT_ENTRIES } from './answer-shapes'
import { AccessLogQuery, AccountEntriesQuery } from './dtos'
import { ACCESS } from './options'

const PAGE = 100

/** 查阅记录 and 账户记录: who looked at whose contracts, and what was done to accounts. */
@ApiTags('查阅记录 access log')
@Controller('api')
export class AccessLogController {
  constructor(@Inject(ACCESS) private readonly access: Access) {}

  /** Newest first. */
  @Get('access-log')
  @Answers(ACCESS_LOG)
  reads(@Query() { actor, platform, before, limit }: AccessLogQuery) {
    const most = Number(limit ?? PAGE)
    const page = this.access.reads.page(Number(before ?? Number.MAX_SAFE_INTEGER), most, { actor, platform })
    const reads = page.map(({ at, ...it }) => ({ ...it, at: new Date(at).toISOString() }))
    return { reads, next: page.length === most ? String(page[page.length - 1].sequence) : undefined }
  }

  /** Oldest first. */
  @Get('account-entries')
  @Answers(ACCOUNT_ENTRIES)
  entries(@Query() { after, limit }: AccountEntriesQuery) {
    const most = Number(limit ?? PAGE)
    const page = this.access.entries.page(Number(after ?? 0), most)
    const entries = page.map(({ at, ...it }) => ({ ...it, at: new Date(at).toISOString() }))
    return { entries, next: page.length === most ? String(page[page.length - 1].sequence) : undefined }
  }
}
