import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { CHROMIUM, Seat } from './seat'

export { Seat }

const BUILT = join(__dirname, '../../dist/apps/web')
/** A browser, or none: then the suite says so and skips. */
export const there = existsSync(CHROMIUM)
/** Asked for anew by each spec file: this module outlives the one that came first, and `describe` is each file's own. */
export const inBrowser = (what: string, stories: () => void) => (there ? describe : describe.skip)(what, stories)
export const why = there ? '' : ' (skipped: no Chromium at /usr/bin/chromium)'

export type Role = 'platform' | 'evaluator' | 'secondEvaluator' | 'finance' | 'administrator' | 'auditor'
const READY: Readonly<Record<Role, string>> = {
  platform: '平台登记员',
  evaluator: '评价员',
  secondEvaluator: '复核员',
  finance: '财务',
  administrator: '管理员',
  auditor: '审计',
}
export const LAPTOP = { width: 1366, height: 768 }
/** So many days ago in Shanghai: a few, and nobody need approve it; more than thirty, and it waits for a second person. */
export const daysAgo = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)
export const PHONE = { width: 390, height: 844 }

/** The demonstration with its page, and a browser before it. */
export class Browsing {
  private constructor(
    readonly fixture: DemonstrationFixture,
    readonly address: string,
    private readonly browser: Browser,
  ) {}

  static async open(fixture?: DemonstrationFixture): Promise<Browsing> {
    const served = fixture ?? (await openDemonstrationFixture(BUILT))
    await served.app.listen(0, '127.0.0.1')
    const { port } = served.app.getHttpServer().address() as AddressInfo
    // Root, as in a container, has no sandbox of its own.
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    return new Browsing(served, `http://127.0.0.1:${port}`, browser)
  }

  /** `datedDays`: from how many days ago on one person may record alone. */
  static townWithPage = (datedDays?: number) => openDemonstrationFixture(BUILT, datedDays)

  /** With who may come, and how, said. */
  static townWithDoors = (doors: Parameters<typeof openDemonstrationFixture>[4]) =>
    openDemonstrationFixture(BUILT, undefined, undefined, undefined, doors)

  /** The same accounts, and a ledger that holds nothing yet. */
  static openEmpty = async () =>
    Browsing.open(await openDemonstrationFixture(BUILT, undefined, undefined, async () => undefined))

  /** As a city begins: nothing in the ledger, and of accounts the first administrator's alone. */
  static openNew = async () =>
    Browsing.open(
      await openDemonstrationFixture(BUILT, undefined, undefined, async () => undefined, { readyAccounts: [] }),
    )

  async close(): Promise<void> {
    await this.browser.close()
    await this.fixture.close()
  }

  /** A fresh browser without cookies, its language chosen, every fault of a script noted. */
  async sit(options: { language?: 'zh' | 'en'; size?: typeof LAPTOP } = {}): Promise<Seat> {
    const { language = 'zh', size = LAPTOP } = options
    const context = await this.browser.newContext({ viewport: size, acceptDownloads: true })
    await context.addInitScript(`localStorage.setItem('pilot-ledger.language', '${language}')`)
    return new Seat(this.address, context, await context.newPage())
  }

  /** Logged in by the ready account that the log-in page names. */
  async sitAs(role: Role, options: { language?: 'zh' | 'en'; size?: typeof LAPTOP } = {}): Promise<Seat> {
    const seat = await this.sit(options)
    await seat.page.goto(`${this.address}/`)
    await seat.page.getByRole('button', { name: READY[role] }).click()
    await seat.page.getByRole('navigation').or(seat.page.locator('.frame')).first().waitFor()
    return seat
  }
}

/** Asked again until it is so: the page's own policy lets no text be evaluated inside it, which `waitForFunction` does. */
export async function until(page: Seat['page'], so: string): Promise<void> {
  while (!(await page.evaluate(so))) await new Promise((resolve) => setImmediate(resolve))
}
