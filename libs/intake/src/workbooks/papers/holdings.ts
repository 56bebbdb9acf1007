import { earliestDay } from '@pilot-ledger/kernel'
import { type JointCentreEstablished, type ProductionLineCommissioned } from '@pilot-ledger/platforms'
import { linesBehind } from '../entries'
import { count, index, type Paper, type PlatformRequested, text } from '../paper'
import { partyCode } from '../parties'
import { counted } from '../totals'

/** 联合研发中心清单: centres established in the window; a partner counts with its first. */
export const jointCentres: Paper = {
  code: 'joint-centres',
  zh: '联合研发中心清单',
  columns: [
    index,
    text('key', '编号', 16),
    text('title', '名称', 36),
    text('partner', '共建单位', 34),
    text('partnerCode', '统一社会信用代码', 24),
    text('since', '设立日期', 12),
    text('until', '撤销日期', 12),
    count('partners', '共建单位数', 12),
  ],
  notes: ['统计期内设立的联合研发中心；同一共建单位计一次：首行计 1，其余计 0。'],
  rows: linesBehind<JointCentreEstablished>(['jointCentres'], ({ content: { data }, value }, platform) => ({
    key: data.key,
    title: data.title,
    partner: data.party?.name ?? '',
    partnerCode: data.party ? partyCode(data.party.id) : '',
    since: data.from,
    until: endOf(platform, 'jointCentre', data.key, data.from),
    partners: value,
  })),
  totals: counted('partners', 'jointCentres'),
}

/** 生产线清单: lines in force on the window's last day. */
export const productionLines: Paper = {
  code: 'production-lines',
  zh: '生产线清单',
  columns: [
    index,
    text('key', '编号', 18),
    text('title', '名称', 48),
    text('since', '投用日期', 14),
    text('document', '依据', 40),
    count('lines', '生产线数', 10),
  ],
  notes: ['统计期末日在册的生产线。'],
  rows: linesBehind<ProductionLineCommissioned>(['productionLines'], ({ content: { data }, value }) => ({
    key: data.key,
    title: data.title,
    since: data.from,
    document: data.document ?? '',
    lines: value,
  })),
  totals: counted('lines', 'productionLines'),
}

function endOf({ register }: PlatformRequested, kind: 'jointCentre', key: string, from: string): string {
  const membership = register.state.memberships.find(
    (it) => it.kind === kind && it.start.key === key && earliestDay(it.start.from) === earliestDay(from),
  )
  return membership?.ended?.on ?? ''
}
