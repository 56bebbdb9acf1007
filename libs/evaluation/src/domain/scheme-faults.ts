import { isBusinessDate, type Refusal } from '@pilot-ledger/kernel'
import { faultsOfConsequences } from './consequence-faults'
import { faultsOfEligibility } from './eligibility-faults'
import { faultsOfGrades } from './grade-faults'
import { faultsOfGroups } from './indicator-faults'
import type { KnownFigure } from './indicator-unit'
import { meaning } from './meaning-fault'
import type { SchemeVersion, SchemeWindow } from './scheme'
import { SCHEME_SCHEMA } from './scheme-schema'
import { type SchemaNode, shapeFaults } from './shape-faults'
import { faultsOfSubsidy } from './subsidy-faults'

/**
 * Everything that is wrong with a scheme, at once: where its shape breaks the schema, and where it makes no sense. Parts whose
 * shape is broken are not asked what they mean. `knownFigure` tells a code of the catalogue.
 */
export function schemeFaults(document: unknown, knownFigure: KnownFigure): Refusal[] {
  const shape = shapeFaults(SCHEME_SCHEMA as SchemaNode, document)
  const sound = (pointer: string) => !shape.some((it) => `${it.pointer}/`.startsWith(`${pointer}/`))
  // A part stands for itself and must not be asked while its parents are missing or no objects.
  const whole = (pointer: string) =>
    sound(pointer) && !shape.some((it) => pointer.startsWith(`${it.pointer}/`) || it.pointer === '')
  const scheme = document as SchemeVersion
  const faults: Refusal[] = []
  if (['/source', '/sample', '/issuer', '/titles'].every(whole)) faults.push(...faultsOfSource(scheme))
  if (whole('/content/window')) faults.push(...faultsOfWindow(scheme.content.window))
  if (whole('/content/asOf')) {
    const { asOf } = scheme.content
    if (asOf.kind === 'day' && !isBusinessDate(asOf.day)) faults.push(notADay('/content/asOf/day'))
    if (whole('/content/window')) faults.push(...faultsOfCut(scheme.content))
  }
  const fine = whole('/content/decimals')
  if (fine && Array.isArray(scheme.content.groups)) faults.push(...faultsOfGroups(scheme.content, knownFigure, whole))
  if (whole('/content/grades') && whole('/content/fullScore')) faults.push(...faultsOfGrades(scheme.content))
  if (whole('/content/subsidy') && whole('/content/grades') && whole('/content/groups') && scheme.content.subsidy)
    faults.push(...faultsOfSubsidy(scheme.content, scheme.content.subsidy, knownFigure))
  if (whole('/content/grades') && whole('/content/groups')) {
    if (whole('/content/eligibility')) faults.push(...faultsOfEligibility(scheme.content, knownFigure))
    if (whole('/content/consequences')) faults.push(...faultsOfConsequences(scheme.content))
  }
  return [...shape, ...faults]
}

/** 中山: its measure is not public, so that nothing is presented as the city’s own without the document that says it. */
const ZHONGSHAN = /中山|zhong\s*shan/i

function faultsOfSource({ sample, source, issuer, titles }: SchemeVersion): Refusal[] {
  if (sample && source && !titles.zh.includes('示例')) {
    const en = 'the title of a sample says 示例: it is in force nowhere'
    return [meaning('sample-not-named', '/titles/zh', '示例方案的名称须含“示例”', en)]
  }
  if (sample && !source)
    return [
      meaning('source-missing', '/source', '示例方案须注明所参照的文件', 'a sample names the document it is shaped on'),
    ]
  if (!source && [issuer ?? '', titles.zh, titles.en].some((it) => ZHONGSHAN.test(it))) {
    const en = 'a scheme of Zhongshan’s own names the published document that its indicators and weights are taken from'
    return [meaning('source-missing', '/source', '以中山名义发布的方案须注明所依据的公开文件', en)]
  }
  if (!source && issuer === undefined) {
    const en = 'a scheme says where it comes from: a document, or who issues it'
    return [meaning('source-missing', '/source', '方案须注明所依据的文件或发布单位', en)]
  }
  if (!source || !/:\/\/|www\./i.test(source.citation)) return []
  return [
    meaning(
      'citation-with-address',
      '/source/citation',
      '出处写文件名与文号，不写网址',
      'a citation names the document, not a web address: addresses change',
    ),
  ]
}

function faultsOfWindow(window: SchemeWindow): Refusal[] {
  const days = Object.entries(window).filter(([name]) => name === 'from' || name === 'to')
  const faults = days.filter(([, it]) => !isBusinessDate(it)).map(([name]) => notADay(`/content/window/${name}`))
  if (faults.length > 0 || window.kind !== 'fixed' || window.from <= window.to) return faults
  return [
    meaning(
      'window-ends-before-it-starts',
      '/content/window/to',
      '统计期的截止日早于起始日',
      'the window ends before it starts',
    ),
  ]
}

/** Before its window begins a ledger says nothing of it, and before its end not all. By calendar years the round says the end. */
function faultsOfCut({ asOf, window }: SchemeVersion['content']): Refusal[] {
  if (asOf.kind !== 'day' || window.kind === 'calendarYear' || asOf.day >= window.to) return []
  const at = '/content/asOf/day'
  if (window.kind === 'fixed' && asOf.day < window.from)
    return [meaning('cut-before-window', at, '截止早于统计期首日', 'the cut lies before the window')]
  const en = 'the cut lies before the end of the window: its last days would be left out'
  return [meaning('cut-before-window-ends', at, '截止早于统计期末日，期末发生的将漏计', en, { ends: window.to })]
}

function notADay(pointer: string): Refusal {
  return meaning('not-a-calendar-day', pointer, '日期须为真实存在的日历日', 'a date is an existing calendar day')
}
