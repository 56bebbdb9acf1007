import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Jose = typeof import('jose', { with: { 'resolution-mode': 'import' }})
type KeyPair = Awaited<ReturnType<Jose['generateKeyPair']>>

/** An OpenID Connect issuer on this machine: a discovery document, keys that rotate, tokens. */
export class Issuer {
  /** Addresses asked for, in order. */
  readonly asked: string[] = []
  /** What the discovery document says beside, or instead of, the truth. */
  discovery: Record<string, unknown> = {}
  away = false
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
      void issuer.answer(String(request.url)).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
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

  private async answer(url: string): Promise<{ status: number; body: unknown }> {
    this.asked.push(url)
    if (this.away) return { status: 503, body: {} }
    if (url === '/.well-known/openid-configuration') {
      return { status: 200, body: { issuer: this.address, jwks_uri: `${this.address}/keys`, ...this.discovery } }
    }
    const keys = this.keys.map(async ({ kid, alg, pair }) => {
      return { ...(await this.jose.exportJWK(pair.publicKey)), kid, alg, use: 'sig' }
    })
    return url === '/keys' ? { status: 200, body: { keys: await Promise.all(keys) } } : { status: 404, body: {} }
  }
}
