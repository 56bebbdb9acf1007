import { ReusedEventId, TooLarge } from '../errors'
import type { Expected, NewEvent } from '../port'
import { unfitIn } from '../unfit'

/** An event turned into what is stored, checked before anything is sent or written. */
export interface Encoded {
  readonly id: string
  /** JSON text. */
  readonly type: string
  readonly version: number
  /** JSON text. */
  readonly data: string
  /** JSON text. */
  readonly metadata: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Control characters end a text early in SQLite (NUL) or in a person's terminal; half characters have no UTF-8 form. */
const UNFIT_NAME = /[\p{Cc}\p{Surrogate}]/u
/** Longest stream name and event type, in UTF-16 units. */
const LONGEST_NAME = 1_000

/**
 * Throws `TooLarge` and `ReusedEventId` (an id twice in one batch). What only a mistake in the program can bring here is a
 * TypeError, outside the closed set of the port: an empty name, an id that is no UUID, an expectation that is none, data
 * that is not plain JSON with whole numbers.
 */
export function encodeBatch(stream: string, events: readonly NewEvent[], maxBytes: number): Encoded[] {
  checkName('stream', stream)
  const ids = new Set<string>()
  let bytes = 0
  const encoded = events.map((event) => {
    checkName('event type', event.type)
    if (!UUID.test(event.id)) throw new TypeError(`not a lower-case UUID: ${event.id}`)
    if (!Number.isSafeInteger(event.version) || event.version < 1)
      throw new TypeError(`not a version: ${event.version}`)
    if (ids.has(event.id)) throw new ReusedEventId(stream, event.id, 'comes twice in one append')
    ids.add(event.id)
    const data = plainJson(event.data)
    const metadata = plainJson(event.metadata)
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata)
    const type = JSON.stringify(event.type)
    return { id: event.id, type, version: event.version, data, metadata }
  })
  if (bytes > maxBytes) throw new TooLarge(bytes, maxBytes)
  return encoded
}

/** TypeError for anything but `none`, `any` or a revision: an expectation left out must not mean "no check". */
export function checkExpected(expected: Expected): void {
  if (expected === 'none' || expected === 'any') return
  if (!Number.isSafeInteger(expected) || expected < 0) throw new TypeError(`not an expected revision: ${expected}`)
}

function checkName(what: string, name: string): void {
  if (typeof name !== 'string' || name === '') throw new TypeError(`a ${what} must not be empty`)
  if (name.length > LONGEST_NAME) throw new TypeError(`a ${what} has at most ${LONGEST_NAME} characters`)
  if (UNFIT_NAME.test(name))
    throw new TypeError(`a ${what} must not hold control or half characters: ${JSON.stringify(name)}`)
}

function plainJson(value: object): string {
  const unfit = unfitIn(value)
  if (unfit) throw new TypeError(`${unfit.at}: ${unfit.en}`)
  const text = JSON.stringify(value)
  if (text[0] !== '{') throw new TypeError('an event carries a JSON object')
  return text
}
