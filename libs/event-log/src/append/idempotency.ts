import { isDeepStrictEqual } from 'node:util'
import { ReusedEventId, VersionConflict } from '../errors'
import type { Appended, Expected, RecordedEvent } from '../port'
import type { Encoded } from './encode'

/**
 * What an append gets of whose ids at least one is in the log already. EventStoreDB's rules first: all of them where this
 * append would have put them: the first answer again; a strict beginning of them: conflict. Beyond those rules, which do
 * not look elsewhere: an id at the head (26a), in another stream (26), in another order (26b) or with other content (26c)
 * is refused by name, never stored twice and never answered as if it were the same.
 * @param known for each event of the append the entry that has its id already
 * @param head the stream's last revision, -1 where it does not exist
 */
export function answerKnown(
  append: { readonly stream: string; readonly expected: Expected; readonly events: readonly Encoded[] },
  known: readonly (RecordedEvent | undefined)[],
  head: number,
): Appended | Error {
  const { stream, expected, events } = append
  const reused = (i: number, why: string) => new ReusedEventId(stream, events[i].id, why)

  const elsewhere = known.findIndex((it) => it !== undefined && it.stream !== stream)
  if (elsewhere !== -1) return reused(elsewhere, 'is in another stream')

  const firstKnown = known.findIndex((it) => it !== undefined)
  if (firstKnown > 0) return reused(firstKnown, 'is in the stream already, behind events that are not')

  const first = (known[0] as RecordedEvent).revision
  const present = known.filter((it) => it !== undefined)
  const astray = present.findIndex((it, i) => it.revision !== first + i)
  if (astray !== -1) return reused(astray, 'is in the stream in another order')

  const start = expected === 'any' ? first : expected === 'none' ? 0 : expected + 1
  if (first !== start) {
    return start === head + 1 ? reused(0, 'is in the stream already') : new VersionConflict(stream, expected, head)
  }
  if (present.length < events.length) return new VersionConflict(stream, expected, head)

  const changed = present.findIndex((it, i) => !sameContent(events[i], it))
  if (changed !== -1) return reused(changed, 'has other content')
  const last = present[present.length - 1]
  return { revision: last.revision, position: last.position, repeated: true }
}

/** Type, version and data. Metadata may differ: a retry is another request with a correlation id of its own. */
function sameContent(event: Encoded, stored: RecordedEvent): boolean {
  return (
    JSON.parse(event.type) === stored.type &&
    event.version === stored.version &&
    (event.data === JSON.stringify(stored.data) || isDeepStrictEqual(JSON.parse(event.data), stored.data))
  )
}
