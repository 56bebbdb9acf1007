import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import { type CountedRow, type Deduction, valueOfRows } from '../domain/counted'
import type { AnsweredRow } from './audit-rows'
import type { AuditedFigure } from './audited'
import { AUDIT_QUESTIONS, QUESTION_CODES } from './questions'

/**
 * What the rows of an indicator add up to, and how much of it each question touches. `ties`: the rows come to the value;
 * where they did not, nothing below could be trusted.
 */
export function totalsOf(of: AuditedFigure, answered: readonly AnsweredRow[]) {
  const own = answered.filter((it) => it.indicator === of.code)
  const { figure, measure, rows, strikes, filtered } = of
  const related = new Set(own.filter((it) => it.related !== undefined).map((it) => it.row))
  const without = (out: ReadonlySet<string>) =>
    valueOfRows(
      measure,
      rows,
      [...out].map((row): Deduction => ({ row })),
    )
  return {
    indicator: of.code,
    zh: of.zh,
    en: of.en,
    figure: figure.code,
    unit: figure.unit,
    basis: figure.basis,
    rows: rows.length,
    value: of.value,
    rowsAddUpTo: addUp(measure, rows),
    ties: of.value === undefined || addUp(measure, rows) === of.value,
    struck: strikes.length,
    verified: strikes.length === 0 ? of.value : valueOfRows(measure, rows, strikes),
    related: { rows: related.size, with: of.value, without: without(related) },
    filtered: { rows: filtered.length, value: addUp(measure, filtered) },
    money: moneyTotals(own),
    questions: QUESTION_CODES.filter((it) => it !== 'changed').map((question) => {
      const touched = new Set(own.filter((it) => it.asks.includes(question)).map((it) => it.row))
      return {
        question,
        ...AUDIT_QUESTIONS[question],
        rows: touched.size,
        value: addUp(
          measure,
          rows.filter((it) => touched.has(it.row)),
        ),
      }
    }),
  }
}

/** Each contract once, however many of its rows stand there. */
function moneyTotals(own: readonly AnsweredRow[]) {
  const byContract = new Map(
    own.flatMap((it) => (it.money && it.engagement ? [[it.engagement, it.money] as const] : [])),
  )
  const sum = (of: 'signed' | 'invoiced' | 'received' | 'behind') =>
    formatAmount([...byContract.values()].reduce((total, it) => total + fenOf(it[of] ?? '0.00'), 0n))
  return {
    contracts: byContract.size,
    signed: sum('signed'),
    invoiced: sum('invoiced'),
    received: sum('received'),
    behind: sum('behind'),
  }
}

/** Plain addition of what the rows carry: a key counted by an earlier row carries 0. */
function addUp(measure: AuditedFigure['measure'], rows: readonly CountedRow[]): string {
  if (measure === 'sum') return formatAmount(rows.reduce((sum, it) => sum + fenOf(it.value), 0n))
  return String(rows.reduce((sum, it) => sum + Number(it.value), 0))
}
