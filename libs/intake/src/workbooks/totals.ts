import { answer, answerAll, type FigureValue, type Question } from '@pilot-ledger/figures'
import { figureNamed } from '@pilot-ledger/figures/reporting'
import type { Paper, Requested } from './paper'

/** Figures of one platform, or over all where the question names none: what is counted by a key counts once over all. */
export function figuresOf(question: Question, codes: readonly string[]): FigureValue[] {
  const figures = codes.map((it) => figureNamed(it))
  return question.platform === undefined ? [...answerAll(question, figures).totals] : answer(question, figures)
}

export const wholeNumber = (requested: Requested, code: string) => Number(figuresOf(requested.whole, [code])[0].value)
/** 合计 of a column that counts. */
export const counted =
  (column: string, code: string): Paper['totals'] =>
  (requested) => [{ label: '合计', cells: { [column]: wholeNumber(requested, code) }, adds: false }]
export const fen = (value: string) => BigInt(value.replace('.', ''))

export interface ByTaxBasis {
  readonly inclusive: bigint
  readonly exclusive: bigint
  readonly mixed: boolean
}

/** A contract amount apart by tax basis: the two are never added (H12). */
export function byTaxBasis({ value, taxBasis, refused }: FigureValue): ByTaxBasis {
  if (refused) {
    const part = (basis: string) => fen(refused.parts.find((it) => it.taxBasis === basis)?.value ?? '0.00')
    return { inclusive: part('inclusive'), exclusive: part('exclusive'), mixed: true }
  }
  const sum = fen(value as string)
  return taxBasis === 'exclusive'
    ? { inclusive: 0n, exclusive: sum, mixed: false }
    : { inclusive: sum, exclusive: 0n, mixed: false }
}
