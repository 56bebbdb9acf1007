import { Inject, Injectable } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { addressKey, RateLimit } from '@pilot-ledger/http'
import { isRefusal } from '@pilot-ledger/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allowed } from '../domain/allowed'
import type { Identity } from '../domain/identity'
import { ROUTES, type RouteRule, type RouteTable } from '../domain/routes'
import { liesIn } from '../services/networks'
import * as answers from './answers'
import { bearerOf, SessionCookie } from './cookie'
import { Openings } from './openings'
import { ACCESS_OPTIONS, type AccessOptions, DEFAULT_LIMITS } from './options'
import { judge } from './platform-of-request'
import { leaveIdentity } from './requester'
import { sameOrigin } from './same-origin'

/** Contracts whose platform is remembered; the oldest asked for go first. */
const MOST_REMEMBERED = 50_000
/** The page says so of what it asks by itself, with nobody at it: such requests do not keep a session. */
const UNATTENDED = 'x-unattended'
/** These take a password, which is slow to check on purpose. */
const TAKES_PASSWORD = new Set(['POST /api/session', 'POST /api/session/password', 'POST /api/session/second-factor'])
/** Writes a log-in that waits, for whoever asks: of these there is room for so many, and the oldest go. */
const BEGINS_AT_ISSUER = 'POST /api/session/issuer'

/**
 * Stands before every route, also those that are no controller's: who asks, may he, is it not too often; and notes who looks
 * at the contracts of others. What the table of routes does not name is refused.
 */
@Injectable()
export class Guard {
  readonly cookie: SessionCookie
  /** Of a browser that is on its way to an issuer and back. */
  readonly wayCookie: SessionCookie
  /** Every route there is, as `GET /api/platforms/:id`. */
  private readonly known = new Set<string>()
  private readonly table: RouteTable
  private readonly platforms = new Map<string, string>()
  /** Requests whose platform stands in a body not read yet. */
  private readonly waiting = new WeakMap<FastifyRequest, { identity: Identity; rule: RouteRule }>()
  private readonly openings: Openings
  private readonly perAddress: RateLimit
  private readonly perIdentity: RateLimit
  private readonly logIns: RateLimit
  private readonly publicOrigin?: string

  constructor(
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
  ) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits }
    const { clock } = options.access
    this.openings = new Openings(clock)
    this.perAddress = new RateLimit(limits.perAddress, clock)
    this.perIdentity = new RateLimit(limits.perIdentity, clock)
    this.logIns = new RateLimit(limits.logIns, clock)
    this.publicOrigin = options.publicUrl && new URL(options.publicUrl).origin
    const secure = this.publicOrigin?.startsWith('https:') ?? false
    this.cookie = new SessionCookie(secure)
    this.wayCookie = new SessionCookie(secure, '-issuer', 'Lax')
    // A capability that an app adds says its own routes; it changes none of ours.
    this.table = { ...options.routes, ...ROUTES }
    this.stand(host.httpAdapter.getInstance() as FastifyInstance)
  }

  /** Routes that no rule names, and so nobody can reach: a test of every app expects none. */
  routesWithoutRule(): readonly string[] {
    return [...this.known].filter((it) => !Object.hasOwn(this.table, it)).sort()
  }

  /** Rules that no route has: of a capability that the app does not run, or of a route that is gone. */
  rulesWithoutRoute(): readonly string[] {
    return Object.keys(this.table).filter((it) => !this.known.has(it))
  }

  /** In the module's construction, so before any route: those that Nest makes and those made by hand. */
  private stand(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const it of [method].flat()) if (it !== 'HEAD') this.known.add(`${it} ${url}`)
    })
    // Before the body is read: nobody unknown can make the service parse one.
    fastify.addHook('onRequest', async (request, reply) => this.onRequest(request, reply))
    // What concerns the platform that a body names waits for the body.
    fastify.addHook('preHandler', async (request) => {
      const waiting = this.waiting.get(request)
      if (waiting) await this.admit(request, waiting.identity, waiting.rule)
    })
  }

  private async onRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = addressKey(request.ip)
    this.slow(this.perAddress, address, reply)
    // Nothing is there to be guarded: answered as such, or with the methods that are.
    if (request.is404) return
    const route = `${request.method === 'HEAD' ? 'GET' : request.method} ${request.routeOptions.url}`
    const rule = Object.hasOwn(this.table, route) ? this.table[route] : undefined
    if (rule === undefined) throw answers.refused(answers.ROUTE_WITHOUT_RULE)
    if (TAKES_PASSWORD.has(route) && !this.options.access.knowsAddress(address)) this.slow(this.logIns, address, reply)
    if (route === BEGINS_AT_ISSUER) this.slow(this.logIns, address, reply)
    if (rule === 'open') {
      if (!sameOrigin(request, false, this.publicOrigin)) throw answers.refused(answers.CROSS_SITE)
      return
    }
    const identity = await this.identify(request, reply)
    this.slow(this.perIdentity, identity.actor, reply)
    // Whoever may not do it anywhere need not say where.
    const anywhere = allowed(identity, rule.action)
    if (isRefusal(anywhere) && anywhere.code === 'not-allowed') throw answers.refused(anywhere)
    if (identity.passwordChangeNeeded && rule.action !== 'useOwnSession')
      throw answers.refused(answers.PASSWORD_CHANGE_NEEDED)
    if (identity.secondFactorMissing && rule.action !== 'useOwnSession')
      throw answers.refused(answers.SECOND_FACTOR_MISSING)
    if (rule.notByToken && identity.way === 'token') throw answers.refused(answers.TOKEN_NOT_ENOUGH)
    withinToken(identity, request)
    if (rule.platform.in === 'body') this.waiting.set(request, { identity, rule })
    else await this.admit(request, identity, rule)
  }

  private async admit(request: FastifyRequest, identity: Identity, rule: RouteRule): Promise<void> {
    const judged = await judge(request, identity, rule, (id) => this.platformOf(id))
    if (isRefusal(judged)) throw answers.refused(judged)
    if (rule.details && identity.role !== 'platform') this.note(request, identity, rule, judged.platform)
    leaveIdentity(request, identity, () => this.found(request, true).catch(() => undefined))
  }

  /** Before the answer is made: a look that cannot be noted does not happen. */
  private note(request: FastifyRequest, identity: Identity, rule: RouteRule, platform: string | undefined): void {
    const look = rule.opening ? this.openings.lookOf(request, identity) : undefined
    if (look !== undefined && this.openings.isNoted(look)) return
    const { access } = this.options
    access.reads.append({
      at: access.clock(),
      actor: identity.actor,
      role: identity.role,
      action: rule.action,
      platform,
      address: request.ip,
      request: `${request.method} ${request.url}`,
    })
    if (look !== undefined) this.openings.noted(look)
  }

  /** By the token in the header where there is one, else by the cookie: a wrong token is not made good by a cookie. */
  private async identify(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
    const identity = await this.found(request, request.headers[UNATTENDED] !== undefined)
    if (!identity) {
      void reply.header('www-authenticate', 'Bearer')
      throw answers.refused(answers.NOT_AUTHENTICATED)
    }
    if (bearerOf(request) === undefined && !sameOrigin(request, true, this.publicOrigin))
      throw answers.refused(answers.CROSS_SITE)
    return identity
  }

  private async found(request: FastifyRequest, unattended: boolean): Promise<Identity | undefined> {
    const { access, openId } = this.options
    const bearer = bearerOf(request)
    const vouched = openId !== undefined && bearer !== undefined && bearer.split('.').length === 3
    return vouched ? openId.verify(bearer) : access.identify(bearer ?? this.cookie.read(request) ?? '', { unattended })
  }

  /** The right password was given, or an issuer vouched for him: it does not count among the tries of its address. */
  loggedIn(request: FastifyRequest): void {
    this.logIns.giveBack(addressKey(request.ip))
  }

  private slow(limit: RateLimit, key: string, reply: FastifyReply): void {
    const seconds = limit.take(key)
    if (seconds === 0) return
    void reply.header('retry-after', String(seconds))
    throw answers.refused(answers.tooManyRequests(seconds))
  }

  private async platformOf(id: string): Promise<string | undefined> {
    const known = this.platforms.get(id)
    if (known !== undefined) return known
    const platform = await this.options.platformOf(id)
    // Only what is: an id that is unknown now may be signed next.
    if (platform !== undefined) {
      this.platforms.set(id, platform)
      if (this.platforms.size > MOST_REMEMBERED) this.platforms.delete(this.platforms.keys().next().value as string)
    }
    return platform
  }
}

/** A token does what it was made for, from where it was made for. */
function withinToken({ token }: Identity, request: FastifyRequest): void {
  if (!token) return
  const scope = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'record'
  if (!token.scopes.includes(scope)) throw answers.refused(answers.tokenScope(scope))
  if (token.addresses.length > 0 && !liesIn(request.ip, token.addresses)) throw answers.refused(answers.TOKEN_ADDRESS)
}
