import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { ModelCheck } from '../../apps/cli/src/verify/model'
import { openLedger, readModelFile } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

describe('given the figures of a ledger, and its log that is read only as far as its hundredth entry', () => {
  let [data, file] = ['', '']
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'stored-model-'))
    await demonstrationIn(data)
    await (await openLedger({ folder: data })).close()
    file = readModelFile(data)
  })
  afterEach(() => rmSync(data, { recursive: true }))

  async function faults(): Promise<readonly string[]> {
    const log = await openSqliteEventLog({ folder: data, readOnly: true })
    const check = new ModelCheck(log, file)
    try {
      for await (const page of log.readAll({ limit: 100 })) await check.take(page)
      return check.end()
    } finally {
      check.close()
      await log.close()
    }
  }

  test('when nothing else is wrong with them, then they are ahead of it', async () => {
    expect(await faults()).toEqual([expect.stringContaining('ahead of the log')])
  })

  test('when a page of them is damaged that nobody came to ask for, then it is named all the same', async () => {
    const database = new DatabaseSync(file)
    const { bytes } = database.prepare("SELECT bytes FROM pages WHERE name = 'texts' AND page = 0").get() as {
      bytes: Uint8Array
    }
    bytes[bytes.length >> 1] ^= 1
    database.prepare("UPDATE pages SET bytes = ? WHERE name = 'texts' AND page = 0").run(bytes)
    database.close()
    expect(await faults()).toEqual([expect.stringContaining('page 0 of texts does not match its digest')])
  })
})
