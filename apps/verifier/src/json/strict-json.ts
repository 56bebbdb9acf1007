import { Failure } from '../verdict/failure'
import type { Json, JsonObject } from './json'

/** Nothing of a ledger is nested deeper; a text of nothing but brackets must not use up the stack. */
const DEEPEST = 64
const PLAIN = /[^"\\]*/y
/** Inside a text they stand as escapes. */
const CONTROL = /(?![\u007f-\u009f])\p{Cc}/u
const NUMBER = /-?(0|[1-9]\d*)/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** UTF-8 without a mark before it; half a character, or bytes that are no character, fail. */
export function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Failure('not-utf-8')
  }
}

/**
 * JSON as a proof needs it: what `JSON.parse` lets pass is refused. A key that comes twice means two things to two readers, half
 * a character has no bytes to hash, and a number with a fraction or beyond 2^53 has no one text.
 */
export function readJson(text: string): Json {
  return new Reader(text).whole()
}

class Reader {
  private at = 0
  private depth = 0

  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value()
    this.space()
    if (this.at < this.text.length) this.unexpected()
    return value
  }

  private value(): Json {
    this.space()
    const next = this.text[this.at]
    if (next === '{') return this.nested(() => this.object())
    if (next === '[') return this.nested(() => this.list())
    if (next === '"') return this.string()
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!this.text.startsWith(word, this.at)) continue
      this.at += word.length
      return value
    }
    return this.number()
  }

  private nested<Value>(read: () => Value): Value {
    if (++this.depth > DEEPEST) throw new Failure('json-too-deep', this.place())
    const value = read()
    this.depth--
    return value
  }

  private object(): JsonObject {
    // Without a prototype `__proto__` is a key like any other.
    const members: Record<string, Json> = Object.create(null)
    this.at++
    if (this.took('}')) return members
    do {
      this.space()
      if (this.text[this.at] !== '"') this.unexpected()
      const key = this.string()
      if (Object.hasOwn(members, key)) throw new Failure('json-duplicate-key', this.place(), { key })
      if (!this.took(':')) this.unexpected()
      members[key] = this.value()
    } while (this.took(','))
    if (!this.took('}')) this.unexpected()
    return members
  }

  private list(): Json[] {
    const items: Json[] = []
    this.at++
    if (this.took(']')) return items
    do items.push(this.value())
    while (this.took(','))
    if (!this.took(']')) this.unexpected()
    return items
  }

  private string(): string {
    const began = this.place()
    let read = ''
    for (this.at++; ; ) {
      const chunk = this.matched(PLAIN)
      if (CONTROL.test(chunk)) this.unexpected()
      read += chunk
      const mark = this.text[this.at++]
      if (mark === '"') break
      if (mark !== '\\') this.unexpected()
      const escaped = this.text[this.at++]
      if (escaped === 'u') {
        const digits = this.text.slice(this.at, this.at + 4)
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.unexpected()
        read += String.fromCharCode(Number.parseInt(digits, 16))
        this.at += 4
      } else {
        if (ESCAPES[escaped] === undefined) this.unexpected()
        read += ESCAPES[escaped]
      }
    }
    if (/\p{Surrogate}/u.test(read)) throw new Failure('json-half-character', began)
    return read
  }

  private number(): number {
    const began = this.place()
    const digits = this.matched(NUMBER)
    if (digits === '') this.unexpected()
    const value = Number(digits)
    if (/[.eE]/.test(this.text[this.at] ?? '') || digits === '-0' || !Number.isSafeInteger(value))
      throw new Failure('json-number', began)
    return value
  }

  /** What a sticky pattern finds here. */
  private matched(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const [found = ''] = pattern.exec(this.text) ?? []
    this.at += found.length
    return found
  }

  private took(mark: string): boolean {
    this.space()
    if (this.text[this.at] !== mark) return false
    this.at++
    return true
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  private place(): string {
    return `character ${this.at + 1}`
  }

  private unexpected(): never {
    throw new Failure('not-json', this.place())
  }
}
