import { applyDecorators, Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger'
import {
  Answers,
  type CommandIdentity,
  FILE_TYPES,
  orRefuse,
  RefusalException,
  receivedFile,
  TakesFile,
} from '@pilot-ledger/http'
import { isRefusal, numberKey, RECORDED, refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { decideAccountDays } from '../domain/account-days'
import type { BankAccount, ColumnMap } from '../domain/bank-account'
import type { Book } from '../domain/book'
import type { ReconciliationContent } from '../domain/reconciliation-events'
import type { StatementDraft } from '../domain/statement'
import {
  bareAccount,
  decideAccount,
  decideColumnMap,
  decideStatement,
  decideStatementVoid,
  isOfFile,
} from '../domain/statement-commands'
import { NOT_YET_NAMED, neighbourNotices } from '../domain/statement-neighbours'
import { STATEMENT_PREVIEW, STATEMENT_RECORDED } from './answer-shapes'
import * as dto from './dtos'
import { ReconciliationDesk } from './reconciliation-desk'
import { ReconciliationReader } from './reconciliation-reader'
import { statementApart } from './statement-apart'
import { previewOf } from './statement-preview'

const MEBIBYTE = 1_048_576
const LARGEST_STATEMENT = 16 * MEBIBYTE
const FileBody = () =>
  applyDecorators(
    ApiConsumes(...FILE_TYPES),
    ApiBody({
      description: '银行流水文件：CSV、XLSX（按列映射）或 camt.053',
      schema: { type: 'string', format: 'binary' },
    }),
  )

/** 银行账户与对账单. */
@ApiTags('对账 reconciliation')
@Controller('api/platforms')
export class StatementsController {
  constructor(
    private readonly desk: ReconciliationDesk,
    private readonly reader: ReconciliationReader,
  ) {}

  @Post(':id/reconciliation/accounts')
  @Answers(RECORDED)
  async account(
    @Param('id') id: string,
    @Body() body: dto.BankAccountDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // A stream of its own: without asking there would be an account of no platform.
    await this.reader.book(id, {})
    const account = body as unknown as BankAccount
    return this.desk.record(id, this.desk.identity(request), (book) => decideAccount(book, account), reply)
  }

  @Post(':id/reconciliation/column-maps')
  @Answers(RECORDED)
  columnMap(
    @Param('id') id: string,
    @Body() { account, columnMap, reason }: dto.ColumnMapSettingDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const map = columnMap as ColumnMap
    const decide = (book: Book) => decideColumnMap(book, account, map, reason)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }

  /** 开户日、销户日: what is left out is not known. */
  @Post(':id/reconciliation/account-days')
  @Answers(RECORDED)
  accountDays(
    @Param('id') id: string,
    @Body() body: dto.AccountDaysDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide: Parameters<ReconciliationDesk['record']>[2] = (book, _live, today) =>
      decideAccountDays(book, body, today)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }

  /** Records nothing: what would be recorded, or why not, with the first rows of the file. */
  @Post(':id/reconciliation/statements/preview')
  @HttpCode(200)
  @TakesFile(LARGEST_STATEMENT)
  @FileBody()
  @Answers(STATEMENT_PREVIEW)
  async preview(@Param('id') id: string, @Query() query: dto.StatementFileQuery, @Req() request: FastifyRequest) {
    const file = receivedFile(request)
    const book = await this.desk.book(id)
    const account = accountIn(book, query.account)
    const read = await statementApart(id, file, query, account)
    const decided = read.draft && decideStatement(book, read.draft, NOT_YET_NAMED, this.desk.today())
    if (isRefusal(decided)) return previewOf(id, file, query.fileName, account, read, decided)
    const neighbours = read.draft ? neighbourNotices(book, read.draft) : []
    return previewOf(
      id,
      file,
      query.fileName,
      account,
      { ...read, notices: [...read.notices, ...neighbours] },
      undefined,
    )
  }

  /** All of a statement or nothing; a long one goes on the log in parts and counts when the last is there. */
  @Post(':id/reconciliation/statements')
  @TakesFile(LARGEST_STATEMENT)
  @FileBody()
  @Answers(STATEMENT_RECORDED)
  async bring(
    @Param('id') id: string,
    @Query() query: dto.StatementFileQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = receivedFile(request)
    const identity = this.desk.identity(request)
    const read = await statementApart(id, file, query, accountIn(await this.desk.book(id), query.account))
    if (read.draft === undefined) throw new RefusalException([...read.faults])
    const drafts = [read.draft, ...read.further]
    const left = identity.idempotencyKey === undefined ? this.notYetBrought(await this.desk.book(id), drafts) : drafts
    const statements: string[] = []
    let answer!: Awaited<ReturnType<StatementsController['record']>>
    for (const [i, draft] of left.entries()) {
      answer = await this.record(id, i === 0 ? identity : ofStatement(identity, i), draft, reply)
      statements.push(answer.statement)
    }
    return { ...answer, statement: statements[0], ...(drafts.length > 1 ? { statements } : {}) }
  }

  /** Of several in a file that was broken off, those that are still to come; where none is, the first, to be refused. */
  private notYetBrought(book: Book, drafts: readonly StatementDraft[]): readonly StatementDraft[] {
    if (drafts.length === 1) return drafts
    const decided = drafts.map((it) => decideStatement(book, it, NOT_YET_NAMED, this.desk.today()))
    const wrong = decided.find((it) => isRefusal(it) && it.code !== 'statement-file-exists')
    // All of them or none, as far as can be known before the first.
    if (isRefusal(wrong)) throw new RefusalException([wrong])
    const left = drafts.filter((_, i) => !isRefusal(decided[i]))
    return left.length > 0 ? left : drafts.slice(0, 1)
  }

  private async record(id: string, identity: CommandIdentity, draft: StatementDraft, reply: FastifyReply) {
    // Where the statement stands is seen when its next part is decided on: to read all of it again for each would be quadratic.
    let stands: { statement: string; left: number } | undefined
    const decide: Parameters<ReconciliationDesk['record']>[2] = (book, _live, today) => {
      const decided = decideStatement(book, draft, this.desk.idOf(identity, id), today)
      if (!isRefusal(decided)) stands = standsAfter(book, decided[0])
      return decided
    }
    let answer = await this.desk.record(id, identity, decide, reply)
    for (let part = 2; ; part++) {
      // A request that was repeated has decided nothing.
      stands ??= standing(await this.desk.book(id), draft)
      if (stands === undefined || stands.left <= 0)
        return { ...answer, statement: stands?.statement ?? this.desk.idOf(identity, id) }
      const key = identity.idempotencyKey === undefined ? undefined : `${identity.idempotencyKey}/${part}`
      const next = { ...identity, idempotencyKey: key, expectedRevision: undefined }
      stands = undefined
      answer = await this.desk.record(id, next, decide, reply)
    }
  }

  @Post(':id/reconciliation/statements/:statement/voiding')
  @Answers(RECORDED)
  void(
    @Param('id') id: string,
    @Param('statement') statement: string,
    @Body() { reason }: dto.ReasonDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decide = (book: Book) => decideStatementVoid(book, statement, reason)
    return this.desk.record(id, this.desk.identity(request), decide, reply)
  }
}

/** Each statement of a file is recorded under a key and a name of its own. */
function ofStatement(identity: CommandIdentity, at: number): CommandIdentity {
  const { idempotencyKey, correlationId } = identity
  return {
    ...identity,
    idempotencyKey: idempotencyKey === undefined ? undefined : `${idempotencyKey}/statement-${at}`,
    correlationId: idempotencyKey === undefined ? `${correlationId}/statement-${at}` : correlationId,
    expectedRevision: undefined,
  }
}

/** Which statement a file is on the log, and how many parts of it are to come. */
function standing(book: Book, draft: StatementDraft) {
  const brought = [...book.statements.values()].find((it) => isOfFile(it, draft) && !it.voided)
  return brought && { statement: brought.statement, left: brought.parts - brought.partsBrought }
}

function standsAfter(book: Book, event: ReconciliationContent | undefined) {
  if (event?.type === 'StatementBrought') return { statement: event.data.statement, left: event.data.parts - 1 }
  if (event?.type !== 'StatementLinesBrought') return undefined
  const { statement, part } = event.data
  const known = book.statements.get(statement)
  return known && { statement, left: known.parts - part }
}

function accountIn(book: Book, account: string): BankAccount {
  return orRefuse(
    book.accounts.get(numberKey(account)) ??
      [...book.accounts.values()].find((it) => bareAccount(it.account) === bareAccount(account)) ??
      refuse('unknown-bank-account', {
        pointer: '/account',
        zh: '该银行账号未登记',
        en: 'the bank account is not on the ledger',
      }),
  )
}
