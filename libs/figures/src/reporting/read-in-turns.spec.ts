import type { StreamSlice } from '@pilot-ledger/event-log'
import { readInTurns } from './read-in-turns'
import type { LogReading } from './tokens'

const NOTHING: StreamSlice = { exists: false, head: -1, events: [] }

/** A log that answers at once, as the embedded one does, and takes a millisecond for it. */
const atOnce: Pick<LogReading, 'readStream'> = {
  async readStream() {
    const began = performance.now()
    while (performance.now() - began < 1);
    return NOTHING
  },
}
const log = readInTurns(atOnce as LogReading)

describe('given a log that answers at once', () => {
  test.each([
    [
      'one after the other',
      async (names: string[]) => {
        for (const it of names) await log.readStream(it)
      },
    ],
    ['all together', (names: string[]) => Promise.all(names.map((it) => log.readStream(it)))],
  ])('when many streams are read %s, then others are served in between', async (_, read) => {
    let served = 0
    let reading = true
    const serving = () => {
      served++
      if (reading) setImmediate(serving)
    }
    setImmediate(serving)
    await read(Array.from({ length: 60 }, (_, i) => `engagement-${i}`))
    reading = false
    expect(served).toBeGreaterThan(5)
  })
})
