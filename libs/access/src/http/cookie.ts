import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The session's cookie. HttpOnly: no script reads it. SameSite=Strict: no other site's request carries it. `__Host-` (https
 * only): no neighbouring host name can set it. Read by hand, and not by `@fastify/cookie`: that one takes the first of several of
 * one name, which another host of the domain may have set.
 */
export class SessionCookie {
  private readonly name: string

  /**
   * @param what where it is not the session itself
   * @param sameSite `Lax` where another site sends the browser back with it
   */
  constructor(
    private readonly secure: boolean,
    what = '',
    private readonly sameSite: 'Strict' | 'Lax' = 'Strict',
  ) {
    this.name = (secure ? '__Host-pilot-ledger' : 'pilot-ledger') + what
  }

  set(reply: FastifyReply, token: string): void {
    this.write(reply, token, '')
  }

  clear(reply: FastifyReply): void {
    this.write(reply, '', '; Max-Age=0')
  }

  /** Of several of the name, none: which is whose cannot be told. */
  read(request: FastifyRequest): string | undefined {
    const found = (request.headers.cookie ?? '')
      .split(';')
      .map((it) => it.trim())
      .filter((it) => it.startsWith(`${this.name}=`))
      .map((it) => it.slice(this.name.length + 1))
    return found.length === 1 && found[0] !== '' ? found[0] : undefined
  }

  private write(reply: FastifyReply, value: string, more: string): void {
    const secure = this.secure ? '; Secure' : ''
    const cookie = `${this.name}=${value}; Path=/; HttpOnly; SameSite=${this.sameSite}${secure}${more}`
    void reply.header('set-cookie', cookie)
  }
}

/** `Authorization: Bearer …`; an empty text for any other scheme, which is then refused and not passed over. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  return /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1] ?? ''
}
