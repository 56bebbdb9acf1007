import { type Fen, grouped } from '@pilot-ledger/kernel'
import type { OpenLine, OpenTarget, Option } from './matching-terms'
import { MOST_OPTIONS, type OpenDocument, sumOf, wholly } from './option-groups'

/** Sums of two or three documents are looked for among so many of one payer; among more they would say nothing. */
const MOST_SUMMED = 12
/** A transfer pays so many documents at most: five years of months. */
const MOST_TOGETHER = 60

type Targets = Option['targets']

/**
 * Which documents of one payer together are a line, to the fen: any two or three of a few; so many of one amount, for of equal ones
 * no choice is to be searched; or all there are. Of equal ones more than were paid the oldest and the newest are told: which they
 * are is for a person to say.
 */
export function sumsOf(documents: readonly OpenDocument[]): (line: OpenLine) => Option[] {
  const few = documents.length <= MOST_SUMMED
  const fewest = few ? 4 : 2
  const byAmount = new Map([...grouped(documents, (it) => String(it.open))].map(([open, them]) => [open, oldest(them)]))
  const isWhole = byAmount.size > 1 && documents.length >= fewest && documents.length <= MOST_TOGETHER
  const whole = isWhole ? [targetsOf(documents)] : []
  const all = sumOf(documents)
  // Many lines of one amount would else each keep the same sixty.
  const made = new Map<Fen, readonly Targets[]>()
  const equalOnes = (open: Fen): readonly Targets[] => {
    const found: Targets[] = []
    for (let count = fewest; count <= MOST_TOGETHER && count <= documents.length; count++) {
      const equal = open % BigInt(count) === 0n ? byAmount.get(String(open / BigInt(count))) : undefined
      if (equal === undefined || equal.length < count) continue
      found.push(targetsOf(equal.slice(0, count)))
      if (equal.length > count) found.push(targetsOf(equal.slice(-count)))
    }
    return found
  }
  return (line) => {
    const equal = made.get(line.open) ?? equalOnes(line.open)
    made.set(line.open, equal)
    const together = all === line.open ? [...equal, ...whole] : equal
    const options = together.map((targets): Option => ({ ...wholly([line], []), targets }))
    return few ? [...twoOrThree(line, documents), ...options] : options
  }
}

/** Every choice of two or three that adds up to the line. */
function twoOrThree(line: OpenLine, documents: readonly OpenDocument[]): Option[] {
  const options: Option[] = []
  const choose = (from: number, chosen: readonly OpenDocument[], sum: bigint) => {
    if (chosen.length >= 2 && sum === line.open) options.push(wholly([line], targetsIn(chosen)))
    if (chosen.length === 3 || options.length >= MOST_OPTIONS) return
    for (let i = from; i < documents.length; i++) choose(i + 1, [...chosen, documents[i]], sum + documents[i].open)
  }
  choose(0, [], 0n)
  return options
}

const targetsIn = (documents: readonly OpenDocument[]): OpenTarget[] => documents.flatMap((it) => it.targets)
const targetsOf = (documents: readonly OpenDocument[]) => wholly([], targetsIn(documents)).targets
const oldest = (documents: readonly OpenDocument[]) =>
  [...documents].sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
