import { createHash } from 'node:crypto'
import { canonicalJson, type JsonObject, refuse } from '@pilot-ledger/kernel'
import { RefusalException } from './problem'

/**
 * A place in a list, opaque to clients and bound to the question it belongs to: given with another question it is refused
 * (`cursor-from-elsewhere`), not misread.
 */
export function makeCursor(question: JsonObject, place: JsonObject): string {
  return Buffer.from(JSON.stringify({ of: digestOf(question), at: place })).toString('base64url')
}

export function readCursor<Place extends JsonObject>(
  question: JsonObject,
  cursor: string | undefined,
): Place | undefined {
  if (cursor === undefined) return undefined
  try {
    const { of, at } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { of: string; at: Place }
    if (of === digestOf(question) && typeof at === 'object') return at
  } catch {
    // Not of our making: refused below like any other cursor that does not belong here.
  }
  throw new RefusalException([
    refuse('cursor-from-elsewhere', {
      pointer: '/cursor',
      zh: '游标不属于此查询',
      en: 'the cursor does not belong to this query',
    }),
  ])
}

function digestOf(question: JsonObject): string {
  return createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 16)
}
