import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sweepPapers } from '../../apps/cli/src/papers/swept'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { inPieces, nameOf } from '../../libs/evidence/src/store/contract.spec-support'
import { hashOf, KeptLedger, PAPERS } from './kept-ledger.spec-support'

describe('given a ledger that is served, and a file in its store whose upload never came to an entry', () => {
  let data: string
  let ledger: KeptLedger
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'swept-papers-'))
    ledger = await KeptLedger.open(data)
    await ledger.signAndAttach('合同.pdf')
    await ledger.give('合同.pdf')
    await ledger.store.put(nameOf(PAPERS['回单.jpg']), inPieces(PAPERS['回单.jpg']))
  })
  afterEach(async () => {
    await ledger.log.close()
    rmSync(data, { recursive: true })
  })
  // Of the day after the files were put, at noon in Shanghai.
  const day = (days: number) => (Math.floor(Date.now() / 86_400_000) + 1 + days) * 86_400_000 + 4 * 3_600_000
  const dayText = (days: number) => new Date(day(days)).toISOString().slice(0, 10)
  const swept = (days: number, more: object = {}) => sweepPapers({ data, grace: '30', ...more }, day(days))

  test('when it is swept, then the file is said, kept for the grace, removed after it, and all is sound', async () => {
    const [line, sum, ...more] = await swept(0)
    expect(line).toContain(`保留至 kept until ${dayText(30)}  ${hashOf('回单.jpg')}  5400 字节 bytes`)
    expect(line).toContain(`unnamed since ${dayText(0)}`)
    expect([sum, more]).toEqual([
      '0 个文件 files (0 字节 bytes) 已移除 removed，1 个文件 files (5400 字节 bytes) 保留 kept',
      [],
    ])
    expect((await swept(30, { dryRun: true }))[0]).toContain(`将移除 would be removed  ${hashOf('回单.jpg')}`)
    expect((await swept(30))[0]).toContain(`已移除 removed  ${hashOf('回单.jpg')}`)
    expect(await ledger.store.has(hashOf('回单.jpg'))).toBeUndefined()
    expect((await verifyLedger(data, noProgress)).faults).toEqual([])
  })

  test('when its entry comes after all, then it stays', async () => {
    await swept(0)
    await ledger.give('回单.jpg')
    expect(await swept(30)).toHaveLength(1)
    expect(await ledger.store.has(hashOf('回单.jpg'))).toBe(5400)
  })

  test.each([
    ['a grace that is none', { grace: 'soon' }, 'whole days'],
    ['a grace in which an upload still lives', { grace: '1' }, 'at least 2'],
    ['a log that is no server', { log: '/data' }, 'not a connection string'],
    ['papers that are nowhere', { evidence: '/nowhere' }, 'no such folder of papers'],
  ])('%s is told', async (_, more, text) => {
    await expect(swept(0, more)).rejects.toThrow(text)
  })
})
