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
  if (whole('/source') && whole('/sample') && whole('/issuer')) faults.push(...faultsOfSource(scheme))
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

function faultsOfSource({ sample, source, issuer }: SchemeVersion): Refusal[] {
  if (sample && !source)
    return [
      meaning('source-missing', '/source', '示例方案须注明所参照的文件', 'a sample names the document it is shaped on'),
    ]
  if (!source && issuer !== undefined && ZHONGSHAN.test(issuer)) {
    const en = 'a scheme of Zhongshan’s own names the published document that its indicators and weights are taken from'
    return [meaning('source-missing', '/source', '以中山名义发布的方案须注明所依据的公开文件', en)]
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

/** Before its window begins a ledger says nothing of it. */
function faultsOfCut({ asOf, window }: SchemeVersion['content']): Refusal[] {
  if (asOf.kind !== 'day' || window.kind !== 'fixed' || asOf.day >= window.from) return []
  return [meaning('cut-before-window', '/content/asOf/day', '截止早于统计期首日', 'the cut lies before the window')]
}

function notADay(pointer: string): Refusal {
  return meaning('not-a-calendar-day', pointer, '日期须为真实存在的日历日', 'a date is an existing calendar day')
}
