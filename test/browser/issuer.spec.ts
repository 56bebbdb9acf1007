import { OpenIdLogIn } from '@pilot-ledger/access'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { Issuer } from '../../libs/access/src/openid/issuer.spec-support'
import { codeAt } from '../../libs/access/src/services/authenticator.spec-support'
import { Browsing, inBrowser, PHONE, type Seat, why } from './browser.spec-support'

/** The value; a refusal is none. */
function given<Value>(checked: Checked<Value>): Value {
  if (isRefusal(checked)) throw new Error(checked.code)
  return checked as Value
}

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
  const press = () => seat.page.getByRole('button', { name: '用市统一身份认证登录' }).click()

  test('when an evaluator presses the button, then she is at her desk, and logged out when she logs out there', async () => {
    await seat.page.getByRole('button', { name: '用市统一身份认证登录' }).waitFor()
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

  test('when she follows a link of another site, then no log-in begins, and the page itself is where she logs in', async () => {
    const asked = issuer.asked.length
    await seat.page.goto(`${browsing.address}/api/session/issuer`)
    expect(issuer.asked.slice(asked)).toEqual([])
    expect(await seat.page.context().cookies()).toEqual([])
    await seat.page.goto(`${browsing.address}/`)
    await press()
    await seat.page.getByRole('heading', { name: '工作台' }).waitFor()
  })

  test('when an administrator comes from there, then what needs an account here is closed, and he reads why', async () => {
    claims = { ...claims, roles: ['administrator'] }
    const { name, password } = READY_ACCOUNTS.find((it) => it.role === 'evaluator') as (typeof READY_ACCOUNTS)[number]
    const { logIn, secondFactor } = browsing.fixture.access
    const holder = given(await logIn.logIn(name, password, 'desk')).identity.account ?? ''
    const { secret } = given(await secondFactor.offer(holder, { password }, 'desk'))
    given(secondFactor.confirm(holder, codeAt(secret, Date.now()), ''))
    await seat.close()
    seat = await browsing.sit()
    await seat.page.goto(`${browsing.address}/`)
    await press()
    await seat.page.getByRole('heading', { name: '工作台' }).waitFor()
    await seat.go('/accounts')
    await seat.page.getByText('您由统一登录进入，没有本台账的账户').first().waitFor()
    const row = seat.page.getByRole('row').filter({ hasText: name })
    expect(await row.getByRole('button', { name: '重置密码' }).isDisabled()).toBe(true)
    await row.getByRole('button', { name: '修改' }).click()
    const removal = seat.page.getByRole('button', { name: '解除两步验证' })
    await removal.waitFor()
    expect(await removal.isDisabled()).toBe(true)
    await seat.page.getByText('批准类角色须由有本台账账户的管理员授予').waitFor()
    await seat.keep('issuer-administrator')
    await seat.page.keyboard.press('Escape')
    await seat.go('/own')
    await seat.page.getByText('密码与两步验证在统一登录处管理').waitFor()
    expect(await seat.barriers()).toEqual([])
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
