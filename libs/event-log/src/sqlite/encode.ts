import { ReusedEventId, TooLarge } from '../errors'
import type { NewEvent } from '../port'
import { bytesOfId } from './row'

/** An event turned into what is stored, checked before anything touches the file. */
export interface Encoded {
  readonly id: string
  readonly idBytes: Buffer
  readonly type: string
  readonly version: number
  readonly data: string
  readonly metadata: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Throws `TooLarge`, `ReusedEventId` for an id twice in one batch, and TypeError for what only a mistake in the program can
 * bring here: no type, an id that is no UUID, data that is not plain JSON with whole numbers.
 */
export function encodeBatch(stream: string, events: readonly NewEvent[], maxBytes: number): Encoded[] {
  if (stream === '') throw new TypeError('a stream needs a name')
  const ids = new Set<string>()
  let bytes = 0
  const encoded = events.map((event) => {
    if (event.type === '') throw new TypeError('an event needs a type')
    if (!UUID.test(event.id)) throw new TypeError(`not a lower-case UUID: ${event.id}`)
    if (!Number.isSafeInteger(event.version) || event.version < 1) throw new TypeError(`not a version: ${event.version}`)
    if (ids.has(event.id)) throw new ReusedEventId(stream, event.id, 'comes twice in one append')
    ids.add(event.id)
    const data = plainJson(event.data)
    const metadata = plainJson(event.metadata)
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata)
    return { id: event.id, idBytes: bytesOfId(event.id), type: event.type, version: event.version, data, metadata }
  })
  if (bytes > maxBytes) throw new TooLarge(bytes, maxBytes)
  return encoded
}

const LONE_SURROGATE = /\p{Surrogate}/u

function plainJson(value: object): string {
  // JSON.stringify refuses BigInt and circles by itself; numbers with a fraction and half characters it would store.
  const text = JSON.stringify(value, (key, it) => {
    if (typeof it === 'number' && !Number.isSafeInteger(it)) throw new TypeError(`${key}: only whole numbers are stored, got ${it}`)
    if (typeof it === 'string' && LONE_SURROGATE.test(it)) throw new TypeError(`${key}: a lone surrogate cannot be stored`)
    return it
  })
  if (text === undefined || text[0] !== '{') throw new TypeError('an event carries a JSON object')
  return text
}
