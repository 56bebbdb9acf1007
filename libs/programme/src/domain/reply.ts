import { fenOf, inWan } from '@pilot-ledger/kernel'

/** A number of the reply, as the ledger gave it, with what its footnote must say. */
export interface ReplyFigure {
  readonly code: string
  readonly zh: string
  readonly definition: string
  readonly unit: 'CNY' | 'count'
  readonly basis: string
  /** Exact; null where the ledger refuses one number (mixed tax bases). */
  readonly value: string | null
  readonly parts?: readonly { readonly taxBasis: string; readonly value: string }[]
  readonly from: string
  readonly to: string
  /** flow or stock: a stock has a day, not a window. */
  readonly shape: 'flow' | 'stock'
}

export interface ReplyPlatform {
  readonly name: string
  readonly host: string
  readonly figures: readonly ReplyFigure[]
}

export interface ReplyTarget {
  readonly key: string
  readonly zh: string
  /** When and by which paper it was set. */
  readonly from: string
  readonly document?: string
  readonly atLeast: string
  readonly by?: string
  readonly scope?: string
  /** Over the days since the target was set. */
  readonly figure?: ReplyFigure
  /** Once its day has passed: what had been reached on it. */
  readonly atDeadline?: { readonly figure: ReplyFigure; readonly reached: boolean }
  readonly value: string
  readonly missing: string
  readonly reached: boolean
}

export interface ReplyFacts {
  readonly programme: string
  /** Whether it is a demonstration: then the paper says so. */
  readonly synthetic: boolean
  readonly window: { readonly from: string; readonly to: string }
  readonly cut: { readonly sequence: number; readonly recordedAt: string | null }
  readonly platforms: readonly ReplyPlatform[]
  /** By code, over the asked window; `since.…`: over all days up to its end. */
  readonly figures: ReadonlyMap<string, ReplyFigure>
  readonly nominees: readonly string[]
  readonly targets: readonly ReplyTarget[]
  readonly policy?: { readonly title: string; readonly grade: string }
}

/** Text, or a number with the footnote it carries. */
export type Part = string | { readonly number: string; readonly note: number }
export interface ReplyParagraph {
  readonly style: 'title' | 'heading' | 'text'
  readonly parts: readonly Part[]
}
export interface Reply {
  readonly paragraphs: readonly ReplyParagraph[]
  /** Footnote n is at n − 1. */
  readonly notes: readonly string[]
}

/** What a platform’s figures are called in a sentence; those that are none are not spoken of. */
const SENTENCES: readonly (readonly [code: string, before: string, after: string])[] = [
  ['projects', '签订中试服务项目', '项'],
  ['contractAmount', '合同金额', ''],
  ['receivedAmount', '到账金额', ''],
  ['clients', '服务客户', '家'],
  ['products', '涉及服务产品', '个'],
  ['approvals', '取得批准上市品种', '个'],
  ['jointCentres', '新建联合研发中心的合作方', '家'],
  ['productionLines', '期末在册生产线', '条'],
]

/** Which figures of a platform the reply speaks of. */
export const REPLY_FIGURES: readonly string[] = SENTENCES.map(([code]) => code)

/** The paragraphs of a reply, written from the ledger for one window and cut; every number has a footnote. */
export function writeReply(facts: ReplyFacts): Reply {
  const notes: string[] = []
  const say = (figure: ReplyFigure | undefined, unit = ''): Part[] => {
    if (!figure) return ['（台账未载）']
    return numbersOf(figure)
      .flatMap(({ before, number, after }) => {
        notes.push(noteOf(figure, facts))
        return [before, { number, note: notes.length } as Part, after || unit]
      })
      .filter((it) => it !== '')
  }
  const of = (code: string, unit: string): Part[] => say(facts.figures.get(code), unit)
  const note: Note = (number, words) => {
    notes.push(`${words}；时点 ${facts.window.to}；${cutOf(facts)}。`)
    return { number, note: notes.length }
  }
  const { from, to } = facts.window
  const text = (...parts: readonly (Part | Part[])[]): ReplyParagraph => ({ style: 'text', parts: parts.flat() })
  const heading = (words: string): ReplyParagraph => ({ style: 'heading', parts: [words] })
  const paragraphs: ReplyParagraph[] = [
    { style: 'title', parts: [`${facts.programme}情况（据台账草拟）`] },
    text(
      `以下数字均由台账逐笔汇总，统计期 ${from} 至 ${to}，${cutOf(facts)}；每个数字附脚注，载明定义、统计期与截止。${facts.synthetic ? '本稿含演示数据，不是实际情况。' : ''}`,
    ),
    heading('一、认定与培育'),
    text(
      `至 ${to}，全市有市级中试平台 `,
      of('recognisedPlatforms', ' 家'),
      namesOf(facts.platforms.map((it) => it.name)),
      '，培育单位 ',
      of('cultivatingUnits', ' 家'),
      '，省级平台 ',
      of('provincialPlatforms', ' 家'),
      '。',
    ),
    heading('二、平台服务'),
    ...facts.platforms.map((it) => text(...platformText(it, say))),
    heading('三、申报与推荐'),
    text(
      '统计期内收到 ',
      of('applicants', ' 个单位申报'),
      '，分布在 ',
      of('applicantTowns', ' 个镇街'),
      '，其中培育单位 ',
      of('cultivatingApplicants', ' 家'),
      '；推荐申报省级平台 ',
      of('provincialNominations', ' 家'),
      namesOf(facts.nominees),
      '。',
    ),
    heading('四、揭榜挂帅'),
    text(
      '统计期内撮合需求 ',
      of('demandsMatched', ' 项'),
      '；自有记录以来累计撮合 ',
      of('since.demandsMatched', ' 项'),
      '，其中予以经费支持 ',
      of('since.demandsFunded', ' 项'),
      '。',
    ),
    heading('五、仪器设备共享'),
    text('向社会共享仪器设备的单位 ', of('sharingUnits', ' 家'), '，有效信息 ', of('sharedEntries', ' 条'), '。'),
    heading('六、项目库与补助'),
    text('项目库达到门槛的平台 ', of('platformsWithLibrary', ' 家'), '。', policyText(facts, of)),
    heading('七、目标进展'),
    ...facts.targets.map((it) => text(...targetText(it, say, note))),
  ]
  return { paragraphs, notes }
}

type Say = (figure: ReplyFigure | undefined, unit?: string) => Part[]
/** A number that is no figure of the catalogue, with the words of its footnote. */
type Note = (number: string, words: string) => Part

function platformText(platform: ReplyPlatform, say: Say): Part[] {
  const spoken = SENTENCES.flatMap(([code, before, unit]) => {
    const figure = platform.figures.find((it) => it.code === code)
    if (!figure || isNone(figure)) return []
    return [[`${before} `, ...say(figure, unit && ` ${unit}`)] as Part[]]
  })
  const opening = `${platform.name}（依托单位：${platform.host}）：`
  if (spoken.length === 0) return [`${opening}统计期内台账无服务记录。`]
  return [opening, ...spoken.flatMap((it, i) => (i === 0 ? it : (['，', ...it] as Part[]))), '。']
}

function policyText({ policy }: ReplyFacts, of: (code: string, unit: string) => Part[]): Part[] {
  if (!policy) return []
  return [`按《${policy.title}》，绩效评价为“${policy.grade}”的，补助上限 `, ...of('subsidyCap', ''), '。']
}

/** Footnotes are numbered as they are spoken, so the parts are made in their order. */
function targetText(target: ReplyTarget, say: Say, note: Note): Part[] {
  const each = target.scope === 'eachPlatform'
  const set = `目标（编号 ${target.key}）：${target.from} 提出${target.document ? `，依据 ${target.document}` : ''}`
  const counted = `${target.zh}：市级认定有效的平台逐家比对目标（编号 ${target.key}）`
  const aim = [`${target.zh}：目标${each ? '每家平台' : ''}不少于 `, note(target.atLeast, set)]
  const { atDeadline } = target
  const day = target.by ? `（期限 ${target.by}）` : ''
  const inTime = atDeadline
    ? [`${day}，期限届满时为 `, ...say(atDeadline.figure), atDeadline.reached ? '，如期达到；' : '，未如期达到；']
    : [`${day}，`]
  const now = each ? ['已达到的平台 ', note(target.value, counted), ' 家'] : ['现为 ', ...say(target.figure)]
  if (target.reached) return [...aim, ...inTime, ...now, '，已达到。']
  const words = each ? `${counted}，未达到的家数` : `目标（编号 ${target.key}）减台账数`
  return [...aim, ...inTime, ...now, '，尚差 ', note(target.missing, words), each ? ' 家平台。' : '。']
}

/** Amounts in 万元, rounded once; of mixed tax bases one number each (H12). */
function numbersOf(figure: ReplyFigure): { before: string; number: string; after: string }[] {
  const amount = (value: string) => inWan(fenOf(value), 2).text
  if (figure.value !== null)
    return [
      {
        before: '',
        number: figure.unit === 'CNY' ? amount(figure.value) : figure.value,
        after: figure.unit === 'CNY' ? ' 万元' : '',
      },
    ]
  return (figure.parts ?? []).map((it, i) => ({
    before: `${i === 0 ? '' : '、'}${it.taxBasis === 'inclusive' ? '含税 ' : '不含税 '}`,
    number: amount(it.value),
    after: ' 万元',
  }))
}

function isNone({ value, parts }: ReplyFigure): boolean {
  return value === '0' || value === '0.00' || (value === null && !parts)
}

const BASES: Readonly<Record<string, string>> = {
  signed: '口径：合同签订；',
  invoiced: '口径：开票；',
  received: '口径：到账；',
  outstanding: '口径：已开票未到账；',
}

function noteOf(figure: ReplyFigure, facts: ReplyFacts): string {
  const when = figure.shape === 'stock' ? `时点 ${figure.to}` : `统计期 ${figure.from} 至 ${figure.to}`
  return `${figure.zh}（${figure.code}）：${figure.definition}。${BASES[figure.basis] ?? ''}${exactOf(figure)}${when}；${cutOf(facts)}。`
}

function exactOf({ unit, value, parts }: ReplyFigure): string {
  if (unit !== 'CNY') return ''
  const exact = value === null ? (parts ?? []).map((it) => it.value) : [value]
  return exact
    .map((it) => {
      const { remainder } = inWan(fenOf(it), 2)
      return `精确数 ${grouped(it)} 元，尾差 ${remainder} 分；`
    })
    .join('')
}

/** 20630000.00 → 20,630,000.00. */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3}){1,6}\.)/g, ',')
}

/** The cut in words: the day and time in Shanghai. */
function cutOf({ cut }: ReplyFacts): string {
  if (cut.recordedAt === null) return '截至空账本'
  const local = new Date(Date.parse(cut.recordedAt) + 8 * 3_600_000).toISOString()
  return `截至第 ${cut.sequence} 号记录（${local.slice(0, 10)} ${local.slice(11, 16)}）`
}

function namesOf(names: readonly string[]): string {
  return names.length === 0 ? '' : `（${names.join('、')}）`
}
