import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM, Seat } from '../browser/seat'
import { fill } from './figures'
import { Latencies, type Line, notRun } from './measure'
import { type Service, startService } from './service'

/** A city's ledger: 10,000 contracts of some ten entries each. */
const ENTRIES = 118_000
const PLATFORMS = 60
const TIMES = 2

/**
 * When the page was last pressed, and when it drew last: milliseconds of the document. A change is drawn when the browser has
 * styled, laid out and painted the frame in which it comes; what is put into the head (files fetched ahead) is nothing drawn.
 */
const DRAWN = `{
  const painted = new MessageChannel()
  painted.port1.onmessage = () => { window.drawnAt = performance.now() }
  const seen = (changes) => {
    if (changes.some(({ target }) => target !== document.head)) requestAnimationFrame(() => painted.port2.postMessage(0))
  }
  new MutationObserver(seen)
    .observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'style'] })
  addEventListener('click', ({ timeStamp }) => { window.pressedAt = timeStamp }, { capture: true })
}`

/**
 * What who sits before the page waits for: the first load in bytes as they come compressed; every place of the outline, once
 * led to by its link there, once opened from a bookmark, until the last of it is drawn; and how much of it jumps meanwhile.
 *
 * Who is led goes round all places in one session, as people do: the page stays, and what it fetched ahead while nobody
 * pressed anything is there. A session goes to each place once, so the answers of a place are asked of the service; what all
 * places share (which platforms there are, the names of figures, where the log stands) is asked as the page asks it by itself.
 * A bookmark is opened cold: all of the page begins anew. Everything is asked of the service as it is, in Debian's Chromium
 * on the same machine.
 */
export async function measurePage(folder: string): Promise<Line[]> {
  const browser = await chromium
    .launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    .catch((error: unknown) => error as Error)
  if (browser instanceof Error) return [notRun('the page', '', browser)]
  await fillCity(folder)
  const service = await startService(folder)
  try {
    return await measureSeat(await seatIn(browser, service))
  } finally {
    await service.stop()
    await browser.close()
  }
}

export async function seatIn(browser: Browser, { url }: Pick<Service, 'url'>): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await context.addInitScript(DRAWN)
  return new Seat(url, context, await context.newPage())
}

export async function measureSeat(seat: Seat): Promise<Line[]> {
  const { first, ahead } = await firstLoad(seat)
  const places = await seat.menu()
  const [led, bookmarked] = [new Slowest(), new Slowest()]
  let [jumps, jumping] = [0, '']
  // The first time round the service's own caches are filled, as they are for everybody but the first of the day.
  for (let time = -1; time < TIMES; time++) {
    // There and back: where a session begins nobody was led to.
    const way = time % 2 === 0 ? places : [...places].reverse()
    await seat.open(way[0])
    for (const place of way.slice(1)) {
      await seat.page.locator(`aside .outline a[href="#${place}"], aside .outline a[href^="#${place}?"]`).click()
      await seat.settled()
      if (time >= 0) led.add(place, (await drawnAt(seat)) - (await pressedAt(seat)))
    }
    for (const place of places) {
      await seat.open(place)
      if (time < 0) continue
      bookmarked.add(place, await drawnAt(seat))
      const jumped = await seat.shift()
      if (jumped > jumps) [jumps, jumping] = [jumped, place]
    }
  }
  return [
    line('first load of the page, compressed', first / 1024, 'kB', 600),
    line('fetched ahead while nobody waits, compressed', ahead / 1024, 'kB'),
    led.line('a place that the outline leads to', 300),
    bookmarked.line('a place opened from a bookmark'),
    line(`layout shift of a place opened from a bookmark, at most${jumping && ` (${jumping})`}`, jumps, '', 0.05),
  ]
}

/** How long each of many places took, and which of them longest. */
class Slowest {
  private readonly all = new Latencies()
  private longest: readonly [place: string, milliseconds: number] = ['', 0]

  add(place: string, milliseconds: number): void {
    this.all.add(milliseconds)
    if (milliseconds > this.longest[1]) this.longest = [place, milliseconds]
  }

  line(what: string, below?: number): Line {
    const latency = this.all.percentiles()
    return { ...line(`${what}, 10,000 contracts (slowest: ${this.longest[0]})`, latency.p99, 'ms', below), latency }
  }
}

const line = (what: string, measured: number, unit: string, below?: number): Line => ({
  what,
  measured,
  unit,
  aim: below === undefined ? '–' : `< ${below} ${unit}`.trim(),
  met: below === undefined || measured < below,
})

async function fillCity(folder: string): Promise<void> {
  const log = await openSqliteEventLog({ folder })
  try {
    await fill(log, ENTRIES, () => undefined, PLATFORMS)
  } finally {
    await log.close()
  }
}

/**
 * Bytes of all that was asked for until the first place was drawn, as they came, with their heads; and of what the page then fetches
 * ahead for places that nobody has gone to yet.
 */
async function firstLoad(seat: Seat): Promise<{ first: number; ahead: number }> {
  await seat.open('/')
  const since = (compared: string) =>
    seat.page.evaluate<number>(`[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter((it) => it.startTime ${compared} window.drawnAt).reduce((sum, it) => sum + it.transferSize, 0)`)
  return { first: await since('<='), ahead: await since('>') }
}

const pressedAt = (seat: Seat) => seat.page.evaluate<number>('window.pressedAt')
const drawnAt = (seat: Seat) => seat.page.evaluate<number>('window.drawnAt')
