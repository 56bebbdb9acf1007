import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessFile, type FirstPassword, openAccess } from '@pilot-ledger/access'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { CATALOGUE } from '@pilot-ledger/figures'
import { platformIdOf } from '@pilot-ledger/kernel'
import { COSIGNATURE, signerKey, verifierKeyText } from '@pilot-ledger/proof'
import { pino } from 'pino'
import { backUp, restore } from '../../apps/cli/src/backup'
import { copyLedger } from '../../apps/cli/src/copy'
import { writeJournal } from '../../apps/cli/src/journal'
import { noProgress } from '../../apps/cli/src/progress'
import { rebuildFigures } from '../../apps/cli/src/rebuild'
import { verifyBackup, verifyLedger } from '../../apps/cli/src/verify'
import { verifyAsked } from '../../apps/cli/src/verify/asked'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { createStandalone, openLedger, readModelFile } from '../../apps/standalone/src/ledger'
import { demonstrationIn, PAPERS_TOLD } from '../demonstration-folder.spec-support'

async function entriesOf(folder: string): Promise<RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  const entries: RecordedEvent[] = []
  for await (const page of log.readAll()) entries.push(...page)
  await log.close()
  return entries
}

const WITNESS = verifierKeyText(signerKey('witness.example', COSIGNATURE, Buffer.alloc(32, 1)))

/** Turns one bit in every place where the text stands. */
function damage(file: string, text: string): void {
  const bytes = readFileSync(file)
  const places: number[] = []
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at)
  expect(places.length).toBeGreaterThan(0)
  for (const at of places) bytes[at] ^= 1
  writeFileSync(file, bytes)
}

describe('given a data folder with the demonstration', () => {
  let [root, folder] = ['', '']
  /** As many as the log itself holds. */
  let entries = 0
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'pilot-cli-'))
    folder = join(root, 'data')
    await demonstrationIn(folder)
    entries = (await entriesOf(folder)).length
  })
  afterEach(() => rmSync(root, { recursive: true }))

  test('when it is verified, then all is sound', async () => {
    expect(await verifyLedger(folder, noProgress)).toEqual({
      ...{ entries, signed: entries, faults: [] },
      told: [PAPERS_TOLD],
    })
  })

  test.each([
    ['neither a folder nor a backup', {}, 'name one of them'],
    ['both', { data: '.', backup: 'b' }, 'name one of them'],
    ['a backup and a server', { backup: 'b', log: 'esdb://127.0.0.1:1' }, 'name one of them'],
    ['a backup that is not there', { backup: '/nowhere' }, 'there is no such backup'],
    ['cosignatures that are no number', { data: '.', cosignatures: 'two' }, 'not a whole number'],
    ['no cosignature', { data: '.', cosignatures: '0' }, 'not a whole number'],
    ['a server that is away', { log: 'esdb://127.0.0.1:1?tls=false' }, 'cannot be reached'],
  ])('when it is verified with %s, then it is told so', async (_, options, text) => {
    await expect(verifyAsked(options, noProgress)).rejects.toThrow(text)
  })

  test('when cosignatures are asked for and none is there, then that is a fault', async () => {
    const { faults, cosigned } = await verifyAsked({ data: folder, cosignatures: '1', witness: [WITNESS] }, noProgress)
    expect([faults, cosigned]).toEqual([[expect.stringContaining('cosigned by 1 of the witnesses')], 0])
  })

  test('when a byte of an entry is changed, then verifying names its position', async () => {
    damage(join(folder, 'log.db'), '演示：与 JM-2025-010 为同一合同')
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults.join('\n')).toMatch(/position \d+ .*(EntryVoided|digest)/s)
  })

  test('when a page of the figures is changed, then verifying names the table and the page', async () => {
    damage(readModelFile(folder), 'JM-2025-0')
    const { faults } = await verifyLedger(folder, noProgress)
    expect(faults).toEqual([expect.stringMatching(/read model: .*page \d+ of texts does not match its digest/)])
  })

  test('when it is rebuilt, then the new figures equal the old byte for byte; not while a service holds the folder', async () => {
    expect(await rebuildFigures(folder, noProgress)).toEqual({ entries, differences: [] })
    const ledger = await openLedger({ folder })
    await expect(rebuildFigures(folder, noProgress)).rejects.toMatchObject({ reason: 'in-use' })
    await ledger.close()
  })

  test('when it is backed up while the service runs and restored, then every entry is the same', async () => {
    const ledger = await openLedger({ folder })
    expect((await backUp(folder, join(root, 'backup.db'))).head).toBe(String(entries))
    await ledger.close()
    expect((await restore(join(root, 'backup.db'), join(root, 'restored'))).head).toBe(String(entries))
    expect(await entriesOf(join(root, 'restored'))).toEqual(await entriesOf(folder))
    // What was signed of it came along, the backup itself shows it too; the key that signs did not.
    const sound = { entries, signed: entries, faults: [], told: [PAPERS_TOLD] }
    expect(await verifyLedger(join(root, 'restored'), noProgress)).toEqual(sound)
    expect(await verifyBackup(join(root, 'backup.db'), noProgress)).toEqual(sound)
    expect(readdirSync(join(root, 'restored'))).not.toContain('proof.key')
  })

  test('when it is backed up with its accounts, then they log in on the restored one, and only the owner reads the file', async () => {
    const access = await openAccess({ folder })
    const { account, oneTimePassword } = access.firstPassword as FirstPassword
    await backUp(folder, join(root, 'backup.db'))
    access.close()
    await restore(join(root, 'backup.db'), join(root, 'restored'))
    expect(statSync(join(root, 'backup.db.access')).mode & 0o077).toBe(0)
    expect(statSync(accessFile(join(root, 'restored'))).mode & 0o077).toBe(0)
    const restored = await openAccess({ folder: join(root, 'restored') })
    expect(restored.firstPassword).toBeUndefined()
    expect(await restored.logIn.logIn(account.name, oneTimePassword, '127.0.0.1')).toHaveProperty('token')
    restored.close()
  })

  test('when it is copied into another folder, then the report says equal, and says so when it is not', async () => {
    const report = await copyLedger(folder, join(root, 'moved'), noProgress)
    expect(report).toMatchObject({ equal: true })
    const lines = report.lines.join('\n')
    expect(lines).toContain(`${entries} stored by this run`)
    // Of three platforms, of the programme, and of all.
    expect(lines).toMatch(new RegExp(`\\b${CATALOGUE.length * 5} .*figures compared, 0 differ[\\s\\S]*equal`))
    expect(await entriesOf(join(root, 'moved'))).toEqual(await entriesOf(folder))
    const other = await openSqliteEventLog({ folder: join(root, 'other') })
    await other.append('engagement-x', 'none', [(await entriesOf(folder))[5]])
    await other.close()
    await expect(copyLedger(folder, join(root, 'other'), noProgress)).rejects.toThrow('entry 1 differs')
  })

  test('when a journal is asked for, then it is the service’s own, byte for byte; an unknown platform or cut is named', async () => {
    const platform = platformIdOf(CMC)
    const file = join(root, 'journal')
    const stated = await writeJournal(folder, { platform, format: 'ledger', asOf: '2025-09-15', to: file }, noProgress)
    expect(stated).toContain(`journal-${platform}-370.ledger`)
    const ledger = await openLedger({ folder })
    const app = await createStandalone(ledger, { actor: '测试', logger: pino({ level: 'silent' }) })
    const url = `/api/platforms/${platform}/journal?format=ledger&asOf=2025-09-15`
    expect(readFileSync(file, 'utf8')).toBe((await app.inject({ url })).body)
    await app.close()
    await ledger.close()
    const ask = (more: object) => writeJournal(folder, { platform, format: 'ledger', to: file, ...more }, noProgress)
    await expect(ask({ platform: 'nowhere' })).rejects.toThrow('there is no such platform: nowhere')
    await expect(ask({ asOf: String(entries + 1) })).rejects.toThrow('the log has no such entry yet')
    await expect(ask({ format: 'gnucash' })).rejects.toThrow('hledger | ledger | beancount')
  })

  test('when a backup is damaged or the folder is not empty, then nothing is restored', async () => {
    await backUp(folder, join(root, 'backup.db'))
    await expect(restore(join(root, 'backup.db'), folder)).rejects.toThrow('not empty')
    damage(join(root, 'backup.db'), '演示：与 JM-2025-010 为同一合同')
    await expect(restore(join(root, 'backup.db'), join(root, 'restored'))).rejects.toThrow(/damaged/)
    await expect(verifyLedger(join(root, 'restored'), noProgress)).rejects.toThrow('no ledger')
  })
})
