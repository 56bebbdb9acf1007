import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal, streamName } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import { importFile } from '../../apps/cli/src/import'
import { noProgress } from '../../apps/cli/src/progress'
import { PLATFORM } from '../../libs/intake/src/import/bureau.spec-support'

const NAME = '示例中试平台'
const HEADINGS = '合同编号,合同名称,委托单位,统一社会信用代码,服务类别,合同金额,含税口径,计价方式,签订日期'
const csv = (...amounts: string[]) =>
  [
    HEADINGS,
    ...amounts.map(
      (it, i) => `C-${i},装调服务,示例光电科技有限公司,91440101MA5CJQ4N59,产品试制,${it},含税,固定总价,2025-03-01`,
    ),
  ].join('\n')

describe('given a ledger in a folder and a clerk’s file beside it', () => {
  let folder: string
  const file = (text: string) => {
    const path = join(folder, '合同清单.csv')
    writeFileSync(path, text)
    return path
  }
  const run = (text: string, mode: string, more: object = {}) =>
    importFile(join(folder, 'ledger'), { platform: NAME, file: file(text), mode, actor: '王工', ...more }, noProgress)

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'import-cli-'))
    const log = await openSqliteEventLog({ folder: join(folder, 'ledger') })
    const host = { id: { scheme: 'uscc' as const, value: '123502001549897397' }, name: '示例大学中山研究院' }
    const data = { name: NAME, host, town: '火炬开发区', fields: [], registeredOn: '2024-12-02' }
    const answer = await new Recorder(log).record({
      stream: platformStream(PLATFORM),
      rules: platformRules,
      decide: (history, today) => decideRecord(history, { type: 'PlatformRegistered', data }, today),
      actor: '管理员',
      correlationId: 'register',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
    await log.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('when it is tried, recorded and sent again, then it is recorded once', async () => {
    const preview = await run(csv('100.00', '200.00'), 'preview')
    expect([preview.clean, preview.report.counts.new]).toEqual([true, 2])
    const real = await run(csv('100.00', '200.00'), 'all', { platform: PLATFORM })
    expect(real.lines.join('\n')).toMatch(/已登记 · recorded[\s\S]*登记 recorded 2[\s\S]*position 3/)
    expect((await run(csv('100.00', '200.00'), 'all')).report.counts).toMatchObject({ known: 2, recorded: 0 })
  })

  test('when a row is dated where others have signed for, then it waits for a second person, as by every other way in', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const recent = csv('100.00').replace('2025-03-01', today)
    writeFileSync(join(folder, 'ledger', 'access.db'), '')
    expect((await run(recent, 'preview')).report.waits).toBeUndefined()
    const log = await openSqliteEventLog({ folder: join(folder, 'ledger') })
    const terms = { period: today.slice(0, 7), from: today, to: today, sequence: 1, definition: 1, totals: [] }
    const data = { ...terms, contractCount: 0, totalsHash: 'a'.repeat(64), proposedBy: '甲' }
    const event = (type: string, more: object) => ({
      id: crypto.randomUUID(),
      type,
      version: 1,
      data: { ...data, ...more } as never,
      metadata: { actor: '财务', correlationId: 'c' },
    })
    await log.append(streamName('closing', PLATFORM), 'none', [
      event('CloseProposed', { checklist: [] }),
      event('PeriodClosed', { approvedBy: '乙' }),
    ])
    await log.close()
    expect((await run(recent, 'preview')).report.waits).toMatchObject({
      contracts: 1,
      because: [{ code: 'period-closed', day: today }],
    })
  })

  test('when a row has a fault, then its cell is named in both languages and marked in a workbook, and nothing is recorded', async () => {
    const marked = join(folder, 'marked.xlsx')
    const { clean, lines, report } = await run(csv('100.00', '0.00'), 'all', { marked })
    expect([clean, report.verdict, report.counts.recorded]).toEqual([false, 'refused', 0])
    expect(lines.join('\n')).toMatch(/合同清单 F3 金额必须大于零 \/ an amount is more than zero/)
    expect(readFileSync(marked).subarray(0, 2).toString()).toBe('PK')
  })

  test('when a service holds the folder, or there is no such platform, mode, file or ledger, then it says so', async () => {
    const log = await openSqliteEventLog({ folder: join(folder, 'ledger') })
    await expect(run(csv('1.00'), 'all')).rejects.toMatchObject({ reason: 'in-use' })
    await log.close()
    await expect(run(csv('1.00'), 'all', { platform: '无此平台' })).rejects.toThrow('not registered')
    await expect(run(csv('1.00'), 'some')).rejects.toThrow('preview | all | good')
    await expect(run('', 'all')).rejects.toThrow('the file is empty')
    const nowhere = { platform: NAME, file: file('x'), mode: 'all', actor: '王工' }
    await expect(importFile(join(folder, 'none'), nowhere, noProgress)).rejects.toThrow('no ledger')
  })
})
