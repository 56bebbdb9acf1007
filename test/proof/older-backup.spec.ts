import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platformIdOf } from '@pilot-ledger/kernel'
import { backUp, restore } from '../../apps/cli/src/backup'
import { takeCertificate } from '../../apps/cli/src/certificate'
import { continueOlder } from '../../apps/cli/src/continue-backup'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyBackup, verifyLedger } from '../../apps/cli/src/verify'
import { verifyAsked } from '../../apps/cli/src/verify/asked'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { noticesIn, noticeWords } from '../../apps/verifier/src/verdict/report'
import { demonstrationIn, PAPERS_TOLD } from '../demonstration-folder.spec-support'

const WHY = { reason: '机房火灾，昨夜的备份之后无备份', actor: '管理员甲' }

describe('given a ledger whose machine is lost, a backup of it, its key, and checkpoints that were kept elsewhere', () => {
  let [root, data, checkpoints, key] = ['', '', '', '']
  let entries = 0
  const at = (name: string) => join(root, name)

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'older-backup-'))
    ;[data, checkpoints] = [at('data'), at('elsewhere')]
    await demonstrationIn(data)
    mkdirSync(checkpoints)
    writeFileSync(join(checkpoints, 'checkpoints'), '')
    const ledger = await openLedger({ folder: data, checkpoints })
    key = ledger.proof.verifierKey
    entries = ledger.model.tables.sequence
    await backUp(data, at('backup'))
    // Recorded after the backup, and lost with the machine.
    const type = 'CompletenessMapRecorded'
    const metadata = { actor: '台账 ledger', correlationId: 'c' }
    const map = { cut: 0, keys: 2, root: Buffer.alloc(32, 1).toString('base64') }
    await ledger.log.append('completeness', 'none', [{ id: randomUUID(), type, version: 1, data: map, metadata }])
    await ledger.close()
    copyFileSync(join(data, 'proof.key'), at('proof.key'))
    rmSync(data, { recursive: true })
    await restore(at('backup'), data)
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const putKeyBack = () => copyFileSync(at('proof.key'), join(data, 'proof.key'))
  const serve = async () => {
    const ledger = await openLedger({ folder: data, checkpoints })
    await ledger.close()
    return ledger
  }

  test('when the key is not put back, then it is not served under another, and it is said what to do', async () => {
    await expect(serve()).rejects.toMatchObject({ message: expect.stringContaining('put the signing key back') })
  })

  test('then the backup is sound by itself, and older than what the auditor holds', async () => {
    const sound = { entries, signed: entries, faults: [], told: [PAPERS_TOLD] }
    expect(await verifyBackup(at('backup'), noProgress, { key })).toEqual(sound)
    expect((await verifyBackup(at('backup'), noProgress, { key, elsewhere: checkpoints })).faults).toEqual([
      expect.stringContaining(`missing from ${entries + 1} on`),
    ])
  })

  test('when it is served, then it is refused by name; when somebody goes on from it, then every certificate tells that', async () => {
    putKeyBack()
    await expect(serve()).rejects.toMatchObject({
      finding: { size: entries, broken: { checkpoint: { size: entries + 1 } } },
    })
    const said = await continueOlder({ data, checkpoints, ...WHY })
    expect(said).toContain(`entry ${entries + 1} says`)
    expect((await serve()).proof.verifierKey).toBe(key)
    expect((await verifyLedger(data, noProgress, { key, elsewhere: checkpoints })).faults).toEqual([])
    await expect(continueOlder({ data, checkpoints, ...WHY })).rejects.toThrow('nothing to begin anew')

    const file = at('certificate.json')
    const figure = {
      figure: 'projects',
      platform: platformIdOf(INSTRUMENTS),
      from: '2024-11-01',
      to: '2025-08-31',
      file,
    }
    await takeCertificate({ data, ...figure }, noProgress)
    const verdict = verify(readFileSync(file), { key })
    if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    const told = noticesIn(verdict.found).map(noticeWords)
    expect(told).toHaveLength(1)
    expect(told[0].en).toMatch(
      new RegExp(`^entry ${entries + 1}: the ledger was continued from an older backup: before it ${entries} entries`),
    )
    // As on paper: who holds one compares the same digits.
    expect(told[0].en).toMatch(new RegExp(`${entries + 1} entries, root [0-9a-f]{16}[^0-9a-f]`))
    expect(told[0].zh).toContain(WHY.reason)
  })

  test('when it is served where no later checkpoint is kept, then the ledger itself says that it was restored, once, before all else', async () => {
    rmSync(data, { recursive: true })
    const by = { actor: '管理员甲', reason: '换机' }
    await restore(at('backup'), data, by)
    putKeyBack()
    for (const _ of ['first', 'second']) await (await openLedger({ folder: data })).close()
    const ledger = await openLedger({ folder: data })
    const { events } = await ledger.stored.readStream('notices')
    const root = Buffer.from(ledger.proof.tree.root(entries)).toString('base64')
    const { fingerprint } = ledger.proof
    await ledger.close()
    expect(events.map(({ type, position, metadata, data: it }) => [type, position, metadata.actor, it])).toEqual([
      [
        'BackupContinued',
        String(entries + 1),
        by.actor,
        { from: { size: entries, root }, abandoned: [], reason: by.reason },
      ],
    ])
    expect(await verifyLedger(data, noProgress, { key })).toMatchObject({
      faults: [],
      told: [expect.stringContaining(`entry ${entries + 1} says`), PAPERS_TOLD],
    })
    const file = at('certificate.json')
    await takeCertificate(
      { data, figure: 'projects', platform: platformIdOf(INSTRUMENTS), asOf: '370', file },
      noProgress,
    )
    const verdict = verify(readFileSync(file), { key })
    if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    expect(verdict.found.fingerprint).toBe(fingerprint)
    expect(noticesIn(verdict.found).map((it) => noticeWords(it).en)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^entry ${entries + 1}: the ledger was restored from a backup: it had ${entries} entries.*${by.reason}$`,
        ),
      ),
    ])
  })

  test.each(['key', 'witness'])(
    'when whoever verifies mistypes the %s, then he is told so, and not that the ledger is at fault',
    async (option) => {
      const typed = `${key.slice(0, -2)}!=`
      const asked = { backup: at('backup'), ...(option === 'key' ? { key: typed } : { witness: [typed] }) }
      await expect(verifyAsked(asked, noProgress)).rejects.toThrow('is mistyped')
    },
  )
})
