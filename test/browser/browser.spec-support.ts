import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

const CHROMIUM = '/usr/bin/chromium'
const BUILT = join(__dirname, '../../dist/apps/web')
const SCREENSHOTS = join(__dirname, '../../screenshots')
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
/** Debian's Chromium, or none: then the suite says so and skips. */
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

  /** The same accounts, and a ledger that holds nothing yet. */
  static openEmpty = async () =>
    Browsing.open(await openDemonstrationFixture(BUILT, undefined, undefined, async () => undefined))

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

export class Seat {
  /** What scripts complained of: a page that works complains of nothing. */
  readonly faults: string[] = []
  private readonly asked = new Set<Request>()
  /** When the place at hand began to open, and when all of it had come: milliseconds of the document. */
  private opening = { from: 0, to: Number.MAX_SAFE_INTEGER }

  constructor(
    private readonly address: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    // A feed is never done.
    page.on('request', (it) => it.resourceType() !== 'eventsource' && this.asked.add(it))
    page.on('requestfinished', (it) => this.asked.delete(it))
    page.on('requestfailed', (it) => this.asked.delete(it))
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      // A refused request is written to the console by the browser itself.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        this.faults.push(message.text())
    })
  }

  /**
   * A place of the page, when all it asks for has come. Where the page stands there already it is loaded anew: nothing
   * behind `#` would change, and the test would read answers of before.
   */
  async go(place: string): Promise<void> {
    const address = `${this.address}/#${place}`
    await this.opened(() => (this.page.url() === address ? this.page.reload() : this.page.goto(address)))
  }

  /** Loaded anew, as from a bookmark. */
  async open(place: string): Promise<void> {
    await this.opened(async () => {
      if (!(await this.page.goto(`${this.address}/#${place}`))) await this.page.reload()
    })
  }

  private async opened(how: () => Promise<unknown>): Promise<void> {
    const before = await this.page.evaluate<Clock>(CLOCK)
    await how()
    await this.settled()
    const after = await this.page.evaluate<Clock>(CLOCK)
    this.opening = { from: before.document === after.document ? before.at : 0, to: after.at }
  }

  /**
   * Nothing asked for is still to come, and nothing on the page says that it waits; seen three times, with frames drawn and
   * the page idle in between, because an answer makes the page ask on, and on a slow machine what was pressed may come to
   * its turn only after frames of the old state. (A change behind `#` loads nothing: the browser itself counts such a page
   * as idle at once.)
   */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('load')
    const waiting = this.page.locator('.ant-skeleton, .ant-spin-spinning')
    for (let calm = 0; calm < 3; ) {
      await this.page.evaluate(FRAMES)
      calm = this.asked.size === 0 && (await waiting.count()) === 0 ? calm + 1 : 0
    }
  }

  text(): Promise<string> {
    return this.page.locator('body').innerText()
  }

  /** All that is read of it: its text, and what stands in empty fields, in labels that only are read out, and on the tab. */
  async stated(): Promise<string> {
    const unseen = await this.page
      .locator('[placeholder], [aria-label], [title]')
      .evaluateAll((all) =>
        all.flatMap((it) => ['placeholder', 'aria-label', 'title'].map((name) => it.getAttribute(name) ?? '')),
      )
    return [await this.page.title(), await this.text(), ...unseen].join('\n')
  }

  /** Places that the outline shows, by their addresses. */
  async menu(): Promise<string[]> {
    const links = this.page.locator('aside .outline a')
    const addresses = await links.evaluateAll((all) => all.map((it) => it.getAttribute('href') ?? ''))
    return [...new Set(addresses.map((it) => it.replace(/^#/, '')))]
  }

  async keep(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true })
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name.replaceAll(/[^\w-]+/g, '_')}.png`), fullPage: true })
  }

  /** What axe finds that shuts somebody out: serious and critical, with the element. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(AXE)
    const found = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
      return (await axe.run()).violations
    })
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((it) => `${id}: ${it.html.slice(0, 160)}`))
  }

  /** How much of what was seen has jumped (Cumulative Layout Shift) while the place opened. */
  shift(): Promise<number> {
    return this.page.evaluate(shiftOf(this.opening))
  }

  /** Wider than the screen, and one must scroll sideways to read. */
  width(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth')
  }

  /** By how much the content of any of these is wider than its box. */
  widest(selector: string): Promise<number> {
    return this.page.evaluate(
      `Math.max(0, ...[...document.querySelectorAll('${selector}')].map((it) => it.scrollWidth - it.clientWidth))`,
    )
  }

  async close(): Promise<void> {
    await this.context.close()
  }
}

const FRAMES = `new Promise((drawn) => {
  let left = 4
  const next = () => (left-- > 0 ? requestAnimationFrame(next) : requestIdleCallback(() => drawn(), { timeout: 250 }))
  next()
})`

/** Run in the page, whose types this project's tests do not know. Buffered entries are told in the next turn. */
interface Clock {
  readonly document: number
  readonly at: number
}
const CLOCK = '({ document: performance.timeOrigin, at: performance.now() })'
const shiftOf = ({ from, to }: { from: number; to: number }) => `new Promise((resolve) => {
  let sum = 0
  const counts = ({ startTime, hadRecentInput }) => !hadRecentInput && startTime >= ${from} && startTime <= ${to}
  new PerformanceObserver((list) => {
    for (const it of list.getEntries()) if (counts(it)) sum += it.value
  }).observe({ type: 'layout-shift', buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
})`

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Asked again until it is so: the page's own policy lets no text be evaluated inside it, which `waitForFunction` does. */
export async function until(page: Seat['page'], so: string): Promise<void> {
  while (!(await page.evaluate(so))) await new Promise((resolve) => setImmediate(resolve))
}
