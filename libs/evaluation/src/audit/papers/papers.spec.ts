import { laidOut, type Sheet } from '@pilot-ledger/intake/workbooks'
import { DRAW_IN_WORDS } from '../../domain/sampling-draw'
import { deductions } from './deductions'
import { Mask } from './mask'
import { notice, noticeParagraphs } from './notice'
import { MARGIN, noticeDocument, PAGE, WIDTHS } from './notice-docx'
import { NO_EVIDENCE, RESULT } from './result.spec-support'
import { sentences } from './sample-sheet'
import { selfAssessment } from './self-assessment'
import { summary } from './summary'

const FIGURES = {
  projects: 27,
  clients: 11,
  contractAmount: 911_680_000n,
  receivedAmount: 911_680_000n,
  varieties: 0,
}

async function laid(sheet: Sheet) {
  const rows: Record<string, string>[] = []
  const totals: Record<string, string>[] = []
  for await (const { kind, cells } of laidOut(sheet)) {
    const row = Object.fromEntries(sheet.columns.map((it, i) => [it.key, cells[i].text]))
    if (kind === 'row') rows.push(row)
    else totals.push(row)
  }
  return { rows, totals }
}

describe('given a sealed result', () => {
  it('then 绩效自评表 has the columns people expect, claimed beside verified', async () => {
    const sheet = selfAssessment(RESULT, NO_EVIDENCE)
    expect(sheet.columns.map((it) => it.zh)).toEqual(
      '序号 一级指标 二级指标 权重 目标值 完成值（填报数） 自评分 核定值 核定分 佐证材料编号 备注'.split(' '),
    )
    const { rows, totals } = await laid(sheet)
    expect(rows[0]).toMatchObject({
      claimed: '9,116,800.00 元',
      verified: '8,716,800.00 元',
      points: '43.58',
      remark: '核减 2 行',
    })
    expect(rows[1].remark).toBe('账面 11；说明：另有 1 家客户的合同尚未登记；核减 1 行')
    expect(totals[0]).toMatchObject({ weight: '100', selfPoints: '93.08', points: '86.16' })
  })

  it('then 佐证材料编号 are pages of the volume, beside how many rows there are', async () => {
    const sheet = selfAssessment(RESULT, { cut: 900, pagesOf: new Map([['A1', '1-12, 30']]) })
    const { rows } = await laid(sheet)
    expect(rows[0].evidence).toBe('账内 27 行；汇编第 1-12, 30 页')
    expect(rows[1].evidence).not.toContain('汇编')
    expect(sheet.notes.join('\n')).toContain('佐证截止序号 900')
  })

  it('then 核减明细 has every strike, and adds amounts of one indicator alone', async () => {
    const { rows, totals } = await laid(deductions(RESULT))
    expect(rows.map((it) => [it.contractNo, it.takenOff, it.pieces])).toEqual([
      ['JM-001', '380000.00', ''],
      ['JM-014', '20000.00', ''],
      // One client more stated than the ledger has: 12 − 1 − 1 = 10.
      ['填报数高于账面', '', '1'],
      ['JM-001', '', '1'],
    ])
    expect(rows[2].reason).toBe('账本无据，不予认定（平台说明：另有 1 家客户的合同尚未登记）')
    // 380,000.00 + 20,000.00; 9,116,800.00 − 400,000.00 = 8,716,800.00
    expect(totals[0]).toMatchObject({
      takenOff: '400000.00',
      reason: '填报 9,116,800.00 元；账面 9,116,800.00 元；核定 8,716,800.00 元',
    })
    expect(totals[1]).toMatchObject({ takenOff: '', pieces: '2', contractNo: '2 行' })
  })

  it('then a claim that was not granted, without a strike, is a line of its own, also where less was stated', async () => {
    const claimed = (value: string) => {
      const [{ indicators, ...group }] = RESULT.groups
      const { reason: _, ...first } = indicators[0]
      const one = { ...first, claimed: value, ledger: '2200000.05', verified: '2200000.05', struck: [] }
      return { ...RESULT, groups: [{ ...group, indicators: [one] }] }
    }
    const more = await laid(deductions(claimed('3000000.00')))
    expect(more.rows.map((it) => [it.contractNo, it.takenOff, it.reason])).toEqual([
      ['填报数高于账面', '799999.95', '账本无据，不予认定'],
    ])
    // 3,000,000.00 − 799,999.95 = 2,200,000.05.
    expect(more.totals[0].takenOff).toBe('799999.95')
    const less = await laid(deductions(claimed('2000000.00')))
    expect(less.rows.map((it) => [it.contractNo, it.takenOff])).toEqual([['填报数低于账面', '-200000.05']])
    const words = '填报 3,000,000.00 元，账面 2,200,000.05 元，填报数高于账面 799,999.95 元，账本无据，不予认定'
    expect(noticeParagraphs(claimed('3000000.00')).join()).toContain(words)
    expect(notice(claimed('3000000.00')).notes.join()).toContain(words)
    expect((await laid(deductions(claimed('2200000.05')))).rows).toEqual([])
  })

  it('then an indicator of two years is named with its days wherever its value stands', async () => {
    const [{ indicators, ...group }, ...others] = RESULT.groups
    const own = { ...indicators[0], window: { from: '2024-01-01', to: '2025-12-31' } }
    const view = { ...RESULT, groups: [{ ...group, indicators: [own, indicators[1]] }, ...others] }
    for (const sheet of [selfAssessment(view, NO_EVIDENCE), notice(view)]) {
      const names = (await laid(sheet)).rows.map((it) => it.indicator)
      expect(names.slice(0, 2)).toEqual(['中试服务到账金额（统计期 2024-01-01 至 2025-12-31）', '服务客户数'])
    }
    expect(summary([{ view, figures: FIGURES }]).notes.join()).toContain(
      '中试服务到账金额（统计期 2024-01-01 至 2025-12-31）',
    )
  })

  it('then 汇总表 marks the invented platform alone, and the whole only where the round is a demonstration', async () => {
    const real = { ...RESULT, platform: { ...RESULT.platform, synthetic: false, name: '甲平台' } }
    const lines = [RESULT, real].map((view) => ({ view, figures: FIGURES }))
    const sheet = summary(lines)
    expect(sheet.title).not.toContain('演示')
    expect((await laid(sheet)).rows.map((it) => it.platform)).toEqual([`${RESULT.platform.name}（演示数据）`, '甲平台'])
    const round = { ...RESULT.round, synthetic: true }
    expect(summary(lines.map((it) => ({ ...it, view: { ...it.view, round } }))).title).toContain('（演示数据）')
  })

  it('then the recipe of a sample says that amounts are text, clause by clause, brackets whole', () => {
    const stated = sentences(DRAW_IN_WORDS.zh)
    for (const it of stated) expect(it.split('（').length).toBe(it.split('）').length)
    expect(stated.length).toBeGreaterThan(4)
    expect(DRAW_IN_WORDS.zh).toContain('写作文本')
    expect(DRAW_IN_WORDS.en).toContain('as text')
  })

  it('then each paper says by which scheme, cut and hash it can be recomputed', () => {
    for (const sheet of [selfAssessment(RESULT, NO_EVIDENCE), deductions(RESULT), notice(RESULT)]) {
      const words = sheet.notes.join('\n')
      for (const part of ['sample-a 第 2 版', '（示例）', '截止序号 812', RESULT.sealed?.hash])
        expect(words).toContain(part)
    }
    expect(selfAssessment({ ...RESULT, sealed: undefined }, NO_EVIDENCE).title).toContain('草稿')
  })

  it('then the letter is a document, and 汇总表 stands by score', async () => {
    expect((await noticeDocument(RESULT)).subarray(0, 2).toString()).toBe('PK')
    const better = { ...RESULT, total: '100.00', platform: { ...RESULT.platform, name: '甲平台' } }
    const { rows, totals } = await laid(
      summary([
        { view: RESULT, figures: FIGURES },
        { view: better, figures: FIGURES },
      ]),
    )
    expect(rows.map((it) => it.platform)).toEqual(['甲平台（演示数据）', `${RESULT.platform.name}（演示数据）`])
    expect(totals[0].subsidy).toBe('871680.00')
    // Twice the same figures over the same days.
    expect(totals[0]).toMatchObject({
      projects: '54',
      clients: '22',
      contractAmount: '18233600.00',
      receivedAmount: '18233600.00',
    })
    const shorter = { ...better, window: { ...better.window, from: '2025-01-02' } }
    const apart = await laid(summary([RESULT, shorter].map((view) => ({ view, figures: FIGURES }))))
    expect(apart.totals[0]).toMatchObject({ projects: '', contractAmount: '' })
  })

  it('then the letter’s table stays inside its margins, and says until when to appeal and who has used up a cap', () => {
    const width = WIDTHS.reduce((sum, it) => sum + it, 0)
    expect(width).toBeLessThanOrEqual(PAGE.width - MARGIN.left - MARGIN.right)
    expect(notice(RESULT).notes[1]).toContain('2026-04-10')
    const used = { rule: 'f22', limit: '1000000.00', granted: '991454.51', grantedBy: ['U7-2025'] } as const
    const line = { ...used, before: '900000.00', tookAway: '891454.51', after: '8545.49' }
    const subsidy = { computed: '900000.00', amount: '8545.49', lines: [line] }
    expect(noticeParagraphs({ ...RESULT, subsidy }).join()).toContain('U7-2025 给予 991,454.51 元')
  })
})

describe('given a mask', () => {
  const mask = (key: string) =>
    new Mask(key, {
      clients: ['示例光电科技有限公司', '示例光电', '中山示例医疗器械有限公司'],
      products: ['内窥镜物镜组'],
    })

  it('then no name is left, in no cell and no reason, and every number is', async () => {
    const [open, masked] = [await laid(deductions(RESULT)), await laid(deductions(mask('k').view(RESULT)))]
    const text = JSON.stringify(masked)
    for (const name of ['示例光电', '医疗器械']) expect(text).not.toContain(name)
    const numbers = ({ rows }: typeof open) =>
      rows.map((it) => [it.contractNo, it.value, it.takenOff, it.pieces, it.entry])
    expect(numbers(masked)).toEqual(numbers(open))
    expect(masked.totals).toEqual(open.totals)
  })

  it('then one name has one pseudonym within a round, and another in another', () => {
    const [a, b] = [mask('k').client('示例光电科技有限公司'), mask('k').client('中山示例医疗器械有限公司')]
    expect(a).toMatch(/^客户 [0-9a-f]{8}$/)
    expect(a).not.toBe(b)
    expect(mask('k').client('示例光电科技有限公司')).toBe(a)
    expect(mask('other').client('示例光电科技有限公司')).not.toBe(a)
    expect(mask('k').text('付款方为示例光电科技有限公司。')).toBe(`付款方为${a}。`)
  })
})
