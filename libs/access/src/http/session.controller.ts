import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers, addressKey } from '@pilot-ledger/http'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ACTIONS, type Action, type Scope, scopeOf } from '../domain/actions'
import type { Identity } from '../domain/identity'
import type { Access } from '../services/access'
import type { LoggedIn } from '../services/log-in.service'
import { NO_LOCAL_ACCOUNT } from '../services/rights.service'
import { READY_ACCOUNTS, SESSION } from './answer-shapes'
import { orAnswer, refused } from './answers'
import { bearerOf } from './cookie'
import { LogInDto, PasswordChangeDto } from './dtos'
import { Guard } from './guard'
import { ACCESS, ACCESS_OPTIONS, type AccessOptions } from './options'
import { identityOf } from './requester'

/** 登录: who am I, what may I. */
@ApiTags('登录 session')
@Controller('api/session')
export class SessionController {
  constructor(
    @Inject(ACCESS) private readonly access: Access,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly guard: Guard,
  ) {}

  /**
   * The session is in the cookie of the answer and nowhere in its body: no script of a page ever holds it. It takes the place of the
   * one that the browser had.
   */
  @Post()
  async logIn(
    @Body() { name, password, code }: LogInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.access.logIn.logIn(name, password, addressKey(request.ip), code)
    const before = this.guard.cookie.read(request)
    if (!isRefusal(answer) && before !== undefined) this.access.logIn.logOut(before)
    return this.begun(answer, request, reply)
  }

  @Get()
  @Answers(SESSION)
  show(@Req() request: FastifyRequest) {
    // By a cookie: then it is a session, whoever vouched for him.
    return this.view(identityOf(request), bearerOf(request) === undefined)
  }

  @Delete()
  @HttpCode(204)
  logOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.access.logIn.logOut(bearerOf(request) ?? this.guard.cookie.read(request) ?? '')
    this.guard.cookie.clear(reply)
  }

  /** Ends every other session of the account and answers with a new one. */
  @Post('password')
  async changePassword(
    @Body() { currentPassword, newPassword }: PasswordChangeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { account } = identityOf(request)
    if (account === undefined) throw refused(NO_LOCAL_ACCOUNT)
    const address = addressKey(request.ip)
    const changed = await this.access.logIn.changePassword(account, currentPassword, newPassword, address)
    return this.begun(changed, request, reply)
  }

  /** What the log-in page shows: of a demonstration one account for each role, with its password; elsewhere there are none. And the issuer. */
  @Get('ready-accounts')
  @Answers(READY_ACCOUNTS)
  readyAccounts() {
    const accounts = this.access.readyAccounts.map(({ name, displayName, role, password }) => ({
      name,
      displayName,
      role,
      password,
    }))
    return { accounts, issuer: this.options.openIdLogIn?.title }
  }

  /**
   * With what was guessed at the account since its holder last logged in: he is who can say whether that was himself. A log-in at an
   * issuer that was on its way in that browser is withdrawn: coming back it would take the cookie of this session, and not end it.
   */
  private begun(answer: Checked<LoggedIn>, request: FastifyRequest, reply: FastifyReply) {
    if (isRefusal(answer) && answer.code === 'too-many-attempts')
      void reply.header('retry-after', answer.facts?.seconds)
    const { token, identity, guesses } = orAnswer(answer)
    this.guard.loggedIn(request)
    this.guard.cookie.set(reply, token)
    const onTheWay = this.guard.wayCookie.read(request)
    if (onTheWay !== undefined) {
      this.access.issuerLogIn.withdraw(onTheWay)
      this.guard.wayCookie.clear(reply)
    }
    const wrongPasswords = guesses.map(({ lastAt, ...it }) => ({ ...it, lastAt: new Date(lastAt).toISOString() }))
    return { ...this.view(identity, true), wrongPasswords }
  }

  private view(identity: Identity, isSession: boolean) {
    const { idle } = this.access.logIn.times
    return view(identity, isSession ? Math.floor(idle / 1_000) : undefined)
  }
}

function view(
  { actor, account, role, platforms, way, passwordChangeNeeded = false, secondFactorMissing = false }: Identity,
  idleSeconds: number | undefined,
) {
  const rights: Partial<Record<Action, Scope>> = {}
  for (const action of Object.keys(ACTIONS) as Action[]) rights[action] = scopeOf(action, role)
  return { actor, account, role, platforms, way, passwordChangeNeeded, secondFactorMissing, idleSeconds, rights }
}
