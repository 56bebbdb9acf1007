import { RefusalException } from '@pilot-ledger/http'
import { AccessFixture, OURS, RIVAL_CONTRACT, signing } from '../http/access-fixture.spec-support'
import { identityOfClaims } from './claims'
import { Issuer } from './issuer.spec-support'
import { type OpenIdOptions, openIdVerifier } from './verifier'

const NOW = Date.parse('2025-09-01T09:00:00+08:00')
const seconds = (time: number) => Math.floor(time / 1000)
const AUDIENCE = 'pilot-ledger'

let issuer: Issuer
beforeEach(async () => {
  issuer = await Issuer.open()
})
afterEach(() => issuer.close())

const verifier = (given: Partial<OpenIdOptions> = {}) =>
  openIdVerifier({ issuer: issuer.address, audience: AUDIENCE, clock: () => NOW, keysCooldown: 0, ...given })
const claims = (given: Record<string, unknown> = {}) => ({
  iss: issuer.address,
  aud: AUDIENCE,
  sub: 'f3a1-77',
  iat: seconds(NOW),
  exp: seconds(NOW) + 300,
  roles: ['evaluator', 'offline_access'],
  ...given,
})
/** The actor, nothing for a bad token, or the refusal. */
const outcome = async (token: string, of = verifier()) => {
  try {
    return (await of.verify(token))?.actor ?? 'bad token'
  } catch (error) {
    if (error instanceof RefusalException) return `${error.status} ${error.refusals[0].code}`
    throw error
  }
}

describe('A token of the issuer', () => {
  it('is the identity that its claims give', async () => {
    expect(await verifier().verify(await issuer.token(claims()))).toEqual({
      actor: 'openid:f3a1-77',
      role: 'evaluator',
      platforms: [],
      way: 'openid',
    })
  })

  it.each(['RS256', 'PS256', 'EdDSA'])('may be signed with %s', async (alg) => {
    await issuer.addKey(alg)
    expect(await outcome(await issuer.token(claims()))).toBe('openid:f3a1-77')
  })

  it('may not be signed with what the ledger does not name', async () => {
    await issuer.addKey('ES384')
    expect(await outcome(await issuer.token(claims()))).toBe('bad token')
  })

  it('is good for this ledger only, from this issuer, while it lasts, a minute of clocks allowed', async () => {
    const now = seconds(NOW)
    const cases: [Record<string, unknown>, string][] = [
      [{ aud: ['other', AUDIENCE] }, 'openid:f3a1-77'],
      [{ aud: 'other' }, 'bad token'],
      [{ aud: undefined }, 'bad token'],
      [{ iss: 'https://id.example.cn' }, 'bad token'],
      [{ exp: now - 59 }, 'openid:f3a1-77'],
      [{ exp: now - 61 }, 'bad token'],
      [{ exp: undefined }, 'bad token'],
      [{ nbf: now + 59 }, 'openid:f3a1-77'],
      [{ nbf: now + 61 }, 'bad token'],
      [{ sub: undefined }, 'bad token'],
    ]
    const of = verifier()
    for (const [given, expected] of cases) {
      expect([given, await outcome(await issuer.token(claims(given)), of)]).toEqual([given, expected])
    }
  })

  it('is bad when any part of it was changed', async () => {
    const [header, , signature] = (await issuer.token(claims())).split('.')
    const content = Buffer.from(JSON.stringify(claims({ roles: ['administrator'] }))).toString('base64url')
    expect(await outcome(`${header}.${content}.${signature}`)).toBe('bad token')
    expect(await outcome('a.b.c')).toBe('bad token')
  })

  it('is bad unsigned, or signed with the public key as if it were a shared secret', async () => {
    const part = (it: object) => Buffer.from(JSON.stringify(it)).toString('base64url')
    expect(await outcome(`${part({ alg: 'none' })}.${part(claims())}.`)).toBe('bad token')
    const secret = new TextEncoder().encode(await issuer.publicKey())
    const forged = await new issuer.jose.SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(secret)
    expect(await outcome(forged)).toBe('bad token')
  })

  it('is bad when another issuer signed it under the same key name', async () => {
    const other = await Issuer.open()
    expect(await outcome(await other.token(claims()))).toBe('bad token')
    await other.close()
  })
})

describe('The issuer’s keys', () => {
  it('are fetched once, and again for a key not seen before; a withdrawn key is gone with that', async () => {
    const of = verifier()
    const old = await issuer.token(claims({ sub: 'old' }))
    expect([await outcome(old, of), await outcome(old, of)]).toEqual(['openid:old', 'openid:old'])
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
    await issuer.addKey()
    issuer.withdrawOldestKey()
    expect(await outcome(await issuer.token(claims({ sub: 'new' })), of)).toBe('openid:new')
    expect(issuer.asked.slice(2)).toEqual(['/keys'])
    expect(await outcome(old, of)).toBe('bad token')
  })

  it('are not fetched again and again for made-up key names', async () => {
    const of = verifier({ keysCooldown: 30_000 })
    await outcome(await issuer.token(claims()), of)
    for (let i = 0; i < 5; i++)
      expect(await outcome(await issuer.token(claims(), { kid: `x${i}` }), of)).toBe('bad token')
    expect(issuer.asked.filter((it) => it === '/keys')).toHaveLength(1)
  })

  it('that cannot be had make nobody good or bad; when they can again, all is well', async () => {
    const of = verifier()
    issuer.away = true
    expect(await outcome(await issuer.token(claims()), of)).toBe('503 issuer-unavailable')
    issuer.away = false
    expect(await outcome(await issuer.token(claims()), of)).toBe('openid:f3a1-77')
  })

  it('are taken neither from a document of another issuer nor over a line that can be tapped', async () => {
    const token = await issuer.token(claims())
    issuer.discovery = { issuer: 'https://id.example.cn' }
    expect(await outcome(token)).toBe('503 issuer-unavailable')
    // Answers, and is by its address no loopback.
    issuer.discovery = { jwks_uri: `${issuer.address.replace('127.0.0.1', '[::ffff:127.0.0.1]')}/keys` }
    expect(await outcome(token)).toBe('503 issuer-unavailable')
    expect(() => verifier({ issuer: 'http://id.example.cn' })).toThrow('https')
    expect(() => verifier({ issuer: 'https://id.example.cn' })).not.toThrow()
  })
})

describe('Claims', () => {
  const of = (given: Record<string, unknown>, names = {}) => {
    const identity = identityOfClaims({ sub: 's', ...given }, names)
    return 'code' in identity ? identity.code : `${identity.role} ${identity.platforms.join(' ')}`.trim()
  }

  it('give one role, by the issuer’s own word for it, at the place it is kept', () => {
    expect(of({ roles: 'finance' })).toBe('finance')
    const names = { role: 'realm_access.roles', roles: { 'zs-caiwu': 'finance' } }
    expect(of({ realm_access: { roles: ['x', 'zs-caiwu'] } }, names)).toBe('finance')
    expect(of({ 'https://zs/roles': ['finance'] }, { role: 'https://zs/roles' })).toBe('finance')
    expect(of({ realm_access: { roles: ['finance'] } }, names)).toBe('openid-role')
  })

  it('give none when there is none, or more than one', () => {
    for (const roles of [undefined, [], 'chief', ['toString'], [7], { finance: true }])
      expect(of({ roles })).toBe('openid-role')
    expect(of({ roles: ['finance', 'evaluator'] })).toBe('openid-role')
    expect(of({ roles: ['finance', 'finance'] })).toBe('finance')
  })

  it('give platforms to a platform’s person only', () => {
    expect(of({ roles: 'platform', platforms: ['p-1', 'p-2', 7] })).toBe('platform p-1 p-2')
    expect(of({ roles: 'platform', platforms: 'p-1' })).toBe('platform p-1')
    expect(of({ roles: 'platform' })).toBe('platform')
    expect(of({ roles: 'evaluator', platforms: ['p-1'] })).toBe('evaluator')
  })

  it.each(['', 'a b', 'x'.repeat(201), 'a\nb', 7])('name no actor by the subject %j', (sub) => {
    expect(of({ sub, roles: 'finance' })).toBe('openid-subject')
  })
})

describe('At the door', () => {
  it('a person of the issuer is shut in like any other: own platform, own role, no local account', async () => {
    const clock = () => Date.parse('2025-09-01T09:00:00+08:00')
    const fixture = await AccessFixture.open({
      openId: openIdVerifier({ issuer: issuer.address, audience: AUDIENCE, clock }),
    })
    await fixture.settle()
    const bearer = async (given: object) => ({ authorization: `Bearer ${await issuer.token(claims({ ...given }))}` })
    const clerk = await bearer({ roles: 'platform', platforms: [OURS] })
    const ask = async (method: string, url: string, body?: unknown) => {
      const answer = await fixture.send(method, url, body, clerk)
      return `${answer.status} ${answer.body?.code ?? ''}`.trim()
    }
    expect(await ask('GET', '/api/engagements')).toBe('200')
    expect(await ask('POST', '/api/engagements', signing({ contractNo: 'JM-003' }))).toBe('201')
    expect(await ask('GET', `/api/engagements/${RIVAL_CONTRACT}`)).toBe('404 unknown-engagement')
    expect(await ask('GET', '/api/entries')).toBe('403 not-allowed')
    expect(await ask('POST', '/api/tokens', { label: 'x' })).toBe('422 no-local-account')
    const cookie = { cookie: `pilot-ledger=${clerk.authorization.slice(7)}` }
    expect((await fixture.send('GET', '/api/session', undefined, cookie)).status).toBe(401)
    expect((await fixture.send('GET', '/api/platforms', undefined, await bearer({ roles: [] }))).body.code).toBe(
      'openid-role',
    )
    await fixture.close()
  })
})
