import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { temporaryFolders } from './folders.spec-support'
import { everything, invoice } from './history.spec-support'
import { fill, smallDisks } from './small-disk.spec-support'

describe('52 a full disk', () => {
  const { smallDisk, onSmallDisk, why } = smallDisks(temporaryFolders())

  onSmallDisk(
    `refuses appends with a reason, goes on reading, and records again when there is space${why}`,
    async () => {
      const disk = smallDisk()
      const reserve = join(disk, 'something-else')
      writeFileSync(reserve, Buffer.alloc(1_000_000, 1))
      const failures: Error[] = []
      const log = await openSqliteEventLog({ folder: join(disk, 'ledger'), onFatal: (error) => failures.push(error) })
      const acknowledged: string[] = []
      let full: unknown
      for (let k = 0; full === undefined && k < 100_000; k += 16) {
        const batch = Array.from({ length: 16 }, (_, i) => invoice(k + i))
        const outcomes = await Promise.allSettled(
          batch.map((it, i) => log.append(`contract-${(k + i) % 50}`, 'any', [it])),
        )
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.status === 'fulfilled') acknowledged.push(batch[i].id)
          else full = outcome.reason
        }
      }

      expect(full).toBeInstanceOf(Unavailable)
      expect(full).toMatchObject({ reason: 'disk-full' })
      expect(failures).toEqual([])
      expect(acknowledged.length).toBeGreaterThan(100)
      await expect(log.append('contract-0', 'any', [invoice(200_000)])).rejects.toMatchObject({ reason: 'disk-full' })
      expect((await everything(log)).map((it) => it.id)).toEqual(acknowledged)
      expect((await log.readStream('contract-0')).exists).toBe(true)

      rmSync(reserve)
      const after = await log.append('contract-0', 'any', [invoice(200_000)])
      expect(after).toMatchObject({ repeated: false, position: String(acknowledged.length + 1) })
      expect(await log.verify()).toEqual([])
      await log.close()
    },
  )

  onSmallDisk(`is named when a log is opened on it${why}`, async () => {
    const disk = smallDisk()
    fill(join(disk, 'something-else'))

    await expect(openSqliteEventLog({ folder: join(disk, 'ledger') })).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'disk-full',
    })
    rmSync(join(disk, 'something-else'))
    const log = await openSqliteEventLog({ folder: join(disk, 'ledger') })
    expect(await log.append('contract-0', 'none', [invoice(0)])).toMatchObject({ revision: 0 })
    await log.close()
  })
})
