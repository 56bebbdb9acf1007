import {
  type BusinessDate,
  earliestDay,
  isRefusal,
  latestDay,
  parseDayOrMonth,
  parseParty,
  type Refusal,
  type Rules,
  refuse,
} from '@pilot-ledger/kernel'
import {
  type FigurePublished,
  type MembershipEnded,
  type MembershipStarted,
  type PlatformContent,
  type PlatformRegistered,
  RECOGNITION_TIERS,
  type RecognitionRevoked,
} from './events'
import { day, oneOf, text } from './formats'
import { endMembership, inThePast, membershipEnded, membershipStarted, refuseEnd, refuseStart, startMembership } from './membership'
import { type PlatformState, unregistered } from './state'

/** A platform's register: what each entry does, and what it must not do. */
export const platformRules: Rules<PlatformState, PlatformContent> = { initial: unregistered, evolve, refuse: refuseContent }

function evolve(state: PlatformState, content: PlatformContent): PlatformState {
  const started = membershipStarted(content.type)
  if (started) return startMembership(state, started, (content as MembershipStarted).data)
  const ended = membershipEnded(content.type)
  if (ended) return endMembership(state, ended, (content as MembershipEnded).data)
  switch (content.type) {
    case 'PlatformRegistered':
      return { ...state, registration: content.data }
    case 'PlatformRecognized':
      return { ...state, recognitions: [...state.recognitions, content.data] }
    case 'RecognitionRevoked': {
      const at = openRecognition(state, content.data.tier)
      const recognitions = state.recognitions.map((it, i) => (i === at ? { ...it, revokedOn: content.data.on } : it))
      return { ...state, recognitions }
    }
    case 'CultivationDesignated':
      return { ...state, cultivations: [...state.cultivations, content.data] }
    case 'FigurePublished':
      return { ...state, published: [...state.published, content.data] }
    default:
      return state
  }
}

function refuseContent(state: PlatformState, content: PlatformContent, today: BusinessDate): Refusal | undefined {
  if (content.type === 'PlatformRegistered') return refuseRegistration(state, content, today)
  if (!state.registration) {
    return refuse('unknown-platform', { rule: 'H8', zh: '平台未登记', en: 'the platform is not registered' })
  }
  const started = membershipStarted(content.type)
  if (started) return refuseStart(state, started, (content as MembershipStarted).data, today)
  const ended = membershipEnded(content.type)
  if (ended) return refuseEnd(state, ended, (content as MembershipEnded).data, today)
  switch (content.type) {
    case 'PlatformRecognized':
      return oneOf(content.data.tier, RECOGNITION_TIERS, '/tier') ?? dated(content.data.on, today) ?? tierIsFree(state, content.data.tier)
    case 'RecognitionRevoked':
      return refuseRevocation(state, content, today)
    case 'CultivationDesignated':
      return dated(content.data.on, today)
    case 'FigurePublished':
      return refusePublication(state, content, today)
    default:
      return undefined
  }
}

function refuseRegistration(state: PlatformState, { data }: PlatformRegistered, today: BusinessDate): Refusal | undefined {
  if (state.registration) {
    return refuse('platform-exists', {
      rule: 'H6',
      pointer: '/name',
      zh: '该名称的平台已登记',
      en: 'a platform of this name is registered already',
      facts: { name: data.name },
    })
  }
  const host = parseParty(data.host, '/host')
  if (isRefusal(host)) return host
  for (const [i, field] of data.fields.entries()) {
    const fault = text(field, `/fields/${i}`, 50)
    if (fault) return fault
  }
  return (
    text(data.name, '/name', 100) ??
    text(data.town, '/town', 50) ??
    day(data.registeredOn, '/registeredOn') ??
    inThePast(data.registeredOn, '/registeredOn', today)
  )
}

/** H9 for a day or a month: its first day is not in the future. */
function dated(on: string, today: BusinessDate): Refusal | undefined {
  const checked = parseDayOrMonth(on, '/on')
  if (isRefusal(checked)) return checked
  return inThePast(earliestDay(on), '/on', today)
}

function openRecognition(state: PlatformState, tier: string): number {
  return state.recognitions.findLastIndex((it) => it.tier === tier && it.revokedOn === undefined)
}

function tierIsFree(state: PlatformState, tier: string): Refusal | undefined {
  if (openRecognition(state, tier) === -1) return undefined
  return refuse('recognition-exists', {
    rule: 'H6',
    pointer: '/tier',
    zh: '该级别的认定已在有效期内',
    en: 'the platform is recognised on this tier already',
    facts: { tier },
  })
}

function refuseRevocation(state: PlatformState, { data }: RecognitionRevoked, today: BusinessDate): Refusal | undefined {
  const form = day(data.on, '/on') ?? inThePast(data.on, '/on', today) ?? text(data.reason, '/reason', 500)
  if (form) return form
  const open = state.recognitions[openRecognition(state, data.tier)]
  if (!open) {
    return refuse('recognition-not-in-force', {
      pointer: '/tier',
      zh: '没有该级别的有效认定',
      en: 'no recognition of this tier is in force',
      facts: { tier: data.tier },
    })
  }
  if (earliestDay(open.on) < data.on) return undefined
  return refuse('dates-out-of-order', { pointer: '/on', zh: '撤销日须晚于认定日', en: 'a revocation lies after the recognition' })
}

const VALUE = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/
const UNITS = ['元', '万元', '亿元', 'count'] as const
const BASES = ['signed', 'invoiced', 'received', 'outstanding', 'notApplicable', 'notStated'] as const

function refusePublication(state: PlatformState, { data }: FigurePublished, today: BusinessDate): Refusal | undefined {
  if (state.published.some((it) => it.publicationNo === data.publicationNo)) {
    return refuse('publication-exists', {
      rule: 'H6',
      pointer: '/publicationNo',
      zh: '该编号的公布数已登记',
      en: 'a published figure under this number is recorded already',
      facts: { publicationNo: data.publicationNo },
    })
  }
  return (
    text(data.publicationNo, '/publicationNo', 32) ??
    text(data.figure, '/figure', 64) ??
    valueForm(data.value) ??
    oneOf(data.unit, UNITS, '/unit') ??
    text(data.unitAsWritten, '/unitAsWritten', 10) ??
    oneOf(data.basis, BASES, '/basis') ??
    text(data.source.document, '/source/document', 200) ??
    day(data.source.publishedOn, '/source/publishedOn') ??
    inThePast(data.source.publishedOn, '/source/publishedOn', today) ??
    text(data.source.wording, '/source/wording', 500) ??
    windowForm(data)
  )
}

function valueForm(value: string): Refusal | undefined {
  if (VALUE.test(value)) return undefined
  return refuse('published-value-format', {
    pointer: '/value',
    zh: '按原文填写数值，不带千分位；小数位数即其精度',
    en: 'the value as written, without separators; its decimals are its precision',
  })
}

function windowForm(data: FigurePublished['data']): Refusal | undefined {
  for (const [field, value] of [['windowFrom', data.windowFrom], ['windowTo', data.windowTo]] as const) {
    const checked = value === undefined ? value : parseDayOrMonth(value, `/${field}`)
    if (isRefusal(checked)) return checked
  }
  if (!data.windowFrom || !data.windowTo || earliestDay(data.windowFrom) <= latestDay(data.windowTo)) return undefined
  return refuse('window-ends-before-it-starts', {
    pointer: '/windowTo',
    zh: '统计期的截止早于起始',
    en: 'the window ends before it starts',
  })
}
