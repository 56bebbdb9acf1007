import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { chromium } from 'playwright-core'
import { CHROMIUM, Seat } from '../browser/seat'
import { fill } from './figures'
import { Latencies, type Line, notRun } from './measure'
import { startService } from './service'

/** A city's ledger: 10,000 contracts of some ten entries each. */
const ENTRIES = 118_000
const PLATFORMS = 60
const TIMES = 2

/** When the page drew last: milliseconds of the document. */
const DRAWN = `new MutationObserver(() => { window.drawnAt = performance.now() })
  .observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['class'] })`

/**
 * What who sits before the page waits for: the first load in bytes as they come compressed, then every place of the outline,
 * once led to from another, once opened from a bookmark, from the click to the last that is drawn of it; and how much of it
 * jumps meanwhile. Everything is asked of the service as it is, in Debian's Chromium on the same machine.
 */
export async function measurePage(folder: string): Promise<Line[]> {
  const browser = await chromium
    .launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    .catch((error: unknown) => error as Error)
  if (browser instanceof Error) return [notRun('the page', '', browser)]
  await fillCity(folder)
  const service = await startService(folder)
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
    await context.addInitScript(DRAWN)
    const seat = new Seat(service.url, context, await context.newPage())
    const first = await firstLoad(seat)
    const places = await seat.menu()
    const [led, bookmarked] = [new Latencies(), new Latencies()]
    let [slowest, jumps, jumping] = [['', 0] as [string, number], 0, '']
    // The first time round the service's own caches are filled, as they are for everybody but the first of the day.
    for (let time = -1; time < TIMES; time++)
      for (const place of places) {
        await seat.open(place === places[0] ? places[1] : places[0])
        const before = await now(seat)
        await seat.go(place)
        const took = (await drawnAt(seat)) - before
        await seat.open(place)
        const fresh = await drawnAt(seat)
        const jumped = await seat.shift()
        if (time < 0) continue
        led.add(took)
        bookmarked.add(fresh)
        if (took > slowest[1]) slowest = [place, took]
        if (jumped > jumps) [jumps, jumping] = [jumped, place]
      }
    return [
      { ...line('first load of the page, compressed', first / 1024, 'kB', 600) },
      ...[led, bookmarked].map((latency, at) => ({
        ...line(
          `${['a place that the outline leads to', 'a place opened from a bookmark'][at]}, 10,000 contracts${at === 0 ? ` (slowest: ${slowest[0]})` : ''}`,
          latency.percentiles().p99,
          'ms',
          at === 0 ? 300 : undefined,
        ),
        latency: latency.percentiles(),
      })),
      line(`layout shift of a place opened from a bookmark, at most${jumping && ` (${jumping})`}`, jumps, '', 0.05),
    ]
  } finally {
    await service.stop()
    await browser.close()
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

/** Bytes that came for the first place, as the network carried them. */
async function firstLoad(seat: Seat): Promise<number> {
  const network = await seat.context.newCDPSession(seat.page)
  let bytes = 0
  await network.send('Network.enable')
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await seat.open('/')
  await network.detach()
  return bytes
}

const now = (seat: Seat) => seat.page.evaluate<number>('performance.now()')
const drawnAt = (seat: Seat) => seat.page.evaluate<number>('window.drawnAt')
