import { type Checked, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { Claim, ClaimSent } from '../definitions'
import { decimal } from '../domain/exact'
import { ratioOf, shownRatio } from '../domain/ratio'
import { type Assessment } from '../domain/round-state'
import {
  type HandUnit,
  type Indicator,
  indicatorOf,
  indicatorsOf,
  type RatioUnit,
  type SchemeContent,
} from '../domain/scheme'
import type { RowsBy } from './round-context'

/** The unit an indicator's values are written in. */
export type Unit = HandUnit | RatioUnit

export function unitOf({ source, code }: Indicator, rows: RowsBy): Unit {
  return source.from === 'ledger' ? (rows.get(code)?.figure.unit ?? 'count') : source.unit
}

const FORMS: Readonly<Record<Unit, RegExp>> = {
  CNY: /^-?\d+\.\d{2}$/,
  count: /^\d+$/,
  percent: /^\d+(\.\d+)?$/,
  points: /^\d+(\.\d+)?$/,
  ratio: /^-?\d+(\.\d+)?$/,
}

/** Refusals `value-negative`, `unit-mismatch`: amounts have two decimals, counts none, the others are not negative. */
export function refuseUnit(value: string, unit: Unit, pointer: string): Refusal | undefined {
  if (FORMS[unit].test(value)) return undefined
  if (value.startsWith('-') && FORMS[unit].test(value.slice(1)))
    return refuse('value-negative', {
      pointer,
      zh: '该指标的数值不得为负',
      en: 'a value of this indicator may not be negative',
      facts: { unit, given: value },
    })
  return refuse('unit-mismatch', {
    pointer,
    zh: '与指标的计量单位不符（金额两位小数，计数为整数）',
    en: 'not written in the unit of the indicator: amounts have two decimals, counts none',
    facts: { unit, given: value },
  })
}

/** 填报数 as stated, laid beside what the ledger says: another value has a reason, a number by hand has its paper. */
export function stated(scheme: SchemeContent, given: readonly ClaimSent[], rows: RowsBy): Checked<readonly Claim[]> {
  const claims: Claim[] = []
  for (const [i, { indicator: code, value, reason, evidence }] of given.entries()) {
    const at = `/claims/${i}`
    const indicator = indicatorOf(scheme, code)
    if (!indicator) return unknownIndicator(code, `${at}/indicator`)
    if (claims.some((it) => it.indicator === code))
      return refuse('indicator-twice', {
        pointer: `${at}/indicator`,
        zh: '指标重复',
        en: 'the indicator stands here twice',
      })
    if (indicator.source.from === 'ratio') return isComputed(`${at}/indicator`)
    const wrongUnit = refuseUnit(value, unitOf(indicator, rows), `${at}/value`)
    if (wrongUnit) return wrongUnit
    const ledger = rows.get(code)?.value
    if (indicator.source.from === 'hand' && !evidence) {
      return refuse('evidence-missing', {
        pointer: `${at}/evidence`,
        zh: '人工填报的指标须附佐证',
        en: 'a number entered by hand comes with its evidence',
        facts: { evidence: indicator.source.evidence.zh },
      })
    }
    if (indicator.source.from === 'ledger' && !sameValue(ledger, value) && reason === undefined)
      return differsWithoutReason(`${at}/reason`, ledger ?? '—', value)
    claims.push({
      indicator: code,
      ...(ledger !== undefined && { ledger }),
      claimed: value,
      ...(reason !== undefined && { reason }),
      ...(evidence && { evidence }),
    })
  }
  return claims
}

/** What is submitted: every indicator, from the ledger as it now is where the platform has not given a reason to differ. */
export function prefilled(scheme: SchemeContent, assessment: Assessment, rows: RowsBy): Checked<readonly Claim[]> {
  const claims: Claim[] = []
  for (const { code, zh, source } of indicatorsOf(scheme)) {
    // What is claimed of a ratio follows from what is claimed of its terms.
    if (source.from === 'ratio') continue
    const { ledger: _, ...claim }: Partial<Claim> = assessment.claims.find((it) => it.indicator === code) ?? {}
    const ledger = rows.get(code)?.value
    const claimed =
      claim.claimed !== undefined && (claim.reason !== undefined || !rows.has(code)) ? claim.claimed : ledger
    if (claimed === undefined) {
      return refuse('claim-missing', {
        zh: `“${zh}”尚未填报`,
        en: 'an indicator that the ledger cannot fill in has not been stated',
        facts: { indicator: code },
      })
    }
    claims.push({ ...claim, indicator: code, ...(ledger !== undefined && { ledger }), claimed })
  }
  const values = new Map(claims.map((it) => [it.indicator, it.claimed]))
  return indicatorsOf(scheme).flatMap(({ code, source }) => {
    const ratio = source.from === 'ratio' ? ratioOf(source, values) : undefined
    if (source.from === 'ratio' && ratio) return [{ indicator: code, claimed: shownRatio(source, ratio) }]
    return claims.filter((it) => it.indicator === code)
  })
}

/** Equal as numbers: `5` and `5.00` are one value. */
export function sameValue(a: string | undefined, b: string): boolean {
  return a !== undefined && decimal(a).eq(b)
}

export function differsWithoutReason(pointer: string, expected: string, given: string): Refusal {
  return refuse('reason-missing', {
    pointer,
    zh: '与原数不同，须说明理由',
    en: 'a value that differs has a reason',
    facts: { expected, given },
  })
}

/** Neither stated nor set: it is worked out from others. */
export function isComputed(pointer: string): Refusal {
  return refuse('indicator-computed', {
    pointer,
    zh: '该指标由其他指标的数值相除得出，请填报或核定其分子、分母',
    en: 'this indicator is the ratio of others: state or verify those instead',
  })
}

export function unknownIndicator(code: string, pointer = ''): Refusal {
  return refuse('unknown-indicator', {
    pointer,
    zh: '方案中没有此指标',
    en: 'the scheme has no such indicator',
    facts: { indicator: code },
  })
}
