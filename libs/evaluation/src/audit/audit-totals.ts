import { fenOf, formatAmount, inTurns, mapInTurns, type Steps } from '@pilot-ledger/kernel'
import type { CountedRow, Deduction } from '../domain/counted'
import { type AddedUp, addedByBasis, addedUp, MIXED_TAX } from './added-up'
import type { AnsweredRow } from './audit-rows'
import type { AuditedFigure } from './audited'
import { findingCounts } from './findings'
import { AUDIT_QUESTIONS, DOUBLE_KIND_CODES, DOUBLE_KINDS, QUESTION_CODES } from './questions'

/**
 * What the rows of an indicator add up to, and how much of it each question touches. `ties`: the rows come to the value;
 * where they did not, nothing below could be trusted. Amounts with and without tax are never added (H12): where both stand
 * there the value is refused and everything is told by its basis.
 */
export async function totalsOf(of: AuditedFigure, answered: readonly AnsweredRow[]) {
  const own = answered.filter((it) => it.indicator === of.code)
  const { figure, measure, rows, strikes, filtered } = of
  const related = new Set(own.filter((it) => it.related !== undefined).map((it) => it.row))
  const withoutRelated = await inTurns(
    addedUp(
      measure,
      rows,
      [...related].map((row): Deduction => ({ row })),
    ),
  )
  const verified = await inTurns(addedUp(measure, rows, strikes))
  const { parts } = await inTurns(addedUp(measure, rows))
  const plain = await inTurns(plainly(measure, rows))
  const touched = async (of: readonly AnsweredRow[]) => {
    const named = new Set(of.map((it) => it.row))
    return {
      rows: named.size,
      ...(await inTurns(
        plainly(
          measure,
          rows.filter((it) => named.has(it.row)),
        ),
      )),
    }
  }
  return {
    indicator: of.code,
    zh: of.zh,
    en: of.en,
    figure: figure.code,
    unit: figure.unit,
    basis: figure.basis,
    rows: rows.length,
    value: of.value ?? null,
    refused: parts && { ...MIXED_TAX, parts },
    rowsAddUpTo: plain.value ?? null,
    ties: of.value === undefined ? undefined : plain.value === of.value,
    struck: strikes.length,
    verified: verified.value,
    verifiedParts: verified.parts,
    related: {
      rows: related.size,
      with: of.value,
      without: withoutRelated.value,
      withoutParts: withoutRelated.parts,
    },
    filtered: { rows: filtered.length, ...(await inTurns(plainly(measure, filtered))) },
    money: await inTurns(moneyTotals(own)),
    findings: await inTurns(findingCounts(own)),
    questions: await mapInTurns(
      QUESTION_CODES.filter((it) => it !== 'changed'),
      async (question) => ({
        question,
        ...AUDIT_QUESTIONS[question],
        ...(await touched(own.filter((it) => it.asks.includes(question)))),
        kinds:
          question === 'countedTwice'
            ? (
                await mapInTurns(DOUBLE_KIND_CODES, async (kind) => ({
                  kind,
                  ...DOUBLE_KINDS[kind],
                  ...(await touched(own.filter((it) => it.countedTwice.some((double) => double.kind === kind)))),
                }))
              ).filter((it) => it.rows > 0)
            : undefined,
      }),
    ),
  }
}

/** Each contract once, however many of its rows stand there. */
function* moneyTotals(own: readonly AnsweredRow[]) {
  const byContract = new Map(
    own.flatMap((it) => (it.money && it.engagement ? [[it.engagement, it.money] as const] : [])),
  )
  const all = [...byContract.values()]
  const sum = (of: 'signed' | 'invoiced' | 'received' | 'behind', contracts: readonly (typeof all)[number][] = all) =>
    summed(contracts, (it) => it[of] ?? '0.00')
  // What is invoiced and received is so much money, whatever the contract says of tax.
  const counting = all.filter((it) => it.signed !== undefined)
  const signed = yield* addedByBasis(counting, (contracts) => sum('signed', contracts))
  const behind = yield* addedByBasis(counting, (contracts) => sum('behind', contracts))
  return {
    contracts: byContract.size,
    signed: signed.value,
    signedParts: signed.parts,
    invoiced: yield* sum('invoiced'),
    received: yield* sum('received'),
    behind: behind.value,
    behindParts: behind.parts,
  }
}

/** Plain addition of what the rows carry: a key counted by an earlier row carries 0. */
function* plainly(measure: AuditedFigure['measure'], rows: readonly CountedRow[]): Steps<AddedUp> {
  if (measure !== 'sum') return { value: String(rows.reduce((sum, it) => sum + Number(it.value), 0)) }
  return yield* addedByBasis(rows, (some) => summed(some, (it) => it.value))
}

function* summed<Item>(items: readonly Item[], amountOf: (it: Item) => string): Steps<string> {
  let fen = 0n
  for (const it of items) {
    yield
    fen += fenOf(amountOf(it))
  }
  return formatAmount(fen)
}
