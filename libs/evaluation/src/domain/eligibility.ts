import { decimal } from './exact'
import type { Requirement, SchemeContent } from './scheme'

/** One line of the eligibility: a condition, or conditions taken together. Numbered `1`, `1.1`, `1.2` … as they stand. */
export interface RequirementLine {
  readonly no: string
  readonly kind: Requirement['kind']
  readonly indicator?: string
  readonly limit?: string
  /** Absent where the indicator has no value (yet). */
  readonly value?: string
  /** Absent while it cannot be told. */
  readonly met?: boolean
}

export interface EligibilityAnswer {
  /** Absent while it cannot be told. */
  readonly met?: boolean
  readonly lines: readonly RequirementLine[]
}

/**
 * 入围: each condition held against the values, and what follows for all of them. Undefined for a scheme without. `never`:
 * indicators that will have no value, because there is nothing to divide by: such a condition is not met.
 */
export function eligibilityOf(
  { eligibility }: SchemeContent,
  values: ReadonlyMap<string, string>,
  never: (indicator: string) => boolean = () => false,
): EligibilityAnswer | undefined {
  if (eligibility === undefined) return undefined
  const lines: RequirementLine[] = []
  const judge = (it: Requirement, no: string): boolean | undefined => {
    const place = lines.length
    if (it.kind === 'any' || it.kind === 'all') {
      lines.push({ no, kind: it.kind })
      const parts = it.of.map((of, i) => judge(of, `${no}.${i + 1}`))
      const met = together(it.kind, parts)
      lines[place] = { no, kind: it.kind, ...(met !== undefined && { met }) }
      return met
    }
    const { kind, indicator, value: limit } = it
    const value = values.get(indicator)
    const met = value === undefined ? (never(indicator) ? false : undefined) : reaches(kind, value, limit)
    lines.push({
      no,
      kind,
      indicator,
      limit,
      ...(value !== undefined && { value }),
      ...(met !== undefined && { met }),
    })
    return met
  }
  const met = judge(eligibility.requires, '1')
  return { ...(met !== undefined && { met }), lines }
}

/** One that decides, whatever the others come to; else all of them, or it cannot be told. */
function together(kind: 'any' | 'all', parts: readonly (boolean | undefined)[]): boolean | undefined {
  const decides = kind === 'any'
  if (parts.includes(decides)) return decides
  return parts.includes(undefined) ? undefined : !decides
}

function reaches(kind: 'atLeast' | 'atMost', value: string, limit: string): boolean {
  return kind === 'atLeast' ? decimal(value).gte(limit) : decimal(value).lte(limit)
}
