import {
  type BusinessDate,
  earliestDay,
  latestDay,
  nameKey,
  parseDayOrMonth,
  type Refusal,
  refuse,
  refuseText,
  shortened,
} from '@pilot-ledger/kernel'
import type { FigurePublished } from './events'
import { LONGEST, refusalOf, refuseDay, refuseDayOrMonth } from './format'
import type { PlatformState } from './state'

type Published = FigurePublished['data']

/** As written, without thousands separators; its decimals are its precision. Eighteen digits are beyond any budget. */
const VALUE = /^(0|[1-9]\d{0,17})(\.\d{1,10})?$/
const FIGURE_CODE = /^[a-zA-Z][a-zA-Z0-9.]{0,63}$/

/** Decimals down to the fen: `value` of a published amount cannot be finer than money is. */
const FINEST: Readonly<Record<Published['unit'], number>> = { count: 0, 元: 2, 万元: 6, 亿元: 10 }

/**
 * A figure that a letter states, of a platform or of a whole programme. Whether `figure` is a code of the catalogue is asked at the door: the catalogue belongs
 * to the figures.
 */
export function refusePublished(
  state: Pick<PlatformState, 'published'>,
  data: Published,
  today: BusinessDate,
): Refusal | undefined {
  return (
    refuseText(data.publicationNo, LONGEST.key, '/publicationNo') ??
    refuseTakenNumber(state, data.publicationNo) ??
    refuseCode(data.figure) ??
    refuseValue(data) ??
    refuseText(data.unitAsWritten, LONGEST.key, '/unitAsWritten') ??
    refuseBasis(data) ??
    refuseWindow(data, today) ??
    refuseText(data.source.document, LONGEST.title, '/source/document') ??
    refuseDay(data.source.publishedOn, today, '/source/publishedOn') ??
    refuseText(data.source.wording, LONGEST.wording, '/source/wording')
  )
}

function refuseTakenNumber(state: Pick<PlatformState, 'published'>, publicationNo: string): Refusal | undefined {
  const number = nameKey(publicationNo)
  if (!state.published.some((it) => nameKey(it.publicationNo) === number)) return undefined
  return refuse('publication-exists', {
    rule: 'H6',
    pointer: '/publicationNo',
    zh: '该编号的公布数已登记',
    en: 'a published figure of this number is recorded already',
    facts: { publicationNo },
  })
}

function refuseCode(code: string): Refusal | undefined {
  if (FIGURE_CODE.test(code)) return undefined
  return refuse('figure-code-format', {
    pointer: '/figure',
    zh: '指标代码须为字母、数字与点',
    en: 'a figure code is letters, digits and dots',
  })
}

function refuseValue({ value, unit }: Published): Refusal | undefined {
  if (!VALUE.test(value)) {
    return refuse('published-value-format', {
      pointer: '/value',
      zh: '数值照原文填写，不含千分位与正负号',
      en: 'a value is a decimal as written, without separators or sign',
      facts: { given: shortened(value, 40) },
    })
  }
  const decimals = decimalsOf(value)
  if (decimals <= FINEST[unit]) return undefined
  return refuse('published-value-too-fine', {
    pointer: '/value',
    zh: unit === 'count' ? '计数须为整数' : '金额的精度不得细于分',
    en: unit === 'count' ? 'a count is a whole number' : 'an amount is not finer than a fen',
    facts: { decimals: String(decimals), finest: String(FINEST[unit]) },
  })
}

/** An amount has a basis, or the document does not state it; a count has none (H12). */
function refuseBasis({ unit, basis }: Published): Refusal | undefined {
  const fits = unit === 'count' ? basis === 'notApplicable' || basis === 'notStated' : basis !== 'notApplicable'
  if (fits) return undefined
  return refuse('basis-does-not-fit-unit', {
    rule: 'H12',
    pointer: '/basis',
    zh: unit === 'count' ? '计数没有金额口径' : '金额须注明口径；原文未载明的填 notStated',
    en:
      unit === 'count'
        ? 'a count has no amount basis'
        : 'an amount has a basis; say notStated where the document does not',
    facts: { unit, basis },
  })
}

/** As far as stated. It has begun (H9) and does not end before; it may run on, as a document may state a running year. */
function refuseWindow({ windowFrom, windowTo }: Published, today: BusinessDate): Refusal | undefined {
  if (windowFrom !== undefined) {
    const refusal = refuseDayOrMonth(windowFrom, today, '/windowFrom')
    if (refusal) return refusal
  }
  if (windowTo === undefined) return undefined
  const refusal = refusalOf(parseDayOrMonth(windowTo, '/windowTo'))
  if (refusal || windowFrom === undefined || latestDay(windowTo) >= earliestDay(windowFrom)) return refusal
  return refuse('window-ends-before-it-starts', {
    pointer: '/windowTo',
    zh: '统计期的截止日早于起始日',
    en: 'the window ends before it starts',
    facts: { from: windowFrom, to: windowTo },
  })
}

/** Decimals of a value as written: `911.68` → 2, `2063` → 0. */
export function decimalsOf(value: string): number {
  const point = value.indexOf('.')
  return point === -1 ? 0 : value.length - point - 1
}
