import { type Checked, fenOf, formatAmount, type Refusal, refuse } from '@pilot-ledger/kernel'
import type { FindingRecorded, SampleDrawn } from '../definitions'
import type { Sample } from './round-state'
import { type Digest, type Draw, draw, type PopulationRow, populationText, sizeOf } from './sampling-draw'
import { type Outcome, outcomeOf } from './sampling-projection'

/** A row as it can be drawn, with all that a stratum may go by. */
export interface Drawable {
  readonly platform: string
  readonly row: string
  readonly entryId: string
  readonly engagement?: string
  /** As the row carries it: yuan with two decimals, or a whole number. */
  readonly value: string
  /** Service categories of its contract, joined; `—` where it has none. */
  readonly category: string
  readonly warned: boolean
}

export type SampleRequested = Pick<
  SampleDrawn['data'],
  'sample' | 'platforms' | 'indicator' | 'cut' | 'seed' | 'method' | 'size' | 'strataBy' | 'bands' | 'statementFrom'
>

/** 100,000 / 500,000 / 1,000,000 yuan: what people band by; a user gives others. */
export const DEFAULT_BANDS = ['100000.00', '500000.00', '1000000.00'] as const
/** General practice: below thirty rows nothing is said of the whole. */
export const DEFAULT_STATEMENT_FROM = 30

/**
 * The draw as it is recorded. Refusals: `nothing-to-draw`, `sample-by-money-needs-amounts`, `bands-not-rising`.
 */
export function planSample(
  requested: SampleRequested,
  rows: readonly Drawable[],
  digest: Digest,
): Checked<SampleDrawn['data']> {
  const money = rows.some((it) => it.value.includes('.'))
  if (rows.length === 0) return NOTHING_TO_DRAW
  if (requested.method === 'money' && !money) return NEEDS_AMOUNTS
  const bands = requested.bands ?? []
  if (bands.some((it, i) => i > 0 && fenOf(it) <= fenOf(bands[i - 1]))) return BANDS_NOT_RISING
  const population = populationOf(requested, rows)
  const { strata, drawn } = draw(population, requested, digest)
  const byRow = new Map(rows.map((it) => [keyOf(it), it]))
  const shown = (value: bigint) => (money ? formatAmount(value) : String(value))
  return {
    ...requested,
    population: {
      rows: rows.length,
      money: shown(population.reduce((sum, it) => sum + sizeOf(it), 0n)),
      hash: digest(populationText(population)),
    },
    strata: strata.map((it) => ({ ...it, money: shown(it.money) })),
    drawn: drawn.map(({ key, stratum, hits }) => {
      const { platform, row, entryId, engagement, value } = byRow.get(key) as Drawable
      return { platform, row, entryId, ...(engagement !== undefined && { engagement }), amount: value, stratum, hits }
    }),
  }
}

/** The rows as the draw knows them, each in its stratum. */
export function populationOf({ strataBy, bands }: SampleRequested, rows: readonly Drawable[]): PopulationRow[] {
  return rows.map((it) => ({ key: keyOf(it), amount: unitsOf(it.value), stratum: stratumOf(it, strataBy, bands) }))
}

const keyOf = ({ platform, row }: { platform: string; row: string }) => `${platform}/${row}`
/** Fen of an amount, pieces of a count. */
export const unitsOf = (value: string) => (value.includes('.') ? fenOf(value) : BigInt(value))

function stratumOf(it: Drawable, by: SampleRequested['strataBy'], bands: readonly string[] = DEFAULT_BANDS): string {
  switch (by) {
    case 'amount': {
      const size = sizeOf({ amount: unitsOf(it.value) })
      const at = bands.filter((band) => size >= fenOf(band)).length
      // Numbered, so that the order of names is the order of amounts.
      return at === 0 ? `0：低于 ${bands[0]}` : `${at}：${bands[at - 1]} 起`
    }
    case 'category':
      return it.category
    case 'warning':
      return it.warned ? '有疑点' : '无疑点'
    default:
      return '全部'
  }
}

/** Refusal `sample-above-population`: by count a row is drawn once, so no more are drawn than there are. */
export function refuseSize({ method, size }: SampleRequested, rows: number): Refusal | undefined {
  if (method === 'money' || size <= rows) return undefined
  return refuse('sample-above-population', {
    pointer: '/size',
    zh: '样本量超过总体行数',
    en: 'more rows are asked for than there are',
    facts: { size: String(size), rows: String(rows) },
  })
}

/** What was found, and what it says of the whole. */
export function outcomeOfSample({ drawn: sample, findings }: Sample): Outcome {
  const method = sample.method
  const plain: Draw = {
    strata: sample.strata.map((it) => ({ ...it, money: unitsOf(it.money) })),
    drawn: sample.drawn.map((it) => ({
      key: keyOf(it),
      amount: unitsOf(it.amount),
      stratum: it.stratum,
      hits: it.hits,
    })),
  }
  const found = findings.map((it) => ({ row: keyOf(it), kind: it.kind, wrong: unitsOf(it.wrong ?? '0') }))
  return outcomeOf({ method, ...plain }, found, sample.statementFrom ?? DEFAULT_STATEMENT_FROM)
}

/** Refusals: `finding-without-amount`, `finding-with-amount`, `finding-amount-format`, `wrong-above-row`. Whether the row was drawn is the round's rule. */
export function refuseFinding(
  { kind, wrong, platform, row }: FindingRecorded['data'],
  sample: Sample,
): Refusal | undefined {
  if (kind === 'none') return wrong === undefined ? undefined : WITH_AMOUNT
  if (wrong === undefined) return WITHOUT_AMOUNT
  const money = sample.drawn.drawn.some((it) => it.amount.includes('.'))
  if (money !== wrong.includes('.')) return AMOUNT_FORMAT
  const drawn = sample.drawn.drawn.find((it) => it.platform === platform && it.row === row)
  if (!drawn || sizeOf({ amount: unitsOf(wrong) }) <= sizeOf({ amount: unitsOf(drawn.amount) })) return undefined
  return refuse('wrong-above-row', {
    pointer: '/wrong',
    zh: '差错额超过该行金额',
    en: 'more is wrong than the row has',
    facts: { wrong, amount: drawn.amount },
  })
}

const NOTHING_TO_DRAW = refuse('nothing-to-draw', {
  zh: '该指标没有可抽的行',
  en: 'the indicator has no rows to draw from',
})
const NEEDS_AMOUNTS = refuse('sample-by-money-needs-amounts', {
  pointer: '/method',
  zh: '按金额抽样须为金额指标',
  en: 'a draw by money needs an indicator of amounts',
})
const BANDS_NOT_RISING = refuse('bands-not-rising', {
  pointer: '/bands',
  zh: '分层金额须逐个递增',
  en: 'bands of amounts rise one after the other',
})
const WITH_AMOUNT = refuse('finding-with-amount', {
  pointer: '/wrong',
  zh: '无差错的行不填差错额',
  en: 'a row without an error has no amount wrong',
})
const WITHOUT_AMOUNT = refuse('finding-without-amount', {
  pointer: '/wrong',
  zh: '有差错的行须填差错额（不影响金额的填 0.00）',
  en: 'an error says what amount is wrong (0.00 where none is)',
})
const AMOUNT_FORMAT = refuse('finding-amount-format', {
  pointer: '/wrong',
  zh: '差错额须与抽样指标的单位一致',
  en: 'what is wrong is in the unit of the rows drawn',
})
