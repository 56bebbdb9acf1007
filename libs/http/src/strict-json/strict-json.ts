import { isUtf8 } from 'node:buffer'
import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import { JsonScanner } from './json-scanner'

/**
 * Reads a request's JSON as people who audit need it read: one meaning only (I-JSON, RFC 7493). Refused, each with its
 * pointer where it has one: `json-malformed`, `json-not-utf8`, `duplicate-key` (JSON.parse would silently keep the last),
 * `control-character`, `lone-surrogate`, `noncharacter`, `forbidden-key`, `json-too-deep` (more than 32 levels), `number-out-of-range`.
 */
export function parseStrictJson(bytes: Uint8Array): { value: unknown } | Refusal {
  if (!isUtf8(bytes)) return refuse('json-not-utf8', { zh: '请求正文须为 UTF-8', en: 'the body is not UTF-8' })
  // A byte order mark survives toString and is then refused by JSON.parse: RFC 8259 §8.1 forbids it.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const scanner = new JsonScanner(text)
  const fault = scanner.scan()
  if (fault) return fault
  try {
    const value: unknown = JSON.parse(text)
    // A text that parses and was not understood would have gone unchecked: a defect of the scanner, not of the request.
    if (scanner.lost) throw new Error('the scanner lost its way in a well-formed text')
    return { value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse('json-malformed', {
      zh: '请求正文不是合法 JSON',
      en: 'the body is not well-formed JSON',
      facts: { reason: shortened(error.message, 120) },
    })
  }
}
