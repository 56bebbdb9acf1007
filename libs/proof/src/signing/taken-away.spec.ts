import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { toBase64 } from '../domain/base64'
import { CHECKPOINTS } from './checkpoint-file'
import { altered, entry, forgeIn, serveIn, signedHistoryOf, signedIn } from './ledger-folder.spec-support'
import { TREE } from './ledger-proof'

let root: string
let data: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taken-away-'))
  data = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

/** Five more entries, and one that names the checkpoint of all before it. */
async function nameCheckpoint(): Promise<void> {
  const { checkpoint } = await serveIn(data, 5)
  const { size = 0, root } = checkpoint ?? {}
  const named = { size, root: toBase64(root as Uint8Array) }
  const log = await openSqliteEventLog({ folder: data })
  await log.append('platform-1', 'none', [{ ...entry(1), metadata: { ...entry(1).metadata, checkpoint: named } }])
  await log.close()
  await serveIn(data, 1)
}

describe('given a ledger some of whose checkpoints are taken away', () => {
  beforeEach(() => serveIn(data, 10))

  test('when checkpoints were cut off behind one, then the note beside the tree tells, and it is not served', async () => {
    await serveIn(data, 10)
    const [first] = signedIn(data)
    writeFileSync(join(data, CHECKPOINTS), `${first}\n`)
    for (const start of [() => serveIn(data, 5), () => serveIn(data, 5, { recomputedFirst: 0 })])
      await expect(start()).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining('20 entries are signed, and the checkpoints that are there end at 10'),
      })
    expect(signedIn(data)).toHaveLength(1)
    expect((await signedHistoryOf(data)).end()).toEqual([
      expect.stringContaining('it is noted that 20 entries are signed'),
    ])
  })

  test('when they were cut, and what was kept of the tree is gone, then an entry that names a later one tells; one altered before it, too', async () => {
    await nameCheckpoint()
    const [first] = signedIn(data)
    const cut = () => {
      writeFileSync(join(data, CHECKPOINTS), `${first}\n`)
      rmSync(join(data, TREE), { recursive: true })
    }
    for (const options of [{}, { recomputedFirst: 0 }]) {
      cut()
      await expect(serveIn(data, 5, options)).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining('entry 16 names a signed checkpoint of 15 entries'),
      })
    }
    await forgeIn(data, altered(12, { data: { share: '1.00' } }))
    cut()
    await expect(serveIn(data, 5)).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('the checkpoint that entry 16 names is not what the log was before it'),
    })
  })
})
