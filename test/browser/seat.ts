import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page, Request } from 'playwright-core'

/** Debian's. */
export const CHROMIUM = '/usr/bin/chromium'
const SCREENSHOTS = join(__dirname, '../../screenshots')
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** One person before the page: in a browser of his own, without cookies of others. */
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
