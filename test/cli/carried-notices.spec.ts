import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
// Its differences are made by one case: the module is replaced, as its exports cannot be.
jest.mock('@pilot-ledger/figures', () => ({ ...jest.requireActual('@pilot-ledger/figures') }))

const PROVINCE: Webhook = { ...CITY, id: 'province', label: '省厅', url: 'https://sheng.example.cn:8443/s3cr3t-path' }
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
  /** What there is but for the pause that restoring and copying begin with. */
  const carriedIn = (folder: string) => {
    const { webhooks, ...rest } = standsIn(folder)
    return { webhooks: webhooks.map((it) => ({ ...it, pausedAt: undefined })), ...rest }
  }
  const pausedIn = (folder: string) =>
    standsIn(folder)
      .webhooks.filter((it) => it.pausedAt !== undefined)
      .map((it) => it.id)
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

  test('when it is backed up while it runs and restored, then all of it comes back, and waits for a person: address, secret, position, what has gone', async () => {
    const before = standsIn(at('data'))
    expect(before.deliveries.map((it) => it.state)).toEqual(['waiting', 'waiting', 'delivered'])
    await backUp(at('data'), at('backup'))
    await record(4, 2)
    const { notices, waiting } = await restore(at('backup'), at('restored'))
    expect([notices, carriedIn(at('restored'))]).toEqual([true, before])
    expect([waiting, pausedIn(at('restored'))]).toEqual([['data.example.cn'], ['city']])
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

  test('when one was ended before the backup, then nobody is asked to resume it, and of an address its host alone is told', async () => {
    store.add(PROVINCE, SECRET)
    store.end('city', Date.parse('2025-09-16T10:00:00+08:00'), '管理员')
    await backUp(at('data'), at('backup'))
    expect((await restore(at('backup'), at('restored'))).waiting).toEqual(['sheng.example.cn:8443'])
    expect(pausedIn(at('restored'))).toEqual(['province'])
  })

  test('when a backup broke off at any of its files, or one of the same name was not removed whole, then it is told which', async () => {
    await backUp(at('data'), at('backup'))
    rmSync(at('backup'))
    const left = readdirSync(root).filter((it) => it.startsWith('backup.') && !it.endsWith('.evidence'))
    expect(left).toContain('backup.webhooks')
    await expect(backUp(at('data'), at('backup'))).rejects.toThrow(`then remove: ${left.map(at).join(' ')}`)
    for (const it of left) rmSync(at(it))
    writeFileSync(at('backup.part.webhooks'), '半')
    await expect(backUp(at('data'), at('backup'))).rejects.toThrow(
      `broke off, or a former one was not removed whole; then remove: ${at('backup.part.webhooks')}`,
    )
    rmSync(at('backup.part.webhooks'))
    expect((await backUp(at('data'), at('backup'))).head).toBe('3')
  })

  describe('given it moves to another folder', () => {
    let town: WebhookStore
    const copy = () => copyLedger(at('town'), at('moved'), noProgress)
    const inMoved = (change: (moved: WebhookStore) => void) => {
      const moved = new WebhookStore(at('moved'))
      change(moved)
      moved.close()
    }
    beforeEach(async () => {
      await demonstrationIn(at('town'))
      town = new WebhookStore(at('town'))
      town.add(CITY, SECRET)
      town.take('city', 1, [{ sequence: 1, id: 'e-1', stream: 'platform-1', type: 'PlatformRegistered' }])
    })
    afterEach(() => town.close())

    test('then it comes along and waits for a person, who is told which addresses', async () => {
      const { equal, noticesCarried, lines } = await copy()
      expect([equal, noticesCarried]).toEqual([true, true])
      expect(carriedIn(at('moved'))).toEqual(standsIn(at('town')))
      expect(pausedIn(at('moved'))).toEqual(['city'])
      expect(lines.at(-1)).toMatch(/paused until each is resumed .*: data\.example\.cn$/)
    })

    test('when the copy was only looked at, then a second one brings what was ended and begun since', async () => {
      await copy()
      inMoved(() => undefined)
      town.add(PROVINCE, SECRET)
      town.end('city', Date.parse('2025-09-16T10:00:00+08:00'), '管理员')
      expect((await copy()).noticesCarried).toBe(true)
      expect(carriedIn(at('moved'))).toEqual({ ...standsIn(at('town')), secret: '' })
      expect(pausedIn(at('moved'))).toEqual(['province'])
      // And a third time.
      town.add({ ...CITY, id: 'county' }, SECRET)
      await copy()
      expect(pausedIn(at('moved'))).toEqual(['county', 'province'])
    })

    test.each<[string, (moved: WebhookStore) => unknown]>([
      ['resumed', (moved) => moved.resume('city', 1, '管理员')],
      ['ended', (moved) => moved.end('city', 1, '管理员')],
      ['added', (moved) => moved.add(PROVINCE, SECRET)],
      ['given another secret', (moved) => moved.renewSecret('city', 'whsec_YW5kZXJz')],
    ])(
      'when an address was %s in the copy, then what stands there stays, and it is told loudly',
      async (_how, change) => {
        await copy()
        inMoved(change)
        const before = standsIn(at('moved'))
        town.take('city', 2, [])
        const { equal, noticesCarried, lines } = await copy()
        expect([equal, noticesCarried]).toEqual([true, false])
        expect(standsIn(at('moved'))).toEqual(before)
        expect(lines.at(-1)).toContain('notices were NOT carried')
        expect(lines.at(-1)).toContain(webhooksFile(at('moved')))
      },
    )

    test('when its file was removed and what lay beside it was not, then the next copy is whole', async () => {
      await copy()
      inMoved((moved) => moved.resume('city', 1, '管理员'))
      rmSync(webhooksFile(at('moved')))
      expect(existsSync(`${webhooksFile(at('moved'))}-wal`)).toBe(true)
      expect((await copy()).noticesCarried).toBe(true)
      expect(pausedIn(at('moved'))).toEqual(['city'])
    })

    test('when the copy is not equal, then nothing is carried', async () => {
      await copy()
      const before = standsIn(at('moved'))
      town.take('city', 2, [])
      const differ = jest
        .spyOn(jest.requireMock('@pilot-ledger/figures'), 'differences')
        .mockReturnValue(['contracts: 1 row'])
      const { equal } = await copy().finally(() => differ.mockRestore())
      expect([equal, standsIn(at('moved'))]).toEqual([false, before])
    })
  })
})
