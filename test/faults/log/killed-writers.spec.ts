import { openSqliteEventLog, ReusedEventId } from '@pilot-ledger/event-log'
import { runChild } from '../../../libs/event-log/src/sqlite/child.spec-support'
import { temporaryFolders } from './folders.spec-support'
import { everything } from './history.spec-support'
import { idsOf, WRITE_AND_WAIT } from './writers.spec-support'

const ROUNDS = 12
const WRITERS = 64

describe('16 at scale: 64 writers, killed again and again', () => {
  const folders = temporaryFolders()

  it('every acknowledged append is there exactly once, and the log is sound', async () => {
    const folder = folders.make()
    const acknowledged: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // Killed while the first commits run, or some thousands of appends later, across checkpoints.
      const enough = [1, 50, 3_000, 700][round % 4] + round
      const child = runChild(WRITE_AND_WAIT, [folder, String(WRITERS), '500', '1000000'])
      const lines: string[] = []
      for await (const line of child.lines()) {
        lines.push(line)
        if (lines.length === enough) child.process.kill('SIGKILL')
      }
      expect((await child.ended).signal).toBe('SIGKILL')
      acknowledged.push(...idsOf(lines, 'acknowledged'))

      const log = await openSqliteEventLog({ folder })
      expect(await log.verify()).toEqual([])
      const events = await everything(log)
      const stored = events.map((it) => it.id)
      // What was stored before the death is known, the very last as well.
      for (const it of [...events.slice(0, 3), ...events.slice(-2 * WRITERS)])
        await expect(log.append('another', 'any', [it])).rejects.toBeInstanceOf(ReusedEventId)
      await log.close()
      const known = new Set(stored)
      expect(known.size).toBe(stored.length)
      expect(acknowledged.filter((it) => !known.has(it))).toEqual([])
      // One batch per round can have been stored without its answers having been said, and what was said may be torn.
      expect(stored.length - acknowledged.length).toBeLessThanOrEqual((round + 1) * 2 * WRITERS)
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * WRITERS)
  })
})
