import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessFile, openAccess } from '@pilot-ledger/access'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { openIdentities } from '@pilot-ledger/service'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { isDemonstration } from '../../apps/standalone/src/demonstration/identity'
import { demonstrationIn } from '../demonstration-folder.spec-support'

describe('given the demonstration, whose passwords everybody knows', () => {
  let root: string
  let [demonstration, own] = ['', '']
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pilot-passwords-'))
    demonstration = join(root, 'demonstration')
    own = join(root, 'own')
    await demonstrationIn(demonstration)
    const access = await openAccess({ folder: demonstration, readyAccounts: READY_ACCOUNTS })
    access.close()
    mkdirSync(own)
    copyFileSync(accessFile(demonstration), accessFile(own))
    const log = await openSqliteEventLog({ folder: own })
    const metadata = { actor: '登记员', correlationId: 'x', idempotencyKey: 'x' }
    await log.append('pilot-ledger/x', 'none', [
      { id: '11111111-1111-4111-8111-111111111111', type: 'Noted', version: 1, data: {}, metadata },
    ])
    await log.close()
  })
  afterAll(() => rmSync(root, { recursive: true }))

  /** How many of its accounts log in on the ledger of a folder, opened as a service opens it. */
  const admitted = async (folder: string) => {
    const readyAccounts = (await isDemonstration(folder)) ? READY_ACCOUNTS : []
    const { access } = await openIdentities({ folder, host: '127.0.0.1', readyAccounts }, {})
    const answers = []
    for (const it of READY_ACCOUNTS) answers.push(await access?.logIn.logIn(it.name, it.password, '127.0.0.1'))
    access?.close()
    return answers.filter((it) => it !== undefined && 'token' in it).length
  }

  test('when it is served, then they open it', async () => {
    expect(await admitted(demonstration)).toBe(READY_ACCOUNTS.length)
  })
  test('when its accounts are copied beside another ledger, then they open nothing, whatever the folder is called', async () => {
    expect(await admitted(own)).toBe(0)
  })
  test('when there is no ledger yet, then it is no demonstration', async () => {
    expect(await isDemonstration(join(root, 'nowhere'))).toBe(false)
  })
})
