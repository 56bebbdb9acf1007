import { decimal, index, type Row, type Sheet, type TotalLine, text } from '@pilot-ledger/intake/workbooks'
import { conditionsInWords } from './conditions'
import { notGrantedWords } from './not-granted'
import { nameWithDays, provenanceNotes, type ResultView, titleOfView, withUnit } from './result-view'

const CAPS: Readonly<Record<string, string>> = {
  itemCap: '单项上限',
  eligibility: '入围条件',
  grade: '等级条件',
  bodyAndYearCap: '单位年度上限',
  f22: '最高 100 万元',
}

/** 结果通知: the verified values, points, grade and subsidy of one platform. */
export function notice(view: ResultView): Sheet {
  return {
    code: 'notice',
    name: '结果通知',
    title: titleOfView(view, '绩效评价结果通知'),
    platform: view.platform.id,
    window: view.window,
    unit: 'yuan',
    columns: [
      index,
      text('group', '一级指标', 26),
      text('indicator', '二级指标', 42),
      decimal('weight', '权重', 0, 10),
      decimal('claimed', '填报数', 0, 26),
      decimal('verified', '核定数', 0, 26),
      decimal('points', '得分', 2, 12),
    ],
    async *rows() {
      for (const group of view.groups)
        for (const it of group.indicators)
          yield {
            group: group.zh,
            indicator: nameWithDays(it),
            weight: it.weight,
            claimed: withUnit(it.claimed, it.unit),
            verified: withUnit(it.verified, it.unit),
            points: it.points ?? '',
          }
    },
    totals: () => [
      line('总分', { weight: view.scheme.fullScore, points: view.total ?? '' }),
      line('等级', { points: view.grade ?? '未定' }),
      ...(view.subsidy
        ? [
            line('补助测算', { verified: withUnit(view.subsidy.computed, 'CNY') }),
            ...view.subsidy.lines.map((it) =>
              line(CAPS[it.rule] ?? it.rule, {
                claimed: `减 ${withUnit(it.tookAway, 'CNY')}`,
                verified: withUnit(it.after, 'CNY'),
                ...(it.grantedBy && {
                  indicator: `本年已由 ${it.grantedBy.join('、')} 给予 ${withUnit(it.granted as string, 'CNY')}`,
                }),
              }),
            ),
            line('补助金额', { verified: withUnit(view.subsidy.amount, 'CNY') }),
          ]
        : []),
    ],
    notes: [...conditionsInWords(view), ...notGrantedWords(view), appealWords(view), ...provenanceNotes(view)],
  }
}

/** Until when, and how, somebody may say that it is wrong. */
export function appealWords({ round }: ResultView): string {
  return `对结果有异议的，可在申诉期内（${round.appealUntil} 止，含当日）书面提出。`
}

const line = (label: string, cells: Row): TotalLine => ({ label, cells, adds: false })

/** What the letter says above its table. */
export function noticeParagraphs(view: ResultView): readonly string[] {
  const { platform, round, scheme, window, grade, total, subsidy, sealed } = view
  return [
    `${platform.host}：`,
    `根据《${scheme.titles.zh}》（第 ${scheme.version} 版${scheme.sample ? '，示例' : ''}），对你单位依托建设的${platform.name}在 ${window.from} 至 ${window.to} 期间的绩效进行了评价（${round.title}，${round.roundNo}）。现将结果通知如下：`,
    `核定总分 ${total ?? '未定'} 分（满分 ${scheme.fullScore} 分），等级：${grade ?? '未定'}。`,
    ...conditionsInWords(view),
    ...notGrantedWords(view),
    ...(subsidy ? [`补助金额：人民币 ${withUnit(subsidy.amount, 'CNY')}。`] : []),
    ...(subsidy?.lines ?? []).flatMap(({ rule, limit, granted, grantedBy }) =>
      grantedBy
        ? [
            `${CAPS[rule] ?? rule} ${withUnit(limit, 'CNY')}，本年已由轮次 ${grantedBy.join('、')} 给予 ${withUnit(granted, 'CNY')}。`,
          ]
        : [],
    ),
    ...(sealed ? [] : ['本件为草稿，结果尚未封存，不作为通知依据。']),
  ]
}
