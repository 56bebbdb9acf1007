import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, resetAdministrator } from '@pilot-ledger/access'
import { platformIdOf } from '@pilot-ledger/kernel'
import { backUp, restore } from '../../apps/cli/src/backup'
import { writeJournal } from '../../apps/cli/src/journal'
import { noProgress } from '../../apps/cli/src/progress'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

/** Every file and folder at or below a path that others than its owner may do anything with, and how. */
function open(path: string): string[] {
  const stats = lstatSync(path)
  const found = (stats.mode & 0o077) === 0 ? [] : [`${path} ${(stats.mode & 0o777).toString(8)}`]
  if (!stats.isDirectory()) return found
  return [...found, ...readdirSync(path).flatMap((it) => open(join(path, it)))]
}

/** Holds the ledger of a folder open: the files that are there only while it runs are looked at too. */
async function serving(folder: string, look: () => void | Promise<void>): Promise<void> {
  const ledger = await openLedger({ folder })
  const access = await openAccess({ folder })
  try {
    await look()
  } finally {
    access.close()
    await ledger.close()
  }
}

describe('given a machine whose umask lets everybody read and write', () => {
  let root: string
  let before: number
  const at = (name: string) => join(root, name)
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'pilot-private-'))
    before = process.umask(0)
  })
  afterEach(() => {
    process.umask(before)
    rmSync(root, { recursive: true })
  })

  test('when a ledger is served, reset, backed up and restored, then all of it is its owner’s only', async () => {
    await serving(at('data'), async () => {
      expect(readdirSync(at('data'))).toEqual(expect.arrayContaining(['access.db-wal', 'log.db-wal', 'writer.lock']))
      await resetAdministrator(at('data'))
      await backUp(at('data'), at('backup.db'))
      await restore(at('backup.db'), at('restored'))
      expect(open(root)).toEqual([])
    })
    await serving(at('restored'), () => expect(open(root)).toEqual([]))
  })

  test('when a folder that stood open is served, then it is open no more; nor are its files', async () => {
    mkdirSync(at('data'), 0o755)
    await serving(at('data'), () => undefined)
    for (const it of readdirSync(at('data'))) chmodSync(join(at('data'), it), 0o644)
    chmodSync(at('data'), 0o755)
    await serving(at('data'), () => expect(open(root)).toEqual([]))
  })

  test('when a backup that stood open is restored, then what is restored does not', async () => {
    await serving(at('data'), () => backUp(at('data'), at('backup.db')).then(() => undefined))
    for (const it of ['backup.db', 'backup.db.access']) chmodSync(at(it), 0o644)
    await restore(at('backup.db'), at('restored'))
    expect(open(at('restored'))).toEqual([])
  })

  test('when a journal is written to a file, then that is its owner’s only', async () => {
    await demonstrationIn(at('data'))
    await writeJournal(at('data'), { platform: platformIdOf(CMC), format: 'hledger', to: at('journal') }, noProgress)
    expect(open(at('journal'))).toEqual([])
  })
})
