import { AGEING_BUCKET, FIGURE } from '@pilot-ledger/figures'
import { CUT, day, listOf, maybe, named, oneOf, shape, text, WINDOW, whole, yesNo } from '@pilot-ledger/kernel'

/** 待办, in the order of a desk: what stands at the place where it is done, counted by who asks. */
export const WAITING_KINDS = [
  /** 待同意的授权: asked for by another administrator, and not about who asks. */
  'rights',
  /** 待复核: changes and imports that wait for a second person; of who may answer them, those of others alone. */
  'proposals',
  /** 结账、反结账: proposed by somebody else. */
  'closes',
  /** 追溯记录: recorded by somebody else into a closed period, approved by nobody yet. */
  'restatements',
  /** 自评待提交: an assessment of one's own that is being stated. */
  'selfAssessments',
  /** 核定结果待反馈. */
  'verifiedResults',
  /** 评价员的答复, until nobody can appeal any more. */
  'evaluatorAnswers',
  /** 核定、答复、等级: assessments of a round that lie with an evaluator who asks. */
  'roundSteps',
  /** 补助待拨付. */
  'subsidies',
  /** 银行流水待处理: lines of which something is open. */
  'openLines',
  /** 缺佐证 (W14). */
  'withoutEvidence',
  /** 佐证未上传 (W19). */
  'notUploaded',
] as const

export const WAITING = named('WaitingItem', {
  kind: oneOf(...WAITING_KINDS),
  count: whole,
  /** Where it is done: of which platform, closed period, or round; absent: of all that were asked for. */
  platform: maybe(text),
  period: maybe(text),
  round: maybe(text),
  title: maybe(text),
  /** The last day for it. */
  until: maybe(day),
})
export const DESK_WAITING = named('DeskWaiting', {
  asOf: CUT,
  waiting: listOf(WAITING),
  /** Whether the ledger holds any contract; told to who sets it up, and nothing else of contracts. */
  begun: maybe(yesNo),
})

const figures = listOf(FIGURE)
export const DESK = named('Desk', {
  asOf: CUT,
  today: day,
  platform: maybe(text),
  waiting: listOf(WAITING),
  /** 期限 of rounds that are not sealed, from today on. */
  deadlines: listOf(shape({ round: text, title: text, deadline: text, on: day })),
  /** What follows is told to who may read figures. 本年 up to today, beside the same days of the year before. */
  year: maybe(shape({ window: WINDOW, figures, before: shape({ window: WINDOW, figures }) })),
  /** 近十二个月, the last one up to today; months in which nothing happened are there, too. */
  months: maybe(listOf(shape({ month: text, window: WINDOW, figures }))),
  /** 签订 → 开票 → 到账 → 未到账 of all days, and how old what is outstanding is. */
  funnel: maybe(shape({ window: WINDOW, figures, ageing: listOf(AGEING_BUCKET) })),
  /** 本年各平台, the twenty with the largest contract amount; absent where one platform was asked for. */
  platforms: maybe(listOf(shape({ platform: text, figures }))),
  /** 疑点 by kind, those that some contract bears. */
  warnings: maybe(listOf(named('DeskWarning', { code: text, zh: text, en: text, contracts: whole }))),
})
