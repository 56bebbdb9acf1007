import { createHash } from 'node:crypto'
import { canonicalJson, isRefusal, type JsonObject, refuse } from '@pilot-ledger/kernel'
import { RefusalException } from './problem'
import { parseStrictJson } from './strict-json'

/**
 * A place in a list, opaque to clients and bound to the question it belongs to: given with another question it is refused
 * (`cursor-from-elsewhere`), not misread.
 */
export function makeCursor(question: JsonObject, place: JsonObject): string {
  return Buffer.from(JSON.stringify({ of: digestOf(question, place), at: place })).toString('base64url')
}

/** The place a cursor names, undefined without one. Throws the refusal `cursor-from-elsewhere`. */
export function readCursor<Place extends JsonObject>(
  question: JsonObject,
  cursor: string | undefined,
): Place | undefined {
  if (cursor === undefined) return undefined
  const read = contentOf(cursor)
  // The digest covers the place too: a place that was edited is no place this service gave.
  if (read && read.of === digestOf(question, read.at)) return read.at as Place
  throw new RefusalException([
    refuse('cursor-from-elsewhere', {
      pointer: '/cursor',
      zh: '游标不属于此查询',
      en: 'the cursor does not belong to this query',
    }),
  ])
}

function contentOf(cursor: string): { of: unknown; at: JsonObject } | undefined {
  const parsed = parseStrictJson(Buffer.from(cursor, 'base64url'))
  if (isRefusal(parsed) || typeof parsed.value !== 'object' || parsed.value === null) return undefined
  const { of, at } = parsed.value as { of?: unknown; at?: unknown }
  return typeof at === 'object' && at !== null && wholeNumbersOnly(at) ? { of, at: at as JsonObject } : undefined
}

/** Other numbers have no canonical form, and no place of ours holds one. */
function wholeNumbersOnly(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(wholeNumbersOnly)
}

function digestOf(question: JsonObject, place: JsonObject): string {
  return createHash('sha256').update(canonicalJson({ question, place })).digest('base64url').slice(0, 22)
}
