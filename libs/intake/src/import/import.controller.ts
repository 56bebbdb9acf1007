import { PassThrough } from 'node:stream'
import { Controller, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  ACTOR,
  commandIdentity,
  FILE_TYPES,
  Matching,
  OneOf,
  problem,
  problemOf,
  receivedFile,
  TakesFile,
  Text,
} from '@pilot-ledger/http'
import { anyObject } from '@pilot-ledger/kernel'
import type { FastifyRequest } from 'fastify'
import { markedApart } from '../marking'
import { type ImportOrder, ImportService } from './import.service'
import { IMPORT_MODES, type ImportMode, type ImportProgress } from './import-request'
import { IMPORT_REPORT, type ImportReport } from './report'

export class ImportQuery {
  @OneOf(IMPORT_MODES, {
    optional: true,
    description: 'preview 试导入，不登记 · all 全部或全不 · good 只登记无误的行；缺省 preview',
  })
  mode?: ImportMode
  @Text(200, { optional: true, description: '文件名 the file’s name', example: '合同清单.xlsx' })
  name?: string
  @Text(100, {
    optional: true,
    description: '发票：未写明的均归此合同 invoices: all that say no other',
    example: 'JM-2025-101',
  })
  contract?: string
  @Text(8_000, {
    optional: true,
    description: '发票归何合同 which invoice is for which contract (JSON)',
    example: '{"25442000000012345678":"JM-2025-101"}',
  })
  choices?: string
  @Matching(/^([1-9]\d{0,3})$/, { optional: true, description: '列出的行数 rows listed (default 500)', example: '500' })
  rows?: string
  @Matching(/^(0|[1-9]\d{0,6})$/, {
    optional: true,
    description: '只列此序号之后的行 rows after this one',
    example: '500',
  })
  rowsAfter?: string
}

export class MarkQuery {
  @Text(200, { optional: true, description: '文件名 the file’s name' })
  name?: string
}

/** Cells marked and listed in one workbook. */
const MOST_MARKED = 10_000
const XLSX = FILE_TYPES[0]
const FILE_BODY = {
  schema: { type: 'string', format: 'binary' },
  description: '.xlsx, .csv, NDJSON; XML, OFD, PDF, ZIP',
} as const
const NDJSON = 'application/x-ndjson'
/** One line of the stream: how far it is; the last line is the answer, or the problem that ended it. */
const IMPORT_STREAM = {
  description: 'NDJSON: { progress } … then { result } or { problem }',
  content: { 'application/json': { schema: IMPORT_REPORT }, [NDJSON]: { schema: anyObject } },
}

/** 导入: the file is the body. Sent twice it records nothing twice, so it needs no Idempotency-Key. */
@ApiTags('导入 import')
@Controller('api/platforms/:id/imports')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  @Post()
  @HttpCode(200)
  @TakesFile()
  @ApiConsumes(...FILE_TYPES)
  @ApiBody(FILE_BODY)
  @ApiOkResponse(IMPORT_STREAM as never)
  async import(@Param('id') id: string, @Query() query: ImportQuery, @Req() request: FastifyRequest) {
    const order = this.orderOf(id, query, request)
    const asStream = String(request.headers.accept ?? '').includes(NDJSON)
    return asStream ? streamed((onProgress) => this.imports.run({ ...order, onProgress })) : this.imports.run(order)
  }

  /** The same workbook with its faults marked; a CSV or NDJSON comes as a workbook. Nothing is recorded. */
  @Post('marked')
  @HttpCode(200)
  @TakesFile()
  @ApiConsumes(...FILE_TYPES)
  @ApiBody(FILE_BODY)
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  async marked(@Param('id') id: string, @Query() query: MarkQuery, @Req() request: FastifyRequest) {
    const order = this.orderOf(id, { ...query, mode: 'preview' }, request)
    const { path, name } = order.file
    const listing = { rows: 0, notices: MOST_MARKED, faults: MOST_MARKED }
    const { faults, notices } = await this.imports.run({ ...order, listing })
    const workbook = await markedApart(id, { path }, faults, { notices, ...(name !== undefined && { name }) })
    return new StreamableFile(workbook, { type: XLSX, disposition: 'attachment; filename="marked.xlsx"' })
  }

  private orderOf(platform: string, query: ImportQuery, request: FastifyRequest): ImportOrder {
    const { mode = 'preview', name, contract, choices, rows, rowsAfter } = query
    const { actor, correlationId } = commandIdentity(request, this.actor)
    return {
      platform,
      mode,
      file: { ...receivedFile(request), ...(name !== undefined && { name }) },
      identity: { actor, correlationId },
      ...(contract !== undefined && { contract }),
      ...(choices !== undefined && { choices }),
      listing: {
        ...(rows !== undefined && { rows: Number(rows) }),
        ...(rowsAfter !== undefined && { rowsAfter: Number(rowsAfter) }),
      },
    }
  }
}

/**
 * Progress as lines, the report as the last. What goes wrong before the first line is an answer like any other; the import
 * itself does not wait for who listens, and ends also when nobody does any more.
 */
async function streamed(run: (tell: (it: ImportProgress) => void) => Promise<ImportReport>): Promise<StreamableFile> {
  const out = new PassThrough()
  const line = (it: object) => {
    if (!out.destroyed) out.write(`${JSON.stringify(it)}\n`)
  }
  let begun = false
  await new Promise<void>((resolve, reject) => {
    const tell = (progress: ImportProgress) => {
      begun = true
      line({ progress })
      resolve()
    }
    run(tell).then(
      (result) => {
        line({ result })
        out.end()
        resolve()
      },
      (error: unknown) => {
        if (!begun) return reject(error)
        line({ problem: problemOf(error) ?? problem(500, 'internal', '内部错误', 'internal error') })
        out.end()
      },
    )
  })
  return new StreamableFile(out, { type: `${NDJSON}; charset=utf-8` })
}
