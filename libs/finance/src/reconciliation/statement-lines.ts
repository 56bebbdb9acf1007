import { createHash } from 'node:crypto'
import {
  type Checked,
  canonicalPieces,
  EventDefinitions,
  inTurns,
  isRefusal,
  type Json,
  type Rules,
  refuse,
  type Steps,
  streamName,
} from '@pilot-ledger/kernel'
import { notStorable, type Recorder, type RequestIdentity } from '@pilot-ledger/recording'
import { LINES_KEPT, type StatementLinesKept } from '../definitions/reconciliation'
import { partsOf, type StatementLine } from '../domain/statement'

const RULES: Rules<undefined, StatementLinesKept> = {
  events: new EventDefinitions([LINES_KEPT]),
  initial: undefined,
  evolve: () => undefined,
  refuse: () => undefined,
}
const ANOTHER_WAS_FASTER = refuse('lines-kept', { zh: '流水已在台账', en: 'these lines are kept already' })

/** SHA-256 of their canonical JSON (RFC 8785). */
export function* hashOf(lines: readonly StatementLine[]): Steps<string> {
  const hash = createHash('sha256')
  for (const piece of canonicalPieces(lines as unknown as Json)) {
    hash.update(piece)
    yield
  }
  return hash.digest('hex')
}

/** Each set of lines of a platform has a stream of its own: who brings the same again finds it there, or goes on with it. */
export const linesStream = (platform: string, hash: string) => `${platform}-${hash}`

/** Puts lines on the log, before the statement that names them, and answers their hash. Refusals: what the log would not store. */
export async function keepLines(
  recorder: Recorder,
  platform: string,
  lines: readonly StatementLine[],
  { actor, correlationId, requestHash }: RequestIdentity,
): Promise<Checked<string>> {
  const parts = (await inTurns(partsOf(lines))).map(
    (some, i): StatementLinesKept => ({ type: 'StatementLinesKept', data: { part: i + 1, lines: some } }),
  )
  const refusal = notStorable(parts)
  if (refusal) return refusal
  const hash = await inTurns(hashOf(lines))
  const stream = streamName('statementLines', linesStream(platform, hash))
  const { history } = await recorder.load(stream, RULES)
  for (let at = history.live.length; at < parts.length; at++) {
    const answer = await recorder.record({
      ...{ actor, correlationId, requestHash, stream, rules: RULES },
      decide: ({ live }) => (live.length === at ? [parts[at]] : ANOTHER_WAS_FASTER),
    })
    if (isRefusal(answer) && answer !== ANOTHER_WAS_FASTER) return answer
  }
  return hash
}

/** The lines of these entries; throws where they are not those that were hashed. */
export async function linesKept(
  hash: string,
  entries: readonly { readonly data: object }[],
): Promise<readonly StatementLine[]> {
  const lines = entries.flatMap(({ data }) => (data as StatementLinesKept['data']).lines)
  if ((await inTurns(hashOf(lines))) !== hash) throw new Error(`the lines ${hash} are not on the log as they were kept`)
  return lines
}
