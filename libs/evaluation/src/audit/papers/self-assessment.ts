import { decimal, index, type Sheet, text } from '@pilot-ledger/intake/workbooks'
import { conditionsInWords } from './conditions'
import type { ResultEvidence } from './evidence-of-result'
import { nameWithDays, provenanceNotes, type ResultView, titleOfView, withUnit } from './result-view'

/**
 * 绩效自评表: what the platform states beside what was verified, indicator by indicator, with the pages of the volume that has its
 * papers.
 */
export function selfAssessment(view: ResultView, { cut, pagesOf }: Pick<ResultEvidence, 'cut' | 'pagesOf'>): Sheet {
  return {
    code: 'self-assessment',
    name: '绩效自评表',
    title: titleOfView(view, '绩效自评表'),
    platform: view.platform.id,
    window: view.window,
    unit: 'yuan',
    columns: [
      index,
      text('group', '一级指标', 16),
      text('indicator', '二级指标', 24),
      decimal('weight', '权重', 0, 7),
      decimal('target', '目标值', 0, 15),
      decimal('claimed', '完成值（填报数）', 0, 16),
      decimal('selfPoints', '自评分', 2, 8),
      decimal('verified', '核定值', 0, 16),
      decimal('points', '核定分', 2, 8),
      text('evidence', '佐证材料编号', 20),
      text('remark', '备注', 24),
    ],
    async *rows() {
      for (const group of view.groups)
        for (const it of group.indicators)
          yield {
            group: `${group.zh}（${group.weight}）`,
            indicator: nameWithDays(it),
            weight: it.weight,
            target: withUnit(it.target, it.unit),
            claimed: withUnit(it.claimed, it.unit),
            selfPoints: it.selfPoints ?? '',
            verified: withUnit(it.verified, it.unit),
            points: it.points ?? '',
            evidence: [
              it.evidence.length > 0 ? it.evidence.join('；') : it.rows === undefined ? '' : `账内 ${it.rows} 行`,
              pagesOf.get(it.code) && `汇编第 ${pagesOf.get(it.code)} 页`,
            ]
              .filter((words) => words)
              .join('；'),
            remark: [
              it.ledger !== undefined && it.ledger !== it.claimed && `账面 ${withUnit(it.ledger, it.unit)}`,
              it.reason && `说明：${it.reason}`,
              it.struck.length > 0 && `核减 ${it.struck.length} 行`,
            ]
              .filter((words) => typeof words === 'string' && words !== '')
              .join('；'),
          }
    },
    totals: () => [
      {
        label: '合计',
        cells: {
          weight: view.scheme.fullScore,
          selfPoints: view.selfTotal ?? '',
          points: view.total ?? '',
          remark: view.grade === undefined ? '' : `等级：${view.grade}`,
        },
        adds: false,
      },
    ],
    notes: [
      '完成值为平台填报数；账面数与填报数不一致的见备注。各项得分分别四舍五入一次，合计为各项得分之和。',
      `汇编页码：本轮佐证材料汇编（佐证截止序号 ${cut}）中的页码；未上传的材料在汇编中占一页。`,
      ...conditionsInWords(view),
      ...provenanceNotes(view),
    ],
  }
}
