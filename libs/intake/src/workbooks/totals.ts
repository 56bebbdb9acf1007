import { answer, answerAllInTurns, type FigureValue, type Question } from '@pilot-ledger/figures'
import { figureNamed } from '@pilot-ledger/figures/reporting'
import type { Paper, Requested } from './paper'

/** Figures of one platform, or over all where the question names none: what is counted by a key counts once over all. */
export async function figuresOf(question: Question, codes: readonly string[]): Promise<readonly FigureValue[]> {
  const figures = codes.map((it) => figureNamed(it))
  return question.platform === undefined
    ? (await answerAllInTurns(question, figures)).totals
    : answer(question, figures)
}

export async function wholeNumbers(requested: Requested, codes: readonly string[]): Promise<number[]> {
  return (await figuresOf(requested.whole, codes)).map(({ value }) => Number(value))
}
/** 合计 of a column that counts. */
export const counted =
  (column: string, code: string): Paper['totals'] =>
  async (requested) => {
    const [number] = await wholeNumbers(requested, [code])
    return [{ label: '合计', cells: { [column]: number }, adds: false }]
  }
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
