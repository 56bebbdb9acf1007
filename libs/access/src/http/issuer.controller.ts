import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiConsumes, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger'
import { Answers, addressKey, TakesForm } from '@pilot-ledger/http'
import { isRefusal, refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenIdLogIn } from '../openid/log-in'
import type { Access } from '../services/access'
import { ISSUER_LOG_IN } from './answer-shapes'
import { orAnswer, refused } from './answers'
import { Guard } from './guard'
import { ACCESS, ACCESS_OPTIONS, type AccessOptions } from './options'

/** Of a code or a state; issuers' are shorter. */
const MOST_CHARACTERS = 4096

/** 统一登录: people are sent to an OpenID Connect issuer and come back with a session. */
@ApiTags('登录 session')
@Controller('api/session/issuer')
export class IssuerController {
  constructor(
    @Inject(ACCESS) private readonly access: Access,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly guard: Guard,
  ) {}

  /**
   * Where the page sends the browser. A POST, which only the page itself can make: by a link from another site a browser that the
   * issuer still knows would log in without a word and lose the session that it has.
   */
  @Post()
  @HttpCode(200)
  @Answers(ISSUER_LOG_IN)
  async begin(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { address, browser } = orAnswer(
      await this.access.issuerLogIn.begin(this.issuer, this.guard.cookie.read(request)),
    )
    this.guard.wayCookie.set(reply, browser)
    return { address }
  }

  /** Back from there. What went wrong is said on the page, which the browser is led to. */
  @Get('return')
  @ApiExcludeEndpoint()
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { state, code } = returned(request)
    const browser = this.guard.wayCookie.read(request)
    const address = addressKey(request.ip)
    const finished = await this.access.issuerLogIn.finish(this.issuer, { state, code }, browser, address)
    this.guard.wayCookie.clear(reply)
    if (isRefusal(finished)) return this.back(reply, finished.code)
    this.guard.loggedIn(request)
    this.guard.cookie.set(reply, finished.token)
    return this.back(reply)
  }

  /** OpenID Connect Back-Channel Logout 1.0: the issuer itself says who has logged out there. Its token is its proof. */
  @Post('log-out')
  @HttpCode(200)
  @TakesForm()
  @ApiConsumes('application/x-www-form-urlencoded')
  async loggedOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('cache-control', 'no-store')
    const token = (request.body as URLSearchParams | undefined)?.get?.('logout_token') ?? ''
    const done = await this.access.issuerLogIn.loggedOutThere(this.issuer, token)
    if (isRefusal(done)) throw refused(done)
    return done
  }

  private get issuer(): OpenIdLogIn {
    if (!this.options.openIdLogIn) throw refused(NO_ISSUER)
    return this.options.openIdLogIn
  }

  private back(reply: FastifyReply, code?: string) {
    const page = new URL(this.options.publicUrl ?? '/', 'http://localhost')
    const path = page.pathname.replace(/\/?$/, '/')
    return reply.redirect(code === undefined ? path : `${path}?refused=${code}`, 302)
  }
}

/** Whatever else an issuer sends along (`iss`, `session_state`, `error`) is no field of ours; what stands there twice is none. */
function returned({ query }: FastifyRequest): { readonly state?: string; readonly code?: string } {
  const { state, code } = query as Readonly<Record<string, unknown>>
  const one = (it: unknown) => (typeof it === 'string' && it.length <= MOST_CHARACTERS ? it : undefined)
  return { state: one(state), code: one(code) }
}

const NO_ISSUER = refuse('no-issuer', {
  zh: '本台账未接入统一登录',
  en: 'this ledger knows no issuer to log in at',
})
