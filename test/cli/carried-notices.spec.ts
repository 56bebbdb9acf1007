import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { webhooksFile } from '@pilot-ledger/notices'
import { backUp, restore } from '../../apps/cli/src/backup'
import { copyLedger } from '../../apps/cli/src/copy'
import { noProgress } from '../../apps/cli/src/progress'
import { type Webhook, WebhookStore } from '../../libs/notices/src/webhooks/webhook-store'
import { demonstrationIn } from '../demonstration-folder.spec-support'

const CITY: Webhook = {
  id: 'city',
  label: '市局数据平台',
  url: 'https://data.example.cn/hooks',
  role: 'evaluator',
  platforms: [],
  createdAt: Date.parse('2025-09-15T10:00:00+08:00'),
  createdBy: '管理员',
  position: 0,
}
const SECRET = 'whsec_bm90aWNl'

describe('given a ledger that tells a city of its entries', () => {
  let root: string
  let log: SqliteEventLog
  let store: WebhookStore
  const at = (name: string) => join(root, name)
  /** So many entries more, written down for the city, the first of them delivered. */
  const record = async (from: number, count: number) => {
    const ids = Array.from({ length: count }, (_, i) => `00000000-0000-4000-8000-${String(from + i).padStart(12, '0')}`)
    for (const id of ids)
      await log.append(`notes-${id}`, 'none', [
        { id, type: 'Noted', version: 1, data: {}, metadata: { actor: '王工', correlationId: 'c' } },
      ])
    const deliveries = ids.map((id, i) => ({ sequence: from + i, id, stream: `notes-${id}`, type: 'Noted' }))
    store.take('city', from + count - 1, deliveries)
    const [first] = store.due('city', Date.now(), 1)
    store.note('city', { ...first, state: 'delivered', attempts: 1, lastAt: Date.now(), outcome: '204' })
  }
  const standsIn = (folder: string) => {
    const found = new WebhookStore(folder)
    try {
      return { webhooks: found.all(), secret: found.secretOf('city'), deliveries: found.deliveries('city', 1_000, 10) }
    } finally {
      found.close()
    }
  }
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'carried-notices-'))
    log = await openSqliteEventLog({ folder: at('data') })
    store = new WebhookStore(at('data'))
    store.add(CITY, SECRET)
    await record(1, 3)
  })
  afterEach(async () => {
    store.close()
    await log.close()
    rmSync(root, { recursive: true })
  })

  test('when it is backed up while it runs and restored, then it goes on telling: address, secret, position, what has gone', async () => {
    const before = standsIn(at('data'))
    expect(before.deliveries.map((it) => it.state)).toEqual(['waiting', 'waiting', 'delivered'])
    await backUp(at('data'), at('backup'))
    await record(4, 2)
    const { notices } = await restore(at('backup'), at('restored'))
    expect([notices, standsIn(at('restored'))]).toEqual([true, before])
    // The secret is for nobody but the owner.
    for (const it of [`${at('backup')}.webhooks`, webhooksFile(at('restored'))])
      expect(statSync(it).mode & 0o777).toBe(0o600)
  })

  test('when something is recorded while it is backed up, then the backup leaves out no entry that it has', async () => {
    const prototype = Object.getPrototypeOf(log) as SqliteEventLog
    const original = prototype.backupTo
    // Copied, and at once the next entry is recorded and written down for the city.
    const between = jest.spyOn(prototype, 'backupTo').mockImplementation(async function (this: SqliteEventLog, file) {
      const head = await original.call(this, file)
      await record(4, 1)
      return head
    })
    const { head } = await backUp(at('data'), at('backup'))
    between.mockRestore()
    await restore(at('backup'), at('restored'))
    expect([head, standsIn(at('restored')).webhooks[0].position]).toEqual(['3', 3])
  })

  test('when nobody is told of anything, then the backup has nothing of it', async () => {
    store.close()
    rmSync(webhooksFile(at('data')))
    await backUp(at('data'), at('backup'))
    expect((await restore(at('backup'), at('restored'))).notices).toBe(false)
    expect([`${at('backup')}.webhooks`, webhooksFile(at('restored'))].filter(existsSync)).toEqual([])
    store = new WebhookStore(at('data'))
  })

  test('when it is copied into another folder, then it comes along, and takes no place of what the other one has', async () => {
    await demonstrationIn(at('town'))
    const town = new WebhookStore(at('town'))
    town.add(CITY, SECRET)
    town.take('city', 1, [{ sequence: 1, id: 'e-1', stream: 'platform-1', type: 'PlatformRegistered' }])
    const before = standsIn(at('town'))
    expect((await copyLedger(at('town'), at('moved'), noProgress)).equal).toBe(true)
    expect(standsIn(at('moved'))).toEqual(before)
    town.take('city', 2, [])
    town.close()
    expect((await copyLedger(at('town'), at('moved'), noProgress)).equal).toBe(true)
    expect(standsIn(at('moved'))).toEqual(before)
  })
})
