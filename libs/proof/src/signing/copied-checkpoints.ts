import { statSync, truncateSync } from 'node:fs'
import { isRefusal } from '@pilot-ledger/kernel'
import { parseCheckpoint } from '../domain/checkpoint'
import { placedIn, textOf } from './checkpoint-file'

/**
 * A copy of a file of checkpoints is made after that of the log: it has all that the entries there name. What was signed meanwhile
 * of entries that came later is cut off. What stood there before, the log's copy has to answer for, whatever it is of.
 * @param before how many bytes the file had before the log was copied
 * @param size how many entries the log's copy has
 */
export function cutCopied(file: string, before: number, size: number): void {
  let whole = 0
  for (const { note, end } of placedIn(file)) {
    if (end > before && isOfMore(note, size)) break
    whole = end
  }
  truncateSync(file, Math.max(whole, Math.min(before, statSync(file).size)))
}

/** What is no checkpoint stays: whoever verifies tells of it. */
function isOfMore(note: string, size: number): boolean {
  const stated = parseCheckpoint(textOf(note))
  return !isRefusal(stated) && stated.size > size
}
