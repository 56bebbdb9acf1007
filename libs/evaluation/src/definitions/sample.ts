import { defineEvent, field, patternForm } from '@pilot-ledger/kernel'
import { evidence, indicator, made, platform, reason, sequence } from './forms'

const { maybe } = field
const WRONG = patternForm(/^-?(0|[1-9]\d{0,14})(\.\d{2})?$/, [
  '须为金额，如 20000.00，少计为负',
  'an amount is expected, as 20000.00, negative where too little was counted',
])

/** What is sent to draw. */
export const DRAW = {
  indicator,
  seed: field.text(120, '种子', 'Seed', {
    note: '同一种子与同一批行，任何人抽出同样的行',
    example: '2026-04-01 抽查会议现场抽取 731906',
  }),
  method: field.choice({ count: ['按行数', 'by count'], money: ['按金额占比', 'by money'] }, '抽样方法', 'Method'),
  size: field.whole(1, 500, '样本量', 'Size', { note: '行数，或按金额抽样的点数', example: 30 }),
  strataBy: maybe(
    field.choice(
      { amount: ['金额档', 'amount'], category: ['服务类别', 'category'], warning: ['有无疑点', 'warning'] },
      '分层',
      'Strata',
    ),
  ),
  /** Lower ends of the bands of `amount`, rising. */
  bands: maybe(field.texts(20, '金额档的下限，递增', 'Lower ends of bands', { example: ['100000.00', '500000.00'] })),
  /** Rows to be examined before anything is said of the whole; general practice, not law. */
  statementFrom: maybe(field.whole(1, 500, '至少核查多少行才推断总体，缺省 30', 'Rows before a statement')),
}
interface Population {
  readonly rows: number
  readonly money: string
  /** SHA-256 (hex) of `populationText`. */
  readonly hash: string
}
interface Stratum {
  readonly name: string
  readonly rows: number
  readonly money: string
  readonly allotted: number
}
interface DrawnRow {
  readonly platform: string
  readonly row: string
  readonly entryId: string
  readonly engagement?: string
  readonly amount: string
  readonly stratum: string
  readonly hits: number
}
/** 抽样: drawn by seed (see sampling-draw.ts), so that anybody who has the rows draws the same. */
export const sampleDrawn = defineEvent({
  type: 'SampleDrawn',
  zh: '抽样',
  en: 'Sample drawn',
  fields: {
    /** Its number in the round: `1`, `2` … */
    sample: field.text(12, '样本编号', 'Sample'),
    /** Of these platforms' rows; absent: of all that take part. */
    platforms: maybe(field.texts(36, '平台 id', 'Platforms')),
    ...DRAW,
    cut: sequence,
    population: made<Population>('总体', 'Population'),
    strata: made<readonly Stratum[]>('层', 'Strata'),
    drawn: made<readonly DrawnRow[]>('样本行', 'Rows drawn'),
  },
  summary: ['indicator', 'seed'],
})

/** What is sent of a row that was looked at. */
export const FINDING = {
  row: field.text(300, '样本中的行', 'Row'),
  kind: field.choice({ none: ['无差错', 'none'], error: ['有差错', 'error'] }, '核查结果', 'Finding'),
  /** Wrong in the row, overstatement positive. */
  wrong: maybe(
    field.formed(WRONG, '差错额，多计为正', 'Wrong', {
      note: '有差错时必填',
      example: '20000.00',
    }),
  ),
  note: maybe(field.text(2000, '说明', 'Note', { example: '发票含设备款，非服务收入' })),
  /** Why it takes the place of the finding before it. */
  reason: maybe(reason('补充了原始凭证', { note: '该行已有核查结果时必填：为何改记' })),
  evidence: maybe(evidence),
}
/** 核查结果 of one drawn row; a later one on the same row takes its place. */
export const findingRecorded = defineEvent({
  type: 'FindingRecorded',
  zh: '抽样发现',
  en: 'Finding',
  fields: { sample: field.text(12, '样本编号', 'Sample'), platform, ...FINDING },
  summary: ['row', 'kind'],
})
