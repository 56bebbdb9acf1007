import { OpenIdLogIn } from '@pilot-ledger/access'
import { Issuer } from '../../libs/access/src/openid/issuer.spec-support'
import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`given a city whose people log in at its issuer${why}`, () => {
  let issuer: Issuer
  let browsing: Browsing
  let seat: Seat
  /** What the issuer says of whoever is sent there. */
  let claims: Record<string, unknown>
  beforeAll(async () => {
    issuer = await Issuer.open()
    // Another site than the ledger, as it is in life: what is sent along between sites is what is looked at.
    issuer.discovery = { authorization_endpoint: `${issuer.address.replace('127.0.0.1', 'localhost')}/authorize` }
    const client = { client: 'ledger', clientSecret: 'client-secret', title: '市统一身份认证' }
    const redirect = 'https://ledger.example.cn/api/session/issuer/return'
    browsing = await Browsing.open(
      await Browsing.townWithDoors({ openIdLogIn: new OpenIdLogIn({ issuer: issuer.address, redirect, ...client }) }),
    )
    issuer.sendsBack = async (address) => {
      const brought = await issuer.loggedIn(address, claims)
      return `${browsing.address}/api/session/issuer/return?${new URLSearchParams(brought)}`
    }
  }, 120_000)
  afterAll(async () => {
    await browsing?.close()
    await issuer.close()
  })
  beforeEach(async () => {
    const now = Math.floor(Date.now() / 1000)
    claims = { sub: 'wang.ju', roles: ['evaluator'], iat: now, exp: now + 300 }
    seat = await browsing.sit({ size: PHONE })
    await seat.page.goto(`${browsing.address}/`)
  })
  afterEach(() => seat.close())
  const press = () => seat.page.getByRole('link', { name: '用市统一身份认证登录' }).click()

  test('when an evaluator presses the button, then she is at her desk, and logged out when she logs out there', async () => {
    await seat.page.getByRole('link', { name: '用市统一身份认证登录' }).waitFor()
    await seat.keep('issuer-button')
    expect(await seat.barriers()).toEqual([])
    await press()
    await seat.page.getByRole('heading', { name: '工作台' }).waitFor()
    expect(new URL(seat.page.url()).search).toBe('')
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const said = {
      iss: issuer.address,
      aud: 'ledger',
      sub: 'wang.ju',
      jti: '1',
      iat: claims.iat,
      exp: claims.exp,
      events,
    }
    const form = new URLSearchParams({ logout_token: await issuer.token(said) })
    const told = await fetch(`${browsing.address}/api/session/issuer/log-out`, { method: 'POST', body: form })
    expect(await told.json()).toEqual({ ended: 1 })
    await seat.page.reload()
    await seat.page.getByLabel('账户名').waitFor()
    expect(seat.faults).toEqual([])
  })

  test('when the issuer gives somebody no role here, then he reads why, once', async () => {
    claims = { ...claims, roles: [] }
    await press()
    const told = seat.page.getByRole('alert')
    expect(await told.innerText()).toContain('统一登录未授予您本台账的角色')
    await seat.keep('issuer-no-role')
    await seat.page.reload()
    await seat.page.getByLabel('账户名').waitFor()
    expect(await told.count()).toBe(0)
  })
})
