import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { accessFile, openAccess } from '@pilot-ledger/access'
import { backUp, restore } from '../../apps/cli/src/backup'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

jest.setTimeout(300_000)

describe('given the demonstration, whose contracts were looked at', () => {
  let [root, data, backup] = ['', '', '']
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'verify-accounts-'))
    data = join(root, 'data')
    backup = join(root, 'backup.db')
    await demonstrationIn(data)
    await served(10)
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const faults = async (folder = data) => (await verifyLedger(folder, noProgress)).faults
  async function served(reads: number, between: () => Promise<void> = async () => undefined): Promise<void> {
    const ledger = await openLedger({ folder: data })
    const access = await openAccess({ folder: data, readyAccounts: READY_ACCOUNTS })
    const commitments = access.committerTo(ledger.log, { alone: true })
    commitments.begin()
    await between()
    const look = { actor: '演示评价员', role: 'evaluator', action: 'readLog', address: '::1' } as const
    for (let i = 0; i < reads; i++) access.reads.append({ at: i, ...look, request: `GET /api/entries?limit=${i}` })
    await commitments.stop()
    access.close()
    await ledger.close()
  }
  function tampered(folder: string, sql: string): void {
    const database = new DatabaseSync(accessFile(folder))
    database.exec(`DROP TRIGGER reads_remain; ${sql}`)
    database.close()
  }

  test('when nothing was touched, then all is sound, beside the running service and after it', async () => {
    await served(3, async () => expect(await faults()).toEqual([]))
    expect(await faults()).toEqual([])
  })

  test('when the access log was emptied, then it is named', async () => {
    tampered(data, 'DELETE FROM reads')
    expect(await faults()).toEqual([expect.stringMatching(/^账户库 accounts: .*access log: .*they end at 0 of 10/)])
  })

  test('when a backup is restored, taken while it was served, then all is sound; of the accounts alone it is named', async () => {
    // What came between the copies of the log and of the accounts is in the accounts alone: no fault.
    await served(5, () => backUp(data, backup).then(() => undefined))
    await restore(backup, join(root, 'restored'))
    expect(await faults(join(root, 'restored'))).toEqual([])
    for (const end of ['', '-wal', '-shm']) rmSync(accessFile(data) + end, { force: true })
    copyFileSync(`${backup}.access`, accessFile(data))
    expect(await faults()).toEqual([expect.stringMatching(/access log: .*they end at 10 of 15/)])
  })
})
