import { codeAt } from '../../libs/access/src/services/authenticator.spec-support'
import { Browsing, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

const PASSWORD = 'demo-evaluator-role'

inBrowser(`given an evaluator who wants more than a password before her account${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open(await Browsing.townWithPage())
  }, 120_000)
  afterAll(() => browsing?.close())
  afterEach(() => seat.close())

  const press = (name: string) => seat.page.getByRole('button', { name, exact: true }).click()
  const type = (label: string, text: string) => seat.page.getByLabel(label, { exact: true }).fill(text)
  const code = (secret: string, ahead = 0) => codeAt(secret.replaceAll(' ', ''), Date.now() + ahead * 30_000)
  const knock = async (size = LAPTOP) => {
    seat = await browsing.sit({ size })
    await seat.page.goto(`${browsing.address}/`)
    await seat.page.getByRole('button', { name: '评价员' }).click()
  }

  test('when she enrols one, then she is asked for its code; with a recovery code she is in without the telephone; lost, it is taken away', async () => {
    seat = await browsing.sitAs('evaluator')
    await seat.go('/own')
    await seat.keep('second-factor-none')
    await press('启用两步验证')
    // Beside it stands the form that changes the password.
    await seat.page.locator('#factor_currentPassword').fill(PASSWORD)
    await press('下一步')
    const secret = await seat.page.getByLabel('不能扫描时，手工输入此密钥').inputValue()
    expect(secret.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/)
    await seat.keep('second-factor-offered')
    expect(await seat.barriers()).toEqual([])
    await type('六位验证码', '000000')
    await press('确认启用')
    expect(await seat.page.getByRole('alert').innerText()).toContain('验证码不正确')
    await type('六位验证码', code(secret))
    await press('确认启用')
    const recovery = (await seat.page.getByLabel('恢复码').inputValue()).split('\n')
    expect(recovery).toHaveLength(10)
    await seat.keep('second-factor-recovery-codes')
    expect(await seat.barriers()).toEqual([])
    await press('已保存，完成')
    await seat.page.getByText('恢复码还剩 10 枚').waitFor()
    await seat.close()

    await knock(PHONE)
    await type('验证码', '000000')
    await seat.keep('second-factor-asked-phone')
    expect(await seat.barriers()).toEqual([])
    await press('登录')
    expect(await seat.page.getByRole('alert').innerText()).toContain('验证码不正确')
    // The step of the first code is used up; that of the next half minute is taken already.
    await type('验证码', code(secret, 1))
    await press('登录')
    await seat.page.locator('.frame').waitFor()
    await seat.close()

    await knock()
    await press('换一个账户')
    await seat.page.getByRole('button', { name: '评价员' }).click()
    await type('验证码', recovery[0])
    await press('登录')
    await seat.page.locator('.frame').waitFor()
    await seat.go('/own')
    await seat.page.getByText('恢复码还剩 9 枚').waitFor()
    await seat.close()

    seat = await browsing.sitAs('administrator')
    await seat.go('/accounts')
    const her = seat.page.getByRole('row').filter({ hasText: '演示评价员' })
    await her.getByText('两步验证').waitFor()
    await her.getByRole('button', { name: '修改' }).click()
    await press('解除两步验证')
    await seat.page.getByLabel('理由').fill('手机遗失，已当面核实')
    await seat.keep('second-factor-taken-away')
    expect(await seat.barriers()).toEqual([])
    await press('解除两步验证')
    await her.getByText('两步验证').waitFor({ state: 'detached' })
    await seat.go('/access-log?of=accounts')
    await seat.page.getByText('理由：手机遗失，已当面核实').waitFor()
    expect(await seat.text()).toContain('解除两步验证')
    await seat.close()

    await knock()
    await seat.page.locator('.frame').waitFor()
    expect(seat.faults).toEqual([])
  })
})

inBrowser(`given a ledger that requires a second factor of evaluators${why}`, () => {
  let browsing: Browsing
  let seat: Seat
  beforeAll(async () => {
    browsing = await Browsing.open(await Browsing.townWithDoors({ secondFactorFor: ['evaluator'] }))
  }, 120_000)
  afterAll(() => browsing?.close())
  afterEach(() => seat.close())

  test('when one without it logs in, then she enrols it first, on a phone, and is at her desk', async () => {
    seat = await browsing.sit({ size: PHONE })
    const { page } = seat
    await page.goto(`${browsing.address}/`)
    await page.getByRole('button', { name: '评价员' }).click()
    await page.getByText('本台账要求您的角色启用两步验证').waitFor()
    await seat.keep('second-factor-required-phone')
    expect(await seat.barriers()).toEqual([])
    await page.getByLabel('当前密码').fill(PASSWORD)
    await page.getByRole('button', { name: '下一步' }).click()
    const secret = await page.getByLabel('不能扫描时，手工输入此密钥').inputValue()
    await seat.keep('second-factor-required-offered-phone')
    await page.getByLabel('六位验证码').fill(codeAt(secret.replaceAll(' ', ''), Date.now()))
    await page.getByRole('button', { name: '确认启用' }).click()
    await page.getByLabel('恢复码').waitFor()
    await page.getByRole('button', { name: '已保存，完成' }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    expect(seat.faults).toEqual([])
  })
})
