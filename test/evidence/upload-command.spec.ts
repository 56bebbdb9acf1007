import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { storedEvidence } from '@pilot-ledger/evidence/recording'
import { Recorder } from '@pilot-ledger/recording'
import { uploadEvidence } from '../../apps/cli/src/evidence'
import { noProgress } from '../../apps/cli/src/progress'
import { AccessFixture, OUR_CONTRACT, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { jpegOf, pdfOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import { nameOf } from '../../libs/evidence/src/store/contract.spec-support'

jest.setTimeout(300_000)

const CONTRACT = pdfOf(3)
const PHOTO = jpegOf()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upload-command-'))
  mkdirSync(join(folder, 'papers', '二〇二五'), { recursive: true })
  writeFileSync(join(folder, 'papers', '合同.pdf'), CONTRACT)
  writeFileSync(join(folder, 'papers', '二〇二五', '现场.jpg'), PHOTO)
  writeFileSync(join(folder, 'papers', '.DS_Store'), 'x')
  writeFileSync(join(folder, 'papers', '说明.txt'), '说明')
})
afterAll(() => rmSync(folder, { recursive: true }))

const upload = async (more: object) => {
  const said: string[] = []
  const options = { platform: OURS, actor: '本机', ...more }
  const { counted, clean } = await uploadEvidence([join(folder, 'papers')], options, noProgress, (it) => said.push(it))
  return { lines: [...said, counted], clean }
}

describe('A folder of papers, uploaded by the command line', () => {
  const uploaded = (lines: readonly string[]) => {
    expect(lines.filter((it) => it.startsWith(nameOf(CONTRACT).sha256))).toEqual([
      expect.stringContaining('3 页 pages'),
    ])
    expect(lines.filter((it) => it.startsWith(nameOf(PHOTO).sha256))).toHaveLength(1)
    expect(lines.filter((it) => it.startsWith('拒收'))).toEqual([expect.stringMatching(/说明\.txt: 不收此类文件/)])
    expect(lines.at(-1)).toBe('2 件已上传 uploaded，1 件拒收 refused')
  }

  it('to a data folder: what is no paper is told, the others are the platform’s', async () => {
    const data = join(folder, 'ledger')
    await (await openSqliteEventLog({ folder: data })).close()
    const { lines, clean } = await upload({ data })
    expect(clean).toBe(false)
    uploaded(lines)
    const log = await openSqliteEventLog({ folder: data })
    expect(await storedEvidence(new Recorder(log), OURS, nameOf(CONTRACT).sha256)).toMatchObject({
      pages: 3,
      fileName: '合同.pdf',
    })
    await log.close()
  })

  describe('to a service', () => {
    let fixture: AccessFixture
    let service: string
    beforeAll(async () => {
      fixture = await AccessFixture.open()
      await fixture.settle()
      await fixture.app.listen(0, '127.0.0.1')
      service = `http://127.0.0.1:${(fixture.app.getHttpServer().address() as AddressInfo).port}`
    })
    afterAll(() => fixture.close())

    it('likewise, with a token; under another platform’s name the account is told so', async () => {
      const token = await fixture.office.logIn('clerk')
      uploaded((await upload({ service, token })).lines)
      await expect(upload({ service, token, platform: RIVAL })).rejects.toThrow('not bound to this platform')
      await expect(upload({ service, token: 'plt_AAAA' })).rejects.toThrow()
    })

    it('and an entry that names one of them has the pages of the file, not those that somebody typed', async () => {
      const paper = { sha256: nameOf(CONTRACT).sha256, kind: '合同', fileName: '合同.pdf' }
      const at = `/api/engagements/${OUR_CONTRACT}/evidence`
      const refused = await fixture.ask('clerk', 'POST', at, { ...paper, pages: 30 })
      expect([refused.status, refused.body.code]).toEqual([422, 'evidence-pages-differ'])
      expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/pages' })])
      const { status, body } = await fixture.ask('clerk', 'POST', at, { ...paper, pages: 3 })
      expect(status).toBe(201)
      const corrected = { type: 'EvidenceAttached', data: { ...paper, pages: 4 } }
      const change = { corrects: body.entryId, content: corrected, reason: '页数' }
      const again = await fixture.ask('clerk', 'POST', `/api/engagements/${OUR_CONTRACT}/corrections`, change)
      expect([again.body.code, again.body.errors[0].pointer]).toEqual(['evidence-pages-differ', '/content/data/pages'])
      // Of a file that nobody uploaded, and of one that has no pages of its own, a person says them.
      const elsewhere = await fixture.ask('clerk', 'POST', at, { ...paper, sha256: 'b'.repeat(64), pages: 30 })
      expect(elsewhere.status).toBe(201)
    })
  })
})
