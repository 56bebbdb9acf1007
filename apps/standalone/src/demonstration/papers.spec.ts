import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspectApart } from '../../../../libs/evidence/src/upload/inspect-apart'
import { demonstrationPapers } from './papers'
import { demonstrationSteps } from './seed'

describe('given the papers of the demonstration', () => {
  const steps = demonstrationSteps()
  const papers = [...demonstrationPapers(steps)]
  const named = steps.filter((it) => it.kind === 'contract' && it.content.type === 'EvidenceAttached').length

  test('then most contracts have theirs, and some are left to be uploaded', () => {
    expect(papers.length).toBeGreaterThan(named / 2)
    expect(named - papers.length).toBeGreaterThan(10)
  })

  test('then each is a paper that would be taken, with as many pages as its entry says, and small', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'papers-'))
    for (const { bytes, data } of [papers[0], papers[papers.length - 1]]) {
      const path = join(folder, data.sha256)
      writeFileSync(path, bytes)
      expect(await inspectApart('demonstration', path)).toMatchObject({
        mediaType: 'application/pdf',
        pages: data.pages,
      })
    }
    rmSync(folder, { recursive: true })
    expect(Math.max(...papers.map(({ bytes }) => bytes.length))).toBeLessThan(30_000)
  })

  test('then it says what its contract does', () => {
    const contract = (it: string) => papers.find(({ data }) => data.fileName.includes(it))
    const said = [...String(contract('JM-2025-001')?.bytes.toString('latin1')).matchAll(/<([0-9a-f]+)> Tj/g)].map(
      ([, hex]) => Buffer.from(hex, 'hex').swap16().toString('utf16le'),
    )
    const signed = steps.flatMap((it) =>
      it.kind === 'contract' && it.content.type === 'ContractSigned' ? [it.content.data] : [],
    )
    const { title, amount, client } = signed.find((it) => it.contractNo === 'JM-2025-001') as (typeof signed)[number]
    const facts = ['技术服务合同', 'JM-2025-001', title, client.name, `人民币 ${amount} 元（含税）`]
    expect(said).toEqual(expect.arrayContaining(facts))
  })
})
