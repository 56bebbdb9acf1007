import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { runChild } from '../../../libs/event-log/src/sqlite/child.spec-support'
import { temporaryFolders } from './folders.spec-support'
import { everything } from './history.spec-support'
import { idsOf, WRITE_ON_AFTER_FATAL, WRITE_WITH_DEFAULTS } from './writers.spec-support'

const strace = spawnSync('strace', ['-e', 'trace=none', 'true'])
const injected = strace.status === 0 ? describe : describe.skip
const why = strace.status === 0 ? '' : ' (skipped: strace is missing or may not trace here)'

/**
 * Scenario 51. After a failed sync the kernel may have dropped the pages and a second sync would report success, so nothing
 * may be acknowledged any more: not by this commit and not by a later one that seems to work.
 */
injected(`51 a failed sync${why}`, () => {
  const folders = temporaryFolders()

  async function writeUnderInjection(program: string, file: string, when: string) {
    const folder = folders.make()
    await (await openSqliteEventLog({ folder })).close()
    const calls = 'fsync,fdatasync'
    // -f: the file itself is synced on a thread of its own.
    const wrapper = ['strace', '-f', '-qq', '-o', '/dev/null', '-P', join(folder, file)]
    const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO:when=${when}`]
    // Long enough that the file itself is synced twice: pages are moved into it every 3,000 frames.
    const appends = file === 'log.db' ? '2500' : '400'
    const child = runChild(program, [folder, '8', '20', appends], [...wrapper, ...inject])
    const lines: string[] = []
    for await (const line of child.lines()) lines.push(line)
    const { code } = await child.ended
    return { folder, lines, code, errors: child.errors() }
  }

  it.each([
    ['log.db-wal', '1'],
    ['log.db-wal', '2'],
    ['log.db-wal', '40'],
    ['log.db-wal', '41+'],
    ['log.db', '1'],
    ['log.db', '2'],
  ])('of %s (call %s) is never followed by an acknowledgement', async (file, when) => {
    const { folder, lines, code } = await writeUnderInjection(WRITE_ON_AFTER_FATAL, file, when)

    const fatal = lines.findIndex((it) => it.startsWith('fatal '))
    expect(fatal).toBeGreaterThanOrEqual(0)
    expect(lines.filter((it) => it.startsWith('fatal '))).toHaveLength(1)
    expect(code).toBe(3)
    const afterwards = lines.slice(fatal + 1)
    expect(idsOf(afterwards, 'unavailable-closed').length).toBeGreaterThanOrEqual(20)
    // Answers of the batch whose sync succeeded just before a failed sync of the file itself may still be on their way.
    if (file === 'log.db-wal') expect(idsOf(afterwards, 'acknowledged')).toEqual([])

    const log = await openSqliteEventLog({ folder })
    const stored = (await everything(log)).map((it) => it.id)
    expect(await log.verify()).toEqual([])
    await log.close()
    expect(new Set(stored).size).toBe(stored.length)
    expect(stored).toEqual(expect.arrayContaining(idsOf(lines, 'acknowledged')))
    const refused = new Set(idsOf(lines, 'unavailable-closed'))
    expect(stored.filter((it) => refused.has(it))).toEqual([])
  })

  it('ends the process with a message when nobody says otherwise', async () => {
    const { lines, code, errors } = await writeUnderInjection(WRITE_WITH_DEFAULTS, 'log.db-wal', '30')

    expect(code).not.toBe(0)
    expect(lines).not.toContain('done')
    expect(errors).toMatch(/the log records nothing more: .*disk I\/O error/)
  })
})
