import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { Operator } from '../verifier/certificate-maker.spec-support'
import { forOutsiders, salted } from '../verifier/masked-maker.spec-support'
import { inBrowser, Seat } from './browser.spec-support'

const WINDOW = { from: '2024-09-01', to: '2025-08-31' }
const ROOT = join(__dirname, '../..')

/** The two files that go out of the house, as they are built: opened from a folder, without a server. */
inBrowser('given the verifier on a memory stick, opened from its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verifier-'))
  const history = randomHistory(5, 160)
  const { platforms } = history
  const log = salted(history.log, (index) => index > 20)
  const operator = new Operator(log)
  const [platform] = platforms
  const cut = log.length
  const value = naivePlatform(log, platform, WINDOW.from, WINDOW.to, cut).figures().receivedAmount as string
  const certificate = operator.certificate({
    code: 'receivedAmount',
    version: 1,
    of: { platform },
    ...WINDOW,
    cut,
    value,
  })
  const masked = forOutsiders(certificate)
  const [good, forged] = [join(folder, 'good.json'), join(folder, 'forged.json')]
  let browser: Browser
  let seat: Seat
  const asked: string[] = []

  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, 'apps/verifier/build.mjs'), folder])
    writeFileSync(good, operator.file(certificate))
    writeFileSync(forged, operator.file({ ...certificate, value: '1.00' }))
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 } })
    seat = new Seat('', context, await context.newPage())
    seat.page.on('request', (it) => asked.push(it.url()))
    await seat.page.goto(pathToFileURL(join(folder, 'verify-certificate.html')).href)
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  test('when a certificate is chosen, then its value stands there, and its key is to be confirmed', async () => {
    await seat.page.locator('input[type=file]').setInputFiles(good)
    await seat.page.getByRole('status').filter({ hasText: '密钥尚未确认' }).waitFor()
    expect(await seat.page.locator('.value').textContent()).toContain(value)
    await seat.page.getByRole('button', { name: '一致' }).click()
    await seat.page.getByRole('status').filter({ hasText: '证明成立' }).waitFor()
    expect(await seat.page.getByLabel('台账的验证公钥').inputValue()).toBe(operator.signer.vkey)
    await seat.keep('verifier-valid')
    expect(await seat.barriers()).toEqual([])
  })

  test('when one for outsiders is chosen, then it says what is hidden and what rests on the issuer’s word', async () => {
    const file = join(folder, 'masked.json')
    writeFileSync(file, operator.file(masked))
    await seat.page.locator('input[type=file]').setInputFiles(file)
    await seat.page.getByRole('status').filter({ hasText: '证明成立' }).waitFor()
    const text = (await seat.page.locator('#results').textContent()) ?? ''
    for (const words of [
      '以台账中的加盐承诺和本文件自己的代号',
      `${masked.whole} 条记录早于遮盖启用`,
      '代号由签发方给出并签名',
    ])
      expect(text).toContain(words)
    await seat.keep('verifier-masked')
  })

  test('when a forged one is chosen beside it, then the fault is named', async () => {
    await seat.page.locator('input[type=file]').setInputFiles([good, forged])
    await seat.page.getByText('value-differs').waitFor()
    expect(await seat.page.getByRole('status').allTextContents()).toEqual([
      expect.stringContaining('证明成立'),
      expect.stringContaining('不成立'),
    ])
    await seat.keep('verifier-forged')
  })

  test('when a text would print lines and directions of its own, then it stands on the page as escapes', async () => {
    const hostile = join(folder, 'hostile.json')
    const named = JSON.stringify('x\n\u202e\u009b\u2028证明成立')
    writeFileSync(hostile, `{${named}:1,${named}:2}`)
    await seat.page.locator('input[type=file]').setInputFiles(hostile)
    await seat.page.getByText('json-duplicate-key').waitFor()
    const text = (await seat.page.locator('#results').textContent()) ?? ''
    expect(text).toContain('x\\u000a\\u202e\\u009b\\u2028证明成立')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
  })

  test('when a folder is dropped after a valid certificate, then it says so, and the verdict before is gone', async () => {
    await seat.page.locator('input[type=file]').setInputFiles(good)
    await seat.page.getByRole('status').filter({ hasText: '证明成立' }).waitFor()
    // As browsers give a folder: a file that cannot be read.
    await seat.page.evaluate(`
      const folder = { name: 'a folder', arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
      dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: { files: [folder] } }))
    `)
    await seat.page.getByText('a folder').waitFor()
    expect(await seat.page.getByRole('status').allTextContents()).toEqual([expect.stringContaining('无法读取')])
  })

  test('then it asked nobody for anything, and complained of nothing', () => {
    expect(asked).toEqual([pathToFileURL(join(folder, 'verify-certificate.html')).href])
    expect(seat.faults).toEqual([])
  })

  test('and the program for Node says the same', () => {
    const program = join(folder, 'verify-certificate.mjs')
    const text = execFileSync(process.execPath, [program, good, '--key', operator.signer.vkey], { encoding: 'utf8' })
    expect(text).toContain(`数值 Value: ${value} 元`)
  })
})
