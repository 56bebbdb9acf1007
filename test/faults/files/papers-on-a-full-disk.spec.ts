import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FolderEvidenceStore } from '@pilot-ledger/evidence'
import { backUp, restore } from '../../../apps/cli/src/backup'
import { noProgress } from '../../../apps/cli/src/progress'
import { verifyBackup, verifyLedger } from '../../../apps/cli/src/verify'
import { inPieces, nameOf } from '../../../libs/evidence/src/store/contract.spec-support'
import { KeptLedger } from '../../evidence/kept-ledger.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'
import { fill, smallDisks } from '../log/small-disk.spec-support'

describe('Papers and a full disk', () => {
  const folders = temporaryFolders()
  const { smallDisk, onSmallDisk, why } = smallDisks(folders)
  /** Three of them fit on the small disk, with the log; with as much of something else not the last. */
  const SCANS = ['一', '二', '三'].map((it) => ({ name: `${it}.pdf`, content: randomBytes(600_000) }))
  const SOMETHING_ELSE = Buffer.alloc(1_500_000)

  let data: string
  beforeAll(async () => {
    data = join(folders.make(), 'data')
    const ledger = await KeptLedger.open(data)
    for (const { name, content } of SCANS) await ledger.give(name, undefined, content)
    await ledger.log.close()
  })
  const isSound = async () => expect((await verifyLedger(data, noProgress)).faults).toEqual([])

  onSmallDisk(`the store refuses a file, keeps the others, and takes it when there is room${why}`, async () => {
    const disk = smallDisk()
    const store = await FolderEvidenceStore.open(join(disk, 'evidence'))
    const put = (content: Buffer) => store.put(nameOf(content), inPieces(content))
    await put(SCANS[0].content)
    fill(join(disk, 'something-else'))
    await expect(put(SCANS[1].content)).rejects.toMatchObject({ reason: 'disk-full' })
    expect(readdirSync(join(disk, 'evidence', 'parts'))).toEqual([])
    expect(await store.has(nameOf(SCANS[0].content).sha256)).toBe(600_000)
    rmSync(join(disk, 'something-else'))
    await put(SCANS[1].content)
    expect(await store.has(nameOf(SCANS[1].content).sha256)).toBe(600_000)
  })

  onSmallDisk(`a backup that meets it is none; the next goes on from the papers that are there${why}`, async () => {
    const disk = smallDisk()
    writeFileSync(join(disk, 'something-else'), SOMETHING_ELSE)
    const backup = join(disk, 'backup')
    await expect(backUp(data, backup)).rejects.toMatchObject({ reason: 'disk-full' })
    expect(readdirSync(disk).sort()).toEqual(['backup.evidence', 'something-else'])
    await isSound()
    rmSync(join(disk, 'something-else'))
    const { papers } = await backUp(data, backup)
    expect(papers.lines).toEqual([expect.stringMatching(/3 papers, [12] files/)])
    expect((await verifyBackup(backup, noProgress)).faults).toEqual([])
  })

  onSmallDisk(`nor is one whose log finds no room${why}`, async () => {
    const disk = smallDisk()
    fill(join(disk, 'something-else'))
    await expect(backUp(data, join(disk, 'backup'))).rejects.toMatchObject({ reason: 'disk-full' })
    expect(readdirSync(disk)).toEqual(['something-else'])
    await isSound()
  })

  onSmallDisk(`what is restored onto it does not stay, and the backup is as it was${why}`, async () => {
    const disk = smallDisk()
    const backup = join(folders.make(), 'backup')
    await backUp(data, backup)
    writeFileSync(join(disk, 'something-else'), SOMETHING_ELSE)
    await expect(restore(backup, join(disk, 'restored'))).rejects.toMatchObject({ reason: 'disk-full' })
    expect(readdirSync(join(disk, 'restored'))).toEqual([])
    expect((await verifyBackup(backup, noProgress)).faults).toEqual([])
    rmSync(join(disk, 'something-else'))
    expect((await restore(backup, join(disk, 'restored'))).papers.whole).toBe(true)
  })
})
