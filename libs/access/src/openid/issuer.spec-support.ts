import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

type Jose = typeof import('jose', { with: { 'resolution-mode': 'import' }})
type KeyPair = Awaited<ReturnType<Jose['generateKeyPair']>>

interface Told {
  readonly status: number
  readonly body: unknown
  readonly location?: string
}

/** An OpenID Connect issuer on this machine: a discovery document, keys that rotate, tokens. */
export class Issuer {
  /** Addresses asked for, in order. */
  readonly asked: string[] = []
  /** What the discovery document says beside, or instead of, the truth. */
  discovery: Record<string, unknown> = {}
  away = false
  /** Of a browser that is sent here: where it is sent back to. */
  sendsBack?: (address: string) => Promise<string>
  private readonly grants = new Map<string, { idToken: string; challenge: string; redirect: string }>()
  private keys: { kid: string; alg: string; pair: KeyPair }[] = []
  private made = 0

  private constructor(
    private readonly server: Server,
    readonly jose: Jose,
  ) {}

  static async open(): Promise<Issuer> {
    const jose = await import('jose')
    let issuer: Issuer
    const server = createServer((request, response) => {
      void text(request)
        .then((form) => issuer.answer(String(request.url), form, request.headers.authorization))
        .then(({ status, body, location }) => {
          const to = location === undefined ? {} : { location }
          response.writeHead(status, { 'content-type': 'application/json', ...to }).end(JSON.stringify(body))
        })
    })
    issuer = new Issuer(server, jose)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await issuer.addKey()
    return issuer
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async addKey(alg = 'ES256'): Promise<void> {
    this.made++
    this.keys.push({ kid: `key-${this.made}`, alg, pair: await this.jose.generateKeyPair(alg, { extractable: true }) })
  }

  withdrawOldestKey(): void {
    this.keys.shift()
  }

  /** A token of the newest key; `undefined` takes a claim out. */
  async token(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
    const { kid, alg, pair } = this.keys[this.keys.length - 1]
    return new this.jose.SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(pair.privateKey)
  }

  /** The newest public key as everybody can read it. */
  async publicKey(): Promise<string> {
    return this.jose.exportSPKI(this.keys[this.keys.length - 1].pair.publicKey)
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve, reject) => this.server.close((error) => (error ? reject(error) : resolve())))
  }

  /** A person has logged in and is sent back: what the browser brings, for the address that the ledger sent it to. */
  async loggedIn(address: string, claims: Record<string, unknown>): Promise<{ code: string; state: string }> {
    const asked = new URL(address).searchParams
    const given = Object.fromEntries(asked)
    this.made++
    const code = `code-${this.made}`
    this.grants.set(code, {
      idToken: await this.token({ aud: given.client_id, nonce: given.nonce, iss: this.address, ...claims }),
      challenge: given.code_challenge,
      redirect: given.redirect_uri,
    })
    return { code, state: given.state }
  }

  /** RFC 6749, 4.1.3, and RFC 7636, 4.6: each code once, to whoever began it. */
  private exchanged(form: URLSearchParams, authorization?: string): { status: number; body: unknown } {
    const grant = this.grants.get(form.get('code') ?? '')
    this.grants.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isClient = authorization === `Basic ${Buffer.from('ledger:client-secret').toString('base64')}`
    const fits = grant && challenge === grant.challenge && form.get('redirect_uri') === grant.redirect && isClient
    if (!fits || form.get('grant_type') !== 'authorization_code')
      return { status: 400, body: { error: 'invalid_grant' } }
    return { status: 200, body: { id_token: grant.idToken, access_token: 'none of ours', token_type: 'Bearer' } }
  }

  private async answer(url: string, form: string, authorization?: string): Promise<Told> {
    this.asked.push(url)
    if (this.away) return { status: 503, body: {} }
    if (url === '/.well-known/openid-configuration') {
      const endpoints = { authorization_endpoint: `${this.address}/authorize`, token_endpoint: `${this.address}/token` }
      const document = { issuer: this.address, jwks_uri: `${this.address}/keys`, ...endpoints, ...this.discovery }
      return { status: 200, body: document }
    }
    if (url.startsWith('/authorize') && this.sendsBack)
      return { status: 302, body: {}, location: await this.sendsBack(`${this.address}${url}`) }
    if (url === '/token') return this.exchanged(new URLSearchParams(form), authorization)
    const keys = this.keys.map(async ({ kid, alg, pair }) => {
      return { ...(await this.jose.exportJWK(pair.publicKey)), kid, alg, use: 'sig' }
    })
    return url === '/keys' ? { status: 200, body: { keys: await Promise.all(keys) } } : { status: 404, body: {} }
  }
}
