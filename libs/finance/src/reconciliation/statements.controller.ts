import { applyDecorators, Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes } from '@nestjs/swagger'
import { Answers, FILE_TYPES, orRefuse, RefusalException, receivedFile, TakesFile } from '@pilot-ledger/http'
import { inTurns, numberKey, RECORDED, type Refusal, refuse } from '@pilot-ledger/kernel'
import {
  type Exchange,
  HttpExchange,
  RecordingHeaders,
  RecordingService,
  type RequestIdentity,
} from '@pilot-ledger/recording'
import type { BankAccount } from '../definitions/reconciliation'
import type { Book } from '../domain/book'
import type { StatementDraft } from '../domain/statement'
import { bareAccount, refuseStatement } from '../domain/statement-commands'
import { neighbourNotices } from '../domain/statement-neighbours'
import { STATEMENT_PREVIEW, STATEMENT_RECORDED } from './answer-shapes'
import * as dto from './dtos'
import { ReconciliationService, requestedId } from './reconciliation.service'
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
@RecordingHeaders('对账 reconciliation', '对账记录的 ETag；不符则 412')
@Controller('api/platforms/:id/reconciliation')
export class StatementsController {
  constructor(
    private readonly recording: RecordingService,
    private readonly reconciliation: ReconciliationService,
  ) {}

  @Post('accounts')
  @Answers(RECORDED)
  account(@Param('id') id: string, @Body() body: dto.BankAccountDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ReconciliationService, 'account', id, body, exchange)
  }

  @Post('column-maps')
  @Answers(RECORDED)
  columnMap(@Param('id') id: string, @Body() body: dto.ColumnMapSettingDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ReconciliationService, 'setColumnMap', id, body, exchange)
  }

  /** 开户日、销户日: what is left out is not known. */
  @Post('account-days')
  @Answers(RECORDED)
  accountDays(@Param('id') id: string, @Body() body: dto.AccountDaysDto, @HttpExchange() exchange: Exchange) {
    return this.recording.decide(ReconciliationService, 'setAccountDays', id, body, exchange)
  }

  /** Records nothing: what would be recorded, or why not, with the first rows of the file. */
  @Post('statements/preview')
  @HttpCode(200)
  @TakesFile(LARGEST_STATEMENT)
  @FileBody()
  @Answers(STATEMENT_PREVIEW)
  async preview(
    @Param('id') id: string,
    @Query() query: dto.StatementFileQuery,
    @HttpExchange() { request }: Exchange,
  ) {
    const file = receivedFile(request)
    const book = await this.reconciliation.book(id)
    const account = accountIn(book, query.account)
    const read = await statementApart(id, file, query, account)
    const refusal = read.draft && this.refusal(book, read.draft)
    const neighbours = read.draft && !refusal ? await inTurns(neighbourNotices(book, read.draft)) : []
    const reported = { ...read, notices: [...read.notices, ...neighbours] }
    return previewOf(id, file, query.fileName, account, reported, refusal)
  }

  /** All of a statement or nothing. */
  @Post('statements')
  @TakesFile(LARGEST_STATEMENT)
  @FileBody()
  @Answers(STATEMENT_RECORDED)
  async bring(@Param('id') id: string, @Query() query: dto.StatementFileQuery, @HttpExchange() exchange: Exchange) {
    const file = receivedFile(exchange.request)
    const { idempotencyKey } = this.recording.identity(exchange)
    const book = await this.reconciliation.book(id)
    const read = await statementApart(id, file, query, accountIn(book, query.account))
    if (read.draft === undefined) throw new RefusalException([...read.faults])
    const drafts = [read.draft, ...read.further] as const
    const [first, ...further] = idempotencyKey === undefined ? this.notYetBrought(book, drafts) : drafts
    let answer = await this.record(id, first, exchange)
    const statements = [answer.statement]
    for (const [i, draft] of further.entries()) {
      answer = await this.record(id, draft, exchange, i + 1)
      statements.push(answer.statement)
    }
    return { ...answer, statement: statements[0], ...(drafts.length > 1 ? { statements } : {}) }
  }

  /** Of several in a file that was broken off, those that are still to come; where none is, the first, to be refused. */
  private notYetBrought(book: Book, drafts: readonly [StatementDraft, ...StatementDraft[]]): typeof drafts {
    if (drafts.length === 1) return drafts
    const refusals = drafts.map((it) => this.refusal(book, it))
    const wrong = refusals.find((it) => it && it.code !== 'statement-file-exists')
    // All of them or none, as far as can be known before the first.
    if (wrong) throw new RefusalException([wrong])
    const [first = drafts[0], ...left] = drafts.filter((_, i) => !refusals[i])
    return [first, ...left]
  }

  private refusal(book: Book, draft: StatementDraft): Refusal | undefined {
    return refuseStatement(book, draft, this.reconciliation.today())
  }

  private async record(id: string, draft: StatementDraft, exchange: Exchange, at = 0) {
    const as = (identity: RequestIdentity) => ofStatement(identity, at)
    const body = { draft, statement: requestedId(as(this.recording.identity(exchange)), id) }
    const answer = await this.recording.decide(ReconciliationService, 'bring', id, body, exchange, as)
    const { statements } = await this.reconciliation.book(id)
    const brought = [...statements.values()].find((it) => it.entry === answer.entryId)
    return { ...answer, statement: brought?.statement ?? body.statement }
  }

  @Post('statements/:statement/voiding')
  @Answers(RECORDED)
  void(
    @Param('id') id: string,
    @Param('statement') statement: string,
    @Body() { reason }: dto.ReasonDto,
    @HttpExchange() exchange: Exchange,
  ) {
    return this.recording.decide(ReconciliationService, 'voidStatement', id, { statement, reason }, exchange)
  }
}

/** Each statement of a file is recorded under a key and a name of its own. */
function ofStatement(identity: RequestIdentity, at: number): RequestIdentity {
  if (at === 0) return identity
  const { idempotencyKey, correlationId } = identity
  return {
    ...identity,
    idempotencyKey: idempotencyKey === undefined ? undefined : `${idempotencyKey}/statement-${at}`,
    correlationId: idempotencyKey === undefined ? `${correlationId}/statement-${at}` : correlationId,
    expectedRevision: undefined,
  }
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
