import type { Window } from '@pilot-ledger/kernel'
import type { Words } from '../../domain/scheme'
import type { SubsidyLine } from '../../domain/subsidy'

/** 核减 of one row, wholly or in part. */
export interface StruckView {
  readonly strike: string
  readonly row: string
  readonly entryId: string
  readonly contractNo?: string
  readonly client?: string
  readonly date: string
  /** What the row contributed, and what was taken off it. */
  readonly value: string
  readonly takenOff: string
  readonly reason: string
}

export interface IndicatorView {
  readonly code: string
  readonly zh: string
  readonly weight: string
  readonly target?: string
  /** CNY, count, percent or points. */
  readonly unit: string
  readonly claimed?: string
  readonly ledger?: string
  readonly verified?: string
  readonly reason?: string
  readonly selfPoints?: string
  readonly points?: string
  /** Papers named with the claim, or how many lie behind its rows. */
  readonly evidence: readonly string[]
  readonly rows?: number
  readonly struck: readonly StruckView[]
  /** Its own days, where they are not those of the round: 近两年 … */
  readonly window?: Window
}

/** 入围条件 of one line. */
export interface EligibilityView {
  readonly no: string
  readonly condition: string
  readonly value: string
  readonly met: string
}

/** One platform's result as its papers show it: sealed, or as it stands. */
export interface ResultView {
  readonly round: {
    readonly id: string
    readonly roundNo: string
    readonly title: string
    /** The last day of an appeal. */
    readonly appealUntil: string
    /** Opened as a demonstration. */
    readonly synthetic?: boolean
  }
  readonly scheme: {
    readonly code: string
    readonly version: number
    readonly titles: Words
    readonly sample: boolean
    readonly contentHash: string
    readonly fullScore: string
  }
  readonly platform: {
    readonly id: string
    readonly name: string
    readonly host: string
    readonly town: string
    readonly synthetic: boolean
  }
  readonly window: Window
  readonly cut: number
  /** Absent before sealing: the paper says that it is a draft. */
  readonly sealed?: {
    readonly sealNo: number
    readonly hash: string
    readonly on: string
    readonly publishedOn?: string
  }
  readonly groups: readonly {
    readonly code: string
    readonly zh: string
    readonly weight: string
    readonly points?: string
    readonly indicators: readonly IndicatorView[]
  }[]
  readonly selfTotal?: string
  readonly total?: string
  readonly grade?: string
  /** 入围: each condition in words, with its value and whether it is met. */
  readonly eligibility?: {
    readonly met?: boolean
    /** By what the platform states: nothing is verified yet. */
    readonly stated?: true
    readonly lines: readonly EligibilityView[]
  }
  /** 名额, in words. */
  readonly quotas?: readonly string[]
  /** 后果, in words. */
  readonly consequences?: readonly string[]
  readonly subsidy?: { readonly amount: string; readonly computed: string; readonly lines: readonly SubsidyLine[] }
}

/** The indicator's name, with its own days where it has some. */
export const nameWithDays = ({ zh, window }: IndicatorView): string =>
  window ? `${zh}（统计期 ${window.from} 至 ${window.to}）` : zh

export const indicatorsOfView = (view: ResultView) => view.groups.flatMap((it) => it.indicators)

const UNITS: Readonly<Record<string, string>> = { CNY: ' 元', percent: '%', points: ' 分' }

/** As people read it: amounts in groups of three, the unit behind. */
export function withUnit(value: string | undefined, unit: string): string {
  if (value === undefined) return ''
  const [whole, ...decimals] = value.split('.')
  const grouped = unit === 'CNY' ? whole.replace(/\B(?=(\d{3}){1,6}$)/g, ',') : whole
  return `${[grouped, ...decimals].join('.')}${UNITS[unit] ?? ''}`
}

/** Under every paper of a round: by what it can be recomputed. */
export function provenanceNotes(view: ResultView): string[] {
  const { scheme, sealed, cut, round } = view
  const sample = scheme.sample && !scheme.titles.zh.startsWith('示例') ? '（示例）' : ''
  // Short lines: a workbook cuts what is wider than its table.
  return [
    roundLine(round),
    `评价方案 ${scheme.code} 第 ${scheme.version} 版《${scheme.titles.zh}》${sample}`,
    `方案 SHA-256 ${scheme.contentHash}`,
    sealed
      ? `封存第 ${sealed.sealNo} 次，截止序号 ${cut}，结果 SHA-256 ${sealed.hash}`
      : `草稿：尚未封存，截止序号 ${cut}，数值可能变动`,
  ]
}

export const roundLine = ({ roundNo, title }: Pick<ResultView['round'], 'roundNo' | 'title'>) =>
  `轮次 ${roundNo}《${title}》`

export const titleOfView = (view: Pick<ResultView, 'platform' | 'sealed'>, paper: string) =>
  `${view.platform.name} ${paper}${view.sealed ? '' : '（草稿）'}${view.platform.synthetic ? '（演示数据）' : ''}`
