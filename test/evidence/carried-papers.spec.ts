import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { FolderEvidenceStore, StoreUnavailable } from '@pilot-ledger/evidence'
import { backUp, restore } from '../../apps/cli/src/backup'
import { copyLedger } from '../../apps/cli/src/copy'
import { carryPapers } from '../../apps/cli/src/papers/carried'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyBackup, verifyLedger } from '../../apps/cli/src/verify'
import { verifyAsked } from '../../apps/cli/src/verify/asked'
import { KEYS, type S3Server, s3Server } from '../../libs/evidence/src/store/objects/s3-server.spec-support'
import { hashOf, KeptLedger, lose, OURS, overwrite, PAPERS, type PaperName, RIVAL } from './kept-ledger.spec-support'

/** Of one byte of other content in the middle, as a disk alters it. */
const altered = (name: PaperName) => Buffer.from(PAPERS[name]).fill('x', 7, 8)

jest.setTimeout(60_000)

describe('given a ledger that is served, with papers of two platforms', () => {
  let [root, data, backup] = ['', '', '']
  let ledger: KeptLedger
  const at = (name: string) => join(root, name)
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'carried-papers-'))
    ;[data, backup] = [at('data'), at('backup')]
    ledger = await KeptLedger.open(data)
    await ledger.signAndAttach('合同.pdf')
    await ledger.give('合同.pdf')
    await ledger.give('发票.xml')
    await ledger.give('发票.xml', RIVAL)
  })
  afterEach(async () => {
    await ledger.log.close()
    rmSync(root, { recursive: true })
  })

  const holds = async (folder: string) => {
    const store = FolderEvidenceStore.toRead(folder)
    const names: string[] = []
    for await (const { sha256 } of store.list()) names.push(sha256)
    return names
  }
  const contentIn = async (folder: string, name: PaperName) => {
    const file = await FolderEvidenceStore.toRead(folder).get(hashOf(name))
    return file && buffer(file.bytes)
  }
  const sorted = (...names: PaperName[]) => names.map(hashOf).sort()
  const backUpTo = (file: string, to?: string) => backUp(data, file, noProgress, { to })

  test('when it is backed up and restored, then every paper is there, byte for byte, and all is sound', async () => {
    const { papers } = await backUpTo(backup)
    expect(papers.whole).toBe(true)
    expect(papers.lines).toEqual([expect.stringContaining('3 papers, 2 files')])
    expect(await holds(`${backup}.evidence`)).toEqual(sorted('合同.pdf', '发票.xml'))
    await restore(backup, at('restored'))
    for (const name of ['合同.pdf', '发票.xml'] as const)
      expect(await contentIn(join(at('restored'), 'evidence'), name)).toEqual(PAPERS[name])
    for (const it of [await verifyBackup(backup, noProgress), await verifyLedger(at('restored'), noProgress)])
      expect([it.faults, it.told]).toEqual([[], ['佐证材料 2 个文件 files of papers']])
  })

  test('when several backups share a folder of papers, then each carries only what is new, and each is whole', async () => {
    const place = at('papers')
    await backUpTo(at('monday'), place)
    await ledger.give('回单.jpg')
    const { papers } = await backUpTo(at('tuesday'), place)
    expect(papers.lines).toEqual([expect.stringMatching(/4 papers, 1 files of 5400 bytes/)])
    expect(readdirSync(root).filter((it) => it.endsWith('.evidence'))).toEqual([])
    const restored = await restore(at('monday'), at('restored'), undefined, noProgress, { from: place })
    expect(restored.papers.whole).toBe(true)
    expect(await holds(join(at('restored'), 'evidence'))).toEqual(sorted('合同.pdf', '发票.xml'))
    expect((await verifyBackup(at('tuesday'), noProgress, { papers: place })).faults).toEqual([])
  })

  test('when a paper is given while papers are copied, then neither log nor papers of the backup have it', async () => {
    let given: Promise<void> | undefined
    await backUp(data, backup, () => () => {
      given ??= ledger.give('回单.jpg')
    })
    await given
    expect(await holds(join(data, 'evidence'))).toContain(hashOf('回单.jpg'))
    expect(await holds(`${backup}.evidence`)).toEqual(sorted('合同.pdf', '发票.xml'))
    expect((await verifyBackup(backup, noProgress)).faults).toEqual([])
  })

  test('files of the store that no entry names are in no backup', async () => {
    writeFileSync(at('laid'), PAPERS['回单.jpg'])
    await ledger.store.adopt({ sha256: hashOf('回单.jpg'), size: PAPERS['回单.jpg'].length }, at('laid'))
    await backUpTo(backup)
    expect(await holds(`${backup}.evidence`)).toEqual(sorted('合同.pdf', '发票.xml'))
  })

  test('a ledger without papers has a backup without a folder for them', async () => {
    const bare = await KeptLedger.open(at('bare'))
    await bare.signAndAttach('合同.pdf')
    expect((await backUp(at('bare'), at('bare.backup'))).papers).toEqual({ lines: [], whole: true })
    await bare.log.close()
    expect(readdirSync(root)).not.toContain('bare.backup.evidence')
  })

  describe('when a paper of it', () => {
    const cases: [string, (store: string) => void, string][] = [
      ['is missing', (store) => lose(store, '合同.pdf'), '缺失 missing'],
      ['is altered', (store) => overwrite(store, '合同.pdf', altered('合同.pdf')), '内容已变 altered: SHA-256 '],
      [
        'is cut off',
        (store) => overwrite(store, '合同.pdf', PAPERS['合同.pdf'].subarray(0, 9)),
        '9 bytes, expected 450000',
      ],
    ]
    const named = (said: string) => [
      expect.stringContaining(said),
      expect.stringContaining(`合同.pdf · ${hashOf('合同.pdf')}`),
      expect.stringContaining('entry 2 EvidenceAttached 合同 contract JM-2025-101'),
      expect.stringContaining(`entry 3 EvidenceStored 平台 platform ${OURS}`),
    ]
    const says = (line: string, said: string) => {
      for (const it of named(said)) expect(line).toEqual(it)
    }

    test.each(cases)('%s, then verifying names it, and every entry that names it', async (_, harm, said) => {
      harm(join(data, 'evidence'))
      const { faults } = await verifyLedger(data, noProgress)
      expect(faults).toHaveLength(1)
      says(faults[0], said)
    })

    test.each(cases)('%s, then the backup is made, without it, and says so', async (_, harm, said) => {
      harm(join(data, 'evidence'))
      const { papers } = await backUpTo(backup)
      expect(papers.whole).toBe(false)
      says(papers.lines[0], said)
      expect(await holds(`${backup}.evidence`)).toEqual(sorted('发票.xml'))
      expect((await verifyBackup(backup, noProgress)).faults).toEqual([expect.stringContaining('缺失 missing')])
    })

    test.each(cases)('%s in its backup, then all else is restored, and it is said', async (_, harm, said) => {
      await backUpTo(backup)
      harm(`${backup}.evidence`)
      const { head, papers } = await restore(backup, at('restored'))
      expect([head, papers.whole]).toEqual(['5', false])
      says(papers.lines[0], said)
      expect(await holds(join(at('restored'), 'evidence'))).toEqual(sorted('发票.xml'))
    })
  })

  test('a backup whose papers lie elsewhere names all of them, each once', async () => {
    await backUpTo(backup, at('papers'))
    const { papers } = await restore(backup, at('restored'))
    expect(papers.whole).toBe(false)
    expect(papers.lines.slice(0, 2)).toEqual([expect.stringContaining('缺失'), expect.stringContaining('缺失')])
    expect(papers.lines.at(-1)).toContain('2 个文件未复制')
  })

  describe('when the disk is full with the second of the papers', () => {
    const whileFull = async (work: () => Promise<unknown>) => {
      const { put } = FolderEvidenceStore.prototype
      let count = 0
      const full = jest.spyOn(FolderEvidenceStore.prototype, 'put').mockImplementation(function (
        this: FolderEvidenceStore,
        it,
        bytes,
      ) {
        if (++count === 2) throw new StoreUnavailable('disk-full', '磁盘已满 / the disk is full')
        return put.call(this, it, bytes)
      })
      try {
        await expect(work()).rejects.toMatchObject({ reason: 'disk-full' })
      } finally {
        full.mockRestore()
      }
    }

    test('then there is no backup, nothing of one, and the next one goes on from the papers that were carried', async () => {
      await whileFull(() => backUpTo(backup))
      expect(readdirSync(root).sort()).toEqual(['backup.evidence', 'data'])
      expect(await holds(`${backup}.evidence`)).toEqual(sorted('合同.pdf'))
      expect((await backUpTo(backup)).papers.lines).toEqual([expect.stringMatching(/3 papers, 1 files/)])
      expect((await verifyBackup(backup, noProgress)).faults).toEqual([])
    })

    test('then nothing is restored, and the backup is as it was', async () => {
      await backUpTo(backup)
      await whileFull(() => restore(backup, at('restored')))
      expect(readdirSync(at('restored'))).toEqual([])
      expect((await restore(backup, at('restored'))).papers.whole).toBe(true)
    })
  })

  test('another backup that is being written, or broke off, is not written over', async () => {
    writeFileSync(`${backup}.part`, '半')
    await expect(backUpTo(backup)).rejects.toThrow('another backup writes it')
    expect(existsSync(`${backup}.part`)).toBe(true)
  })

  test('papers are not backed up onto themselves', async () => {
    await expect(backUpTo(backup, join(data, 'evidence'))).rejects.toThrow('copied onto themselves')
    await expect(backUpTo(backup, join(data, '..', 'data', 'evidence', '.'))).rejects.toThrow('copied onto themselves')
  })

  test('when it is copied, then the papers come along; a second run copies none again', async () => {
    await ledger.log.close()
    const first = await copyLedger(data, at('moved'), noProgress)
    expect([first.equal, first.papers.whole]).toEqual([true, true])
    expect(first.papers.lines).toEqual([expect.stringContaining('3 papers, 2 files')])
    expect((await verifyLedger(at('moved'), noProgress)).faults).toEqual([])
    const again = await copyLedger(data, at('moved'), noProgress)
    expect(again.papers.lines).toEqual([expect.stringContaining('3 papers, 0 files')])
  })

  test('to a server, of which nobody said where papers go, it says how many it left', async () => {
    const { lines, whole } = await carryPapers(ledger.log, join(data, 'evidence'), undefined, noProgress)
    expect([lines, whole]).toEqual([[expect.stringContaining('3 papers were not copied')], false])
  })

  describe('and a bucket, of which the keys stand in the environment', () => {
    const environment = process.env
    let server: S3Server
    beforeEach(async () => {
      server = await s3Server()
      process.env = { ...environment, ...KEYS }
    })
    afterEach(async () => {
      process.env = environment
      await server.dispose()
    })

    test('when papers are copied there, then they are backed up from it, restored and verified, each by its hash', async () => {
      const place = server.address
      expect((await carryPapers(ledger.log, join(data, 'evidence'), place, noProgress)).whole).toBe(true)
      rmSync(join(data, 'evidence'), { recursive: true })
      expect((await verifyAsked({ data, evidence: place }, noProgress)).faults).toEqual([])
      const { papers } = await backUp(data, backup, noProgress, { from: place })
      expect([papers.whole, await holds(`${backup}.evidence`)]).toEqual([true, sorted('合同.pdf', '发票.xml')])
      const other = await s3Server()
      const restored = await restore(backup, at('restored'), undefined, noProgress, { to: other.address })
      expect(restored.papers.whole).toBe(true)
      process.env.PILOT_LEDGER_EVIDENCE = other.address
      expect((await verifyAsked({ data: at('restored') }, noProgress)).faults).toEqual([])
      await other.dispose()
    })

    test('when it is away, then that is told, and no paper is called missing', async () => {
      await server.away()
      await expect(backUp(data, backup, noProgress, { from: server.address })).rejects.toThrow(StoreUnavailable)
      expect(readdirSync(root)).not.toContain('backup')
    })
  })
})
