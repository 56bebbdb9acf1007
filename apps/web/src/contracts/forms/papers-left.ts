import type { EvidenceBody } from './papers-input'

/** What is sent of a paper for one entry: the same again is not recorded twice, as another kind it is another record. */
export const recordOf = (body: EvidenceBody): string => JSON.stringify(body)

/**
 * Each paper for each entry that it proves, or for the contract as a whole where none is named.
 * @param done what is recorded already, as `recordOf` tells it
 */
export function papersLeft(
  papers: readonly EvidenceBody[],
  proved: readonly string[],
  done: ReadonlySet<string>,
): { readonly whole: readonly EvidenceBody[]; readonly left: readonly EvidenceBody[] } {
  const whole = papers.flatMap((paper): EvidenceBody[] =>
    proved.length === 0 ? [paper] : proved.map((entry) => ({ ...paper, entry })),
  )
  return { whole, left: whole.filter((it) => !done.has(recordOf(it))) }
}
