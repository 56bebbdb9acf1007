import { Decimal } from 'decimal.js'
import type { DrawMethod, DrawnRow, Stratum } from './sampling-draw'
import { Exact, sizeOf } from './sampling-draw'

/** What was found on a row that was looked at. */
export interface Finding {
  readonly row: string
  readonly kind: 'none' | 'error'
  /** Fen wrong in the row, overstatement positive; 0 where none. */
  readonly wrong: bigint
}

export const PROJECTIONS = {
  mean: {
    zh: '均值法：各层（层内行数 × 样本每行平均差错额）之和',
    en: 'mean per row: over the strata, rows × mean amount wrong per row examined',
  },
  ratio: {
    zh: '比率法：各层（层内金额 × 样本差错额 ÷ 样本金额）之和',
    en: 'ratio: over the strata, money × amount wrong ÷ amount examined',
  },
  pps: {
    zh: 'PPS 法：各层（层内金额 ÷ 点数 × Σ 各点差错率）之和',
    en: 'probability proportional to size: over the strata, money ÷ points × Σ wrong ÷ size of the row each point met',
  },
} as const
export type ProjectionName = keyof typeof PROJECTIONS

/** What the sample says of the whole: no more than it can. */
export type Statement =
  /** Every row was drawn and examined: a sum, not an estimate. */
  | { readonly code: 'whole-examined' }
  /** Rows drawn and not yet examined. */
  | { readonly code: 'not-all-examined'; readonly left: number }
  /** Fewer rows examined than the parameters ask for before anything is said of the whole. */
  | { readonly code: 'too-small'; readonly examined: number; readonly from: number }
  /** A point estimate; the sample states no bound around it. */
  | { readonly code: 'projected' }

export interface Outcome {
  readonly examined: number
  readonly errors: number
  /** Errors ÷ examined as a percentage with two decimals, half away from zero; absent while nothing was examined. */
  readonly errorRate?: string
  /** Fen. */
  readonly sum: { readonly examined: bigint; readonly wrong: bigint }
  readonly statement: Statement
  readonly projections: readonly { readonly name: ProjectionName; readonly wrong: bigint }[]
}

/**
 * Error rate and amount in the sample, and what follows for the whole, stated as what it is. Projections are point
 * estimates, each under its name, rounded to the fen once; of a sample that is not examined to its end, or too small, there
 * are none.
 */
export function outcomeOf(
  { method, strata, drawn }: { method: DrawMethod; strata: readonly Stratum[]; drawn: readonly DrawnRow[] },
  findings: readonly Finding[],
  statementFrom: number,
): Outcome {
  const found = new Map(findings.map((it) => [it.row, it]))
  const looked = drawn.filter((it) => found.has(it.key))
  const wrongOf = (row: DrawnRow) => found.get(row.key)?.wrong ?? 0n
  const errors = looked.filter((it) => found.get(it.key)?.kind === 'error').length
  const base = {
    examined: looked.length,
    errors,
    ...(looked.length > 0 && {
      errorRate: new Exact(errors).times(100).div(looked.length).toFixed(2, Decimal.ROUND_HALF_UP),
    }),
    sum: {
      examined: looked.reduce((sum, it) => sum + it.amount, 0n),
      wrong: looked.reduce((sum, it) => sum + wrongOf(it), 0n),
    },
  }
  const left = drawn.length - looked.length
  if (left > 0) return { ...base, statement: { code: 'not-all-examined', left }, projections: [] }
  const population = strata.reduce((sum, it) => sum + it.rows, 0)
  if (looked.length === population) return { ...base, statement: { code: 'whole-examined' }, projections: [] }
  if (looked.length < statementFrom || strata.some((it) => it.allotted === 0 && it.money > 0n))
    return { ...base, statement: { code: 'too-small', examined: looked.length, from: statementFrom }, projections: [] }
  const names: ProjectionName[] = method === 'money' ? ['pps'] : ['mean', 'ratio']
  const projections = names.map((name) => ({ name, wrong: project(name, strata, looked, wrongOf) }))
  return { ...base, statement: { code: 'projected' }, projections }
}

function project(
  name: ProjectionName,
  strata: readonly Stratum[],
  looked: readonly DrawnRow[],
  wrongOf: (row: DrawnRow) => bigint,
): bigint {
  const sum = strata.reduce((total, stratum) => {
    const rows = looked.filter((it) => it.stratum === stratum.name)
    return rows.length === 0 ? total : total.plus(ofStratum(name, stratum, rows, wrongOf))
  }, new Exact(0))
  return BigInt(sum.toFixed(0, Decimal.ROUND_HALF_UP))
}

function ofStratum(
  name: ProjectionName,
  { rows: count, money, allotted }: Stratum,
  rows: readonly DrawnRow[],
  wrongOf: (row: DrawnRow) => bigint,
): Decimal {
  const wrong = decimal(rows.reduce((sum, it) => sum + wrongOf(it), 0n))
  switch (name) {
    case 'mean':
      return wrong.times(count).div(rows.length)
    case 'ratio': {
      const examined = rows.reduce((sum, it) => sum + sizeOf(it), 0n)
      return examined === 0n ? new Exact(0) : wrong.times(decimal(money)).div(decimal(examined))
    }
    case 'pps': {
      const taints = rows.reduce(
        (sum, it) =>
          sum.plus(
            decimal(wrongOf(it))
              .div(decimal(sizeOf(it)))
              .times(it.hits),
          ),
        new Exact(0),
      )
      return taints.times(decimal(money)).div(allotted)
    }
  }
}

const decimal = (value: bigint) => new Exact(value.toString())
